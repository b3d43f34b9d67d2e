import type { ConfigChange } from "../change.ts";
import type { ConfigFile } from "../config_file.ts";
import type { ConfigLine } from "../config_line.ts";
import type { ConfigSource } from "../section_record.ts";
import { foldCase } from "../source_text.ts";
import type { SyntaxTree } from "../syntax_tree.ts";

/** What a server's own writer would lose or break when it rewrites a file (config.c, ast_config_text_file_save2). */
export interface ServerLoss {
  /** What it is about, in a word that does not change between versions. */
  readonly code:
    | "addition-lost"
    | "block-comment-opened"
    | "block-comment-lost"
    | "broken-include-cut"
    | "comment-lost"
    | "escape-lost"
    | "exec-lost"
    | "glob-doubled"
    | "include-repeated"
    | "line-lost"
    | "name-breaks-file"
    | "no-section"
    | "section-addition-lost"
    | "stray-block-end"
    | "template-users-broken"
    | "wrong-file";
  /** The file. */
  readonly file: string;
  /** The line, from 1; 0 where it is a change that does it. */
  readonly line: number;
  /** What would happen, in a sentence without a period. */
  readonly message: string;
}

/** Finds what Asterisk's UpdateConfig would lose if it made these changes: it writes the main file and all that it includes anew. */
export function findServerLosses(file: ConfigFile, changes: Iterable<ConfigChange> = []): ServerLoss[] {
  const losses: ServerLoss[] = [];
  for (const source of file.files) losses.push(...lossesOf(source));
  for (const { code, file: path, start } of file.diagnostics) {
    const at = { file: path, line: start.line };
    if (code === "include-repeated") {
      losses.push({
        code,
        ...at,
        message: `File is included twice, and Asterisk writes a second one with "~~1" in its name`,
      });
    } else if (code === "include-cut") {
      losses.push({
        code: "broken-include-cut",
        ...at,
        message: "Included file is broken, and Asterisk keeps its good part only",
      });
    } else if (code === "stray-block-end") {
      losses.push({ code, ...at, message: `Text after a "--;" that ends no block becomes live` });
    }
  }
  if ([...file.sections, ...file.templates].length === 0) {
    losses.push({ code: "no-section", file: file.name, line: 1, message: "File without a section is written empty" });
  }
  for (const change of changes) losses.push(...lossesOfChange(file, change));
  return losses;
}

function* lossesOf({ path, tree }: ConfigSource): Generator<ServerLoss, void> {
  const at = (code: ServerLoss["code"], line: number, message: string) => ({ code, file: path, line, message });
  for (const line of tree.lines()) {
    const { number } = line;
    yield* blockLosses(tree, line, path);
    switch (line.kind) {
      case "setting":
        if (line.isEscaped && /^[[#;\\]/.test(line.name.text)) {
          yield at(
            "escape-lost",
            number,
            `Name "${line.name.text}" is written without its backslash, and read as something else`,
          );
        }
        if (line.operator.text === "+=") yield at("addition-lost", number, `"+=" is written as the whole value`);
        break;
      case "section":
        if (line.options.some(({ text }) => text.startsWith("+"))) {
          yield at("section-addition-lost", number, `Lines under "(+)" move to the section that they add to`);
        }
        break;
      case "directive":
        yield* directiveLosses(line, path);
        break;
      case "dropped":
        yield at("line-lost", number, "Line that Asterisk does not understand is lost");
        break;
      case "comment": {
        const isAlone = number === tree.lineCount && tree.lineCount > 1 && tree.line(number - 1).kind !== "comment";
        if (isAlone) yield at("comment-lost", number, "A single comment at the end of a file is lost");
        break;
      }
      default:
    }
  }
}

function* blockLosses(tree: SyntaxTree, { number, kind }: ConfigLine, file: string): Generator<ServerLoss, void> {
  const { depths } = tree.index;
  const depth = depths.get(number - 1);
  if (depth !== 0) return;
  const isOpen = number < tree.lineCount && depthAfter(tree, number - 1) > 0;
  const hasBlock = /;--(?!-)/.test(
    tree.source.slice(tree.index.starts[number - 1] ?? 0, tree.index.starts[number] ?? 0),
  );
  if (isOpen) {
    const message = "Comment block over several lines loses its marks, so that what is in it becomes live";
    yield { code: "block-comment-opened", file, line: number, message };
  } else if (hasBlock && kind !== "comment") {
    yield { code: "block-comment-lost", file, line: number, message: "Comment block within a line is lost" };
  }
}

function depthAfter(tree: SyntaxTree, index: number): number {
  for (const [line, depth] of tree.index.depths) if (line > index) return depth;
  return tree.index.endDepth;
}

function* directiveLosses(
  line: Extract<ConfigLine, { kind: "directive" }>,
  file: string,
): Generator<ServerLoss, void> {
  const word = line.word.text.toLowerCase();
  const argument = line.argument?.text ?? "";
  const at = { file, line: line.number };
  if (word === "exec") yield { code: "exec-lost", ...at, message: `"#exec" is lost where it is not enabled` };
  else if (word !== "include" && word !== "tryinclude") {
    yield { code: "line-lost", ...at, message: `Directive "#${line.word.text}" is lost` };
  } else if (/[*?[{]/.test(argument)) {
    yield { code: "glob-doubled", ...at, message: `Lines of the files in "${argument}" double with every change` };
  }
  if (line.comment !== undefined) yield { code: "comment-lost", ...at, message: `Comment behind "#${word}" is lost` };
}

function* lossesOfChange(file: ConfigFile, change: ConfigChange): Generator<ServerLoss, void> {
  const at = { file: file.name, line: 0 };
  const written = change.verb === "NewCat" ? change.section : change.verb === "RenameCat" ? change.to : undefined;
  if (written !== undefined && /[\];]/.test(written)) {
    yield {
      code: "name-breaks-file",
      ...at,
      message: `Section "${written}" is written as it is, and read as something else`,
    };
  }
  if ("name" in change && change.verb !== "Delete" && /^[[#;\\]/.test(change.name ?? "")) {
    yield {
      code: "name-breaks-file",
      ...at,
      message: `Setting "${change.name}" is written as it is, and read as something else`,
    };
  }
  const sections = [
    ...file.allSections(change.section),
    ...file.templates.filter((it) => isNamed(it.name, change.section)),
  ];
  if (change.verb === "RenameCat" || change.verb === "DelCat") {
    const users = [...file.sections, ...file.templates].filter(({ inherits }) =>
      inherits.some((it) => isNamed(it, change.section))
    );
    if (users.length > 0) {
      const message =
        `${users.length} sections inherit from "${change.section}", and Asterisk does not load the file any more`;
      yield { code: "template-users-broken", ...at, message };
    }
  }
  if (change.verb !== "Append" && change.verb !== "Insert") return;
  const elsewhere = sections.find(({ headers }) => headers[0] !== undefined && headers[0].source.path !== file.name);
  if (elsewhere === undefined) return;
  const message = `Section "${elsewhere.name}" is in an included file, and Asterisk writes the line into the main file`;
  yield { code: "wrong-file", ...at, message };
}

function isNamed(name: string, other: string): boolean {
  return foldCase(name) === foldCase(other);
}

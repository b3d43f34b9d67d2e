import type { ConfigFile } from "../config_file.ts";
import { depthAt } from "../edit/edited_line.ts";
import type { SyntaxTree } from "../syntax_tree.ts";
import type { KeptLine } from "./kept_lines.ts";
import type { FileDifference } from "./server_differences.ts";
import type { ServerLoss } from "./server_losses.ts";

/** What a server loses of a file whatever it changes. */
const messages = {
  "addition-lost": `"+=" is written as the whole value`,
  "block-comment-opened": "Comment block over several lines loses its marks, so that what is in it becomes live",
  "block-comment-lost": "Comment block within a line is lost",
  "broken-include-cut": "Included file is broken, and Asterisk keeps its good part only",
  "comment-lost": "Comment is lost",
  "escape-lost": "Name is written without its backslash, and read as something else",
  "exec-lost": `"#exec" is lost where it is not enabled`,
  "glob-doubled": "Lines of a file that is included by a pattern double with every change",
  "include-repeated": `File is included again, and Asterisk writes a second one with "~~1" in its name`,
  "line-added": "Asterisk adds a line",
  "line-lost": "Line is lost",
  "line-moved": "Line comes elsewhere",
  "no-section": "File without a section is written empty",
  "section-addition-lost": `Lines under "(+)" move to the section that they add to`,
  "stray-block-end": `Text after a "--;" that ends no block becomes live`,
} as const;

/** Why a server loses something without being told to. */
export type StandingCode = keyof typeof messages;

/** Tells for each line that a server does not write again why that is; for several lines of one cause, at the first of them. */
export function standingLosses(file: ConfigFile, difference: FileDifference): ServerLoss[] {
  const { path, source, removed, added, moved } = difference;
  const name = source?.path ?? path;
  if (source !== undefined && source.path === file.name && removed.length > 0 && file.contents.length === 0) {
    return [loss("no-section", name, 1)];
  }
  // A file that is included again gets a copy; that is told where it is included.
  if (source === undefined && /~~\d+$/.test(path)) return [];
  const losses = added.some(isCopy) ? repeatedIncludes(file, name) : [];
  for (const line of source === undefined ? [] : removed) {
    const code = codeOf(file, difference, line);
    if (code === "include-repeated" && losses.some((other) => other.code === code)) continue;
    const last = losses.at(-1);
    const isOfOneCause = last?.code === code && causes.has(code);
    if (!isOfOneCause) losses.push(loss(code, name, line.number));
  }
  if (losses.length === 0 && added.length > 0) {
    const isByGlob = source?.includedAt?.some((place) => isGlob(place)) ?? false;
    losses.push(loss(isByGlob ? "glob-doubled" : "line-added", name, added[0]?.number ?? 0));
  }
  if (moved !== undefined) losses.push(loss("line-moved", name, moved.number));
  return losses;
}

/** Whether a line includes the copy of a file that is included again. */
function isCopy({ bareKey }: KeptLine): boolean {
  return /^directive\0.*~~\d+$/s.test(bareKey);
}

function repeatedIncludes(file: ConfigFile, path: string): ServerLoss[] {
  return file.diagnostics.flatMap(({ code, file: other, start }) => {
    return code === "include-repeated" && other === path ? [loss(code, path, start.line)] : [];
  });
}

/** What concerns all lines from one on. */
const causes: ReadonlySet<StandingCode> = new Set([
  "block-comment-opened",
  "broken-include-cut",
  "stray-block-end",
]);

function codeOf(
  file: ConfigFile,
  { source, added }: FileDifference,
  { number, bareKey }: KeptLine,
): StandingCode {
  if (source === undefined) return "line-lost";
  const { tree, path } = source;
  const line = tree.line(number);
  const [depth, after] = [depthAt(tree, number - 1), depthAt(tree, number)];
  if (isCutBefore(file, path, number)) return "broken-include-cut";
  if (depth < 0 || after < 0) return "stray-block-end";
  const isOpen = depth > 0 || after > 0;
  const isBare = line.comment !== undefined && added.some((other) => other.bareKey === bareKey);
  switch (line.kind) {
    case "comment":
      return isOpen ? "block-comment-opened" : line.isBlock ? "block-comment-lost" : "comment-lost";
    case "section":
      return line.options.some(({ text }) => text.startsWith("+"))
        ? "section-addition-lost"
        : isOpen
        ? "block-comment-opened"
        : isBare
        ? "comment-lost"
        : "line-lost";
    case "directive": {
      const word = line.word.text.toLowerCase();
      if (word === "exec") return "exec-lost";
      if (isBare || line.comment !== undefined) return "comment-lost";
      return (word === "include" || word === "tryinclude") && line.argument !== undefined
        ? "include-repeated"
        : "line-lost";
    }
    case "setting":
      if (line.operator.text === "+=") return "addition-lost";
      if (isOpen) return "block-comment-opened";
      if (isBlockWithin(tree, number)) return "block-comment-lost";
      return line.isEscaped && !isBare ? "escape-lost" : isBare ? "comment-lost" : "line-lost";
    default:
      return "line-lost";
  }
}

function isCutBefore(file: ConfigFile, path: string, number: number): boolean {
  return path !== file.name && file.diagnostics.some(({ file: other, severity, start }) => {
    return other === path && severity === "fatal" && start.line <= number;
  });
}

function isBlockWithin(tree: SyntaxTree, number: number): boolean {
  const { start, end } = tree.line(number);
  return tree.index.depths.has(number - 1) && /;--(?!-)/.test(tree.source.slice(start, end));
}

function isGlob({ source, line }: { source: { tree: SyntaxTree }; line: number }): boolean {
  const directive = source.tree.line(line);
  return directive.kind === "directive" && /[*?[{]/.test(directive.argument?.text ?? "");
}

/** Makes a loss of its code. */
export function loss(code: StandingCode, file: string, line: number): ServerLoss {
  return { code, file, line, message: messages[code] };
}

import type { BlankLine, CommentLine, ConfigLine } from "../config_line.ts";
import { hasNul, isComplex } from "../line_index.ts";
import { trimBlanks } from "../source_text.ts";
import type { SyntaxTree } from "../syntax_tree.ts";

/** What a line says, whatever its layout. */
export interface KeptLine {
  /** Equal for lines that say the same, comments included. */
  readonly key: string;
  /** The same without a comment behind it. */
  readonly bareKey: string;
  /** Its number, from 1. */
  readonly number: number;
}

/** The lines of a file that say something, without their layout and without the header that Asterisk writes. */
export function keptLines(tree: SyntaxTree): KeptLine[] {
  const lines: KeptLine[] = [];
  for (const line of tree.lines()) {
    if (line.kind === "blank") continue;
    const { number, end, comment } = line;
    const bareKey = line.kind === "comment" ? wholeLine(tree, line) : partsOf(tree, line).join("\0");
    if (line.kind === "comment" && isHeaderLine(bareKey)) continue;
    const behind = line.kind === "comment"
      ? ""
      : isMixed(tree, line)
      ? wholeLine(tree, line)
      : comment === undefined
      ? ""
      : trimBlanks(tree.source.slice(comment, end));
    lines.push({ key: behind === "" ? bareKey : `${bareKey}\0${behind}`, bareKey, number });
  }
  return lines;
}

/** What a line says, without comments. */
function partsOf(tree: SyntaxTree, line: Exclude<ConfigLine, BlankLine | CommentLine>): (string | undefined)[] {
  switch (line.kind) {
    case "setting":
      return [line.kind, line.name.text, line.operator.text, line.value.text];
    case "section":
      return [line.kind, line.name.text, ...line.options.map(({ text }) => `(${text}`), line.ignored?.text];
    case "directive":
      return [line.kind, line.word.text.toLowerCase(), line.argument?.text];
    default:
      return [line.kind, line.reason === "line-too-long" ? wholeLine(tree, line) : line.text.text];
  }
}

/** Comment blocks within a line have no place of their own, and what is behind a NUL has none, so that all of the line counts. */
function isMixed(tree: SyntaxTree, line: ConfigLine): boolean {
  const flags = tree.index.kinds[line.number - 1] ?? 0;
  if ((flags & (hasNul | isComplex)) === 0) return false;
  const whole = wholeLine(tree, line);
  return ((flags & hasNul) !== 0 && isCut(whole)) || ((flags & isComplex) !== 0 && /;--(?!-)|--;/.test(whole));
}

function wholeLine({ source, dropsByteOrderMark }: SyntaxTree, { number, start, end }: ConfigLine): string {
  const text = source.slice(start, end);
  return trimBlanks(number === 1 && dropsByteOrderMark ? text.replace(/^\ufeff/, "") : text);
}

/** Whether there is something behind a NUL. */
function isCut(text: string): boolean {
  const nul = text.indexOf("\0");
  return nul >= 0 && trimBlanks(text.slice(nul).replaceAll("\0", "")) !== "";
}

function isHeaderLine(comment: string): boolean {
  return /^;!$|^;! (?:Automatically generated configuration file$|Filename: |Generator: |Creation Date: )/.test(
    comment,
  );
}

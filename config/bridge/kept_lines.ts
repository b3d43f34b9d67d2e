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
    const { number, start, end, comment } = line;
    if (line.kind === "blank") continue;
    const whole = trimBlanks(tree.source.slice(start, end).replace(/^\ufeff/, ""));
    if (line.kind === "comment" && isHeaderLine(whole)) continue;
    const flags = tree.index.kinds[number - 1] ?? 0;
    // Comment blocks within a line have no place of their own, and what is behind a NUL has none, so that all of it counts.
    const isMixed = ((flags & hasNul) !== 0 && isCut(whole)) ||
      ((flags & isComplex) !== 0 && /;--(?!-)|--;/.test(whole));
    const behind = isMixed ? whole : comment === undefined ? "" : trimBlanks(tree.source.slice(comment, end));
    const said = (...parts: readonly (string | undefined)[]) => {
      const bareKey = JSON.stringify([line.kind, ...parts]);
      lines.push({ key: behind === "" ? bareKey : `${bareKey} ${behind}`, bareKey, number });
    };
    switch (line.kind) {
      case "setting":
        said(line.name.text, line.operator.text, line.value.text);
        break;
      case "section":
        said(line.name.text, ...line.options.map(({ text }) => text), line.ignored && `ignored ${line.ignored.text}`);
        break;
      case "directive":
        said(line.word.text.toLowerCase(), line.argument?.text);
        break;
      case "comment":
        lines.push({ key: whole, bareKey: whole, number });
        break;
      default:
        said(line.kind === "dropped" && line.reason === "line-too-long" ? whole : line.text.text);
    }
  }
  return lines;
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

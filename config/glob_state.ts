import { cleanLine } from "./comments.ts";
import type { SyntaxTree } from "./syntax_tree.ts";

/** What the files of one `#include` share while they are read, as a pattern may stand for several. */
export class GlobState {
  /** The section that lines belong to. */
  section: number | undefined;
  /** How many lines come before those of the file that is read. */
  lineBase = 0;
  /** How deep in comment blocks the next file starts. */
  depth = 0;
  /** For each depth the number of the line that opened it. */
  readonly #openedAt = new Map<number, number>();

  constructor(section: number | undefined) {
    this.section = section;
  }

  /** What Asterisk logs where a file leaves a comment block open. */
  get openBlock(): string | undefined {
    if (this.depth === 0) return undefined;
    return `Unterminated comment detected beginning on line ${this.#openedAt.get(this.depth) ?? 0}`;
  }

  /** A file was read to its end. */
  finish({ index, bytes }: SyntaxTree): void {
    for (const [depth, line] of index.openedAt) this.#openedAt.set(depth, this.lineBase + line + 1);
    this.depth = index.endDepth;
    // Asterisk counts the attempt to read on after the last line end.
    this.lineBase += index.count + (bytes.length === 0 || bytes.at(-1) === 0x0a ? 1 : 0);
  }

  /** A file was given up at a line, by its index from 0. */
  cut({ index, source }: SyntaxTree, line: number): void {
    const depth = index.depths.get(line);
    const start = index.starts[line] ?? 0;
    const end = start + (index.ends[line] ?? 0);
    this.depth = depth === undefined ? 0 : cleanLine(source.units, { start, end }, depth).depth;
  }
}

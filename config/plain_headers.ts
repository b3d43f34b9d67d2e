import { isComplex, kindMask, type LineIndex, lineKind } from "./line_index.ts";
import type { ConfigSource } from "./section_record.ts";
import type { SectionTable } from "./section_table.ts";
import { encodeText } from "./source_text.ts";

/** Asterisk cuts the names of sections to what fits into 80 bytes with the NUL. */
export const maxSectionName = 79;

/** How many bases are compared with before a string is made. */
const maxRecent = 8;

/**
 * Reads what most of a file is: headers that only name a section, or a section to inherit from as well, and settings. It does nothing
 * that the reading of one line after the other does not do, only sooner.
 */
export class PlainHeaders {
  readonly #table: SectionTable;
  readonly #names: Uint8Array[] = [];
  readonly #bases: number[] = [];

  /** Takes the table that sections go to. */
  constructor(table: SectionTable) {
    this.#table = table;
  }

  /** Takes the name of a section to inherit from; only a few are kept. */
  remember(name: string, base: number): void {
    if (this.#bases.length === maxRecent || name === "") return;
    this.#names.push(encodeText(name));
    this.#bases.push(base);
  }

  /**
   * Reads headers from a mark on, with the settings that stand before each, until one that is not plain or there are more settings than
   * are left. The settings before the first belong to a section.
   */
  read(source: ConfigSource, first: number, { section, left }: { section: number; left: number }): PlainRun {
    const table = this.#table;
    const { index, source: { bytes, isAscii } } = source.tree;
    const { marks, kinds, starts, ends, operators } = index;
    let at = first;
    let last = section;
    let count = 0;
    for (; at < marks.length && count < left; at++) {
      const mark = marks[at] ?? 0;
      if (((kinds[mark] ?? 0) & markMask) !== lineKind.section) break;
      const line = starts[mark] ?? 0;
      const end = line + (ends[mark] ?? 0);
      const start = line + (operators[mark] ?? 0) + 1;
      let close = start;
      while (close < end && bytes[close] !== closingBracket) close++;
      if (close === end || close - start > maxSectionName) break;
      let base = -1;
      if (close + 1 < end && bytes[close + 1] === openingParenthesis) {
        if (isAscii) base = this.#baseAt(bytes, close + 2, end);
        if (base < 0) break;
      }
      count += addSettings(table, source, { section: last, index, at });
      last = table.add(source, mark + 1, { start, end: close, base });
      count += table.countOf(last);
    }
    return { at, section: last, count };
  }

  /** The section that is the only option of a header: to compare with a few is cheaper than to make a string. */
  #baseAt(bytes: Uint8Array, start: number, end: number): number {
    const names = this.#names;
    for (let which = 0; which < names.length; which++) {
      const name = names[which];
      if (name === undefined) break;
      const close = start + name.length;
      if (close >= end || bytes[close] !== closingParenthesis) continue;
      let at = 0;
      while (at < name.length && bytes[start + at] === name[at]) at++;
      if (at === name.length) return this.#bases[which] ?? -1;
    }
    return -1;
  }
}

/** What was read. */
export interface PlainRun {
  /** The mark after the last header. */
  readonly at: number;
  /** The section of the last header. */
  readonly section: number;
  /** How many settings there are. */
  readonly count: number;
}

/** Adds the settings between a mark and the one before it to a section. */
function addSettings(
  table: SectionTable,
  source: ConfigSource,
  { section, index, at }: { section: number; index: LineIndex; at: number },
): number {
  const { marks, settingsBefore } = index;
  const count = (settingsBefore[at] ?? 0) - (at === 0 ? 0 : settingsBefore[at - 1] ?? 0);
  if (count === 0) return 0;
  const from = at === 0 ? 0 : (marks[at - 1] ?? 0) + 1;
  table.addLines(section, { source, from, to: marks[at] ?? 0, count });
  return count;
}

const markMask = kindMask | isComplex;
const closingBracket = 0x5d;
const openingParenthesis = 0x28;
const closingParenthesis = 0x29;

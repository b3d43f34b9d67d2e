import type { Findings } from "./findings.ts";
import { findHeaderSpans, findSettingSpans } from "./line_spans.ts";
import { LimitReached } from "./limit_reached.ts";
import type { LineText } from "./line_text.ts";
import { maxSectionName, PlainHeaders } from "./plain_headers.ts";
import type { ReaderCode } from "./reader_code.ts";
import type { ReadLimits } from "./read_limits.ts";
import { addToSetting } from "./section_addition.ts";
import { type Filtered, parseSectionFilter, type SectionFilter } from "./section_filter.ts";
import type { ConfigSource, SectionRecord } from "./section_record.ts";
import { SectionTable } from "./section_table.ts";

/** One line while it is read. */
export interface ReadLine {
  readonly source: ConfigSource;
  /** Its index, from 0. */
  readonly index: number;
  /** Its number as Asterisk counts, which goes on through all files of one glob. */
  readonly number: number;
  /** The path that Asterisk's log gives. */
  readonly path: string;
  readonly text: LineText;
  /** The section that the line stands in, by the last header of its own file. */
  readonly section?: number | undefined;
}

/** How a {@linkcode SectionReader} is made. */
export interface SectionReaderOptions {
  readonly asteriskVersion: number;
  readonly limits: Required<ReadLimits>;
  readonly findings: Findings;
}

/** Builds the sections from the lines that matter, in the order in which Asterisk reads them. */
export class SectionReader {
  readonly table: SectionTable = new SectionTable();
  /** The section of the last header anywhere, in which the next included file starts. */
  current: number | undefined;
  /** Whether some header takes a section by what it says or by its place, and not by its name. */
  takesUnnamed = false;
  readonly #asteriskVersion: number;
  readonly #limits: Required<ReadLimits>;
  readonly #findings: Findings;
  readonly #plain = new PlainHeaders(this.table);
  readonly #bases = new Map<string, number>();
  #settings = 0;
  #steps = 0;

  constructor({ asteriskVersion, limits, findings }: SectionReaderOptions) {
    this.#asteriskVersion = asteriskVersion;
    this.#limits = limits;
    this.#findings = findings;
  }

  /** Reads `[name](options)`. Gives the section that lines belong to from now on, or undefined where Asterisk gives up. */
  readHeader(line: ReadLine): number | undefined {
    const { text, source, index } = line;
    const spans = findHeaderSpans(text);
    const name = text.slice(spans.nameStart, spans.nameEnd);
    if (spans.problem !== undefined) {
      const bracket = spans.problem === "unclosed-header" ? "]" : ")";
      return this.#giveUp(line, spans.problem, {
        message: `Header has no "${bracket}"`,
        log: `parse error: no closing '${bracket}', line ${line.number} of ${line.path}`,
      });
    }
    const isLong = spans.nameEnd - spans.nameStart > maxSectionName;
    const stored = isLong ? text.slice(spans.nameStart, spans.nameStart + maxSectionName) : name;
    const record = this.table.begin(source, index + 1, stored);
    if (spans.optionsStart === undefined || spans.optionsEnd === undefined) return this.#append();

    let target = record;
    const options = text.units.slice(spans.optionsStart, spans.optionsEnd).split(",");
    let at = spans.optionsStart;
    for (const { length } of options) {
      const span = { start: at, end: at + length };
      const option = text.slice(span.start, span.end);
      at += length + 1;
      if (option === "!") this.table.makeTemplate(target);
      else if (option.startsWith("+")) {
        const found = this.#findTarget(line, { name, filter: option.slice(1), span });
        if (found === undefined) return undefined;
        if (target === record) {
          // With `(+)` what the new header has gathered goes into the section that it adds to.
          this.current = found;
          this.table.merge(found, record);
        }
        target = found;
      } else {
        const base = this.#base(option);
        if (base === undefined) {
          return this.#giveUp(line, "inherits-missing", {
            message: `Section "${name}" inherits from "${option}", and no section before it has that name`,
            log: `Inheritance requested, but category '${option}' does not exist, line ${line.number} of ${line.path}`,
            span,
          });
        }
        this.#count(this.table.countOf(base));
        this.table.inherit(target, base);
      }
    }
    return target === record ? this.#append() : target;
  }

  /** Reads plain headers from a mark on, with the settings before them. Returns the first mark that is something else. */
  readPlain(source: ConfigSource, first: number, section: number): number {
    const left = this.#limits.maxSettings - this.#settings;
    const { at, section: last, count } = this.#plain.read(source, first, { section, left });
    this.#count(count);
    if (at > first) this.current = last;
    return at;
  }

  /** Adds plain settings to a section: those of the lines from an index to before another one, and how many they are. */
  addLines(section: number, source: ConfigSource, from: number, to: number, count: number): void {
    this.#count(count);
    this.table.addLines(section, { source, from, to, count });
  }

  /**
   * Watches the section in which an included file starts, where that is not the one that its `#include` stands in. What is
   * given tells when the file has begun with settings for it.
   */
  watchStray(line: ReadLine): (file: string) => void {
    const { current, table } = this;
    if (current === undefined || current === line.section) return () => {};
    const count = table.countOf(current);
    return (file) => {
      if (table.countOf(current) === count) return;
      const message = `File "${file}" begins in section "${
        table.nameOf(current)
      }", the last one of the file that was included before`;
      this.#find(line, "include-elsewhere", { message });
    };
  }

  /** Reads `name += value`. */
  readAddition(line: ReadLine, section: number, equals: number): void {
    const { text, source, index } = line;
    const spans = findSettingSpans(text, equals, true);
    const added = addToSetting(this.table.record(section), {
      name: text.slice(spans.nameStart, spans.nameEnd),
      added: text.slice(spans.addedStart, text.end),
      asteriskVersion: this.#asteriskVersion,
      spend: (steps) => this.#spend(steps),
    });
    if (added === undefined) return this.addLines(section, source, index, index + 1, 1);
    this.table.noteJoinedLine(section, source, index + 1);
    if (added.isElsewhere) {
      this.#find(line, "addition-elsewhere", {
        message:
          "Asterisk adds to the last setting of this name, and puts the result into another one of that name and value",
      });
    }
  }

  #append(): number {
    this.current = this.table.commit();
    return this.current;
  }

  /** The first section of a name, which stays the first whatever comes after it. */
  #base(name: string): number | undefined {
    const known = this.#bases.get(name);
    if (known !== undefined) return known;
    if (name === "") this.takesUnnamed = true;
    const base = this.table.named(name).next().value ?? undefined;
    if (base === undefined) return undefined;
    this.#bases.set(name, base);
    this.#plain.remember(name, base);
    return base;
  }

  #findTarget(
    line: ReadLine,
    { name, filter, span }: { name: string; filter: string; span: Span },
  ): number | undefined {
    if (filter !== "" || name === "") this.takesUnnamed = true;
    const fits = parseSectionFilter(filter);
    let named = 0;
    for (const id of this.table.named(name)) {
      named++;
      if (this.#fits(line, { fits, section: this.table.record(id), span })) return id;
    }
    const log =
      `Category addition requested, but category '${name}' does not exist, line ${line.number} of ${line.path}`;
    if (filter === "" && named > 0) {
      return this.#giveUp(line, "addition-to-template", {
        message:
          `Section "${name}" is a template; only (+TEMPLATES=include) and (+TEMPLATES=restrict) add to templates`,
        log,
        span,
      });
    }
    const which = filter === "" ? "of that name" : `of that name that fits "${filter}"`;
    return this.#giveUp(line, "addition-to-missing", {
      message: `Section "${name}" is to be added to, and there is none ${which} before it`,
      log,
      span,
    });
  }

  #fits(line: ReadLine, { fits, section, span }: { fits: SectionFilter; section: SectionRecord; span: Span }): boolean {
    this.#spend(1);
    const result = fits(toFiltered(section, (steps) => this.#spend(steps)));
    if (typeof result === "boolean") return result;
    const { pattern, reason } = result;
    this.#findings.logLine("ERROR", `Regular expression '${pattern}' failed to compile: ${reason}`);
    this.#find(line, "bad-filter", { message: `Regular expression "${pattern}" does not compile: ${reason}`, span });
    return false;
  }

  #giveUp(line: ReadLine, code: ReaderCode, options: { message: string; log: string; span?: Span }): undefined {
    this.#find(line, code, options);
    this.#findings.logLine("WARNING", options.log);
  }

  #find(line: ReadLine, code: ReaderCode, { message, span = line.text }: { message: string; span?: Span }): void {
    const { source, text } = line;
    const start = text.offsetOf(span.start);
    const end = span.end > span.start ? text.offsetOf(span.end - 1) + 1 : start;
    this.#findings.add({ code, source, start, end, message });
  }

  #count(settings: number): void {
    this.#settings += settings;
    const limit = this.#limits.maxSettings;
    if (this.#settings > limit) {
      throw new LimitReached(
        "too-many-settings",
        `More than ${limit} settings, inherited ones counted in each section`,
      );
    }
  }

  #spend(steps: number): void {
    this.#steps += steps;
    const limit = this.#limits.maxSteps;
    if (this.#steps > limit) {
      throw new LimitReached("too-much-work", `Additions and filters take more than ${limit} comparisons`);
    }
  }
}

type Span = { readonly start: number; readonly end: number };

function toFiltered(section: SectionRecord, spend: (steps: number) => void): Filtered {
  return {
    isTemplate: section.isTemplate,
    pairs: () => {
      spend(section.count);
      return [...section.pairs()];
    },
  };
}

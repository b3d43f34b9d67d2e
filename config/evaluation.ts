import { Findings } from "./findings.ts";
import { cutPath, FileStore, type MainSource, tooManyIncludes } from "./file_store.ts";
import { expandGlob, hasMagic } from "./glob.ts";
import { GlobState } from "./glob_state.ts";
import { isComplex, kindMask, lineKind } from "./line_index.ts";
import { findDirectiveSpans } from "./line_spans.ts";
import type { ReaderCode } from "./reader_code.ts";
import type { ReadLimits } from "./read_limits.ts";
import { LimitReached } from "./limit_reached.ts";
import type { ExecRequest, FileRequest, ReadRequest } from "./read_request.ts";
import { type ReadLine, SectionReader } from "./section_reader.ts";
import type { ConfigSource, IncludePlace } from "./section_record.ts";

/** How an {@linkcode Evaluation} is made. */
export interface EvaluationOptions {
  readonly asteriskDirectory: string;
  readonly asteriskVersion: number;
  readonly limits: Required<ReadLimits>;
  /** Whether `#include` is followed. */
  readonly followsIncludes: boolean;
  /** Whether `#exec` is. */
  readonly executes: boolean;
  /** Whether it reads on where Asterisk gives up. */
  readonly recovers: boolean;
}

/** How deep files may include each other (config.c, MAX_INCLUDE_LEVEL). */
const maxIncludeLevel = 10;
/** The kind of a line, and whether it can be read as it stands. */
const markMask = kindMask | isComplex;

type Loaded = "missing" | "valid" | "invalid";

/**
 * Reads a file with all that it includes, in the order and with the state that Asterisk has (config.c, config_text_file_load and
 * process_text_line). It is a generator so that files can come from memory or be waited for.
 */
export class Evaluation {
  readonly findings: Findings;
  readonly sections: SectionReader;
  readonly #options: EvaluationOptions;
  readonly #store: FileStore;
  readonly #included = new Map<string, number>();
  #level = 0;
  #execs = 0;
  #hasCut = false;

  constructor(options: EvaluationOptions) {
    this.#options = options;
    const { asteriskVersion, limits } = options;
    this.#store = new FileStore(limits);
    this.findings = new Findings(limits.maxDiagnostics);
    this.sections = new SectionReader({ asteriskVersion, limits, findings: this.findings });
  }

  /** The files in the order in which they were read; one that was read in different states comes more than once. */
  get sources(): readonly ConfigSource[] {
    return this.#store.sources;
  }

  /**
   * Whether a change of one section may change what another one is: a header takes a section not by its name, or a file ends where
   * Asterisk gives it up.
   */
  get isBrittle(): boolean {
    return this.#hasCut || this.sections.takesUnnamed;
  }

  /** Reads the main file, whose absolute path is given. Returns whether Asterisk would load it. */
  *run(main: MainSource, path: string): Generator<ReadRequest, boolean, void> {
    this.#store.addMain(main, path);
    this.#level = 1;
    try {
      return yield* this.#readFile(main, path, new GlobState(undefined));
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      if (error.code !== "nested-comments") {
        this.findings.add({ code: error.code, source: main, start: 0, end: 0, message: error.message });
      }
      return false;
    }
  }

  /** Reads one file; false where Asterisk gives it up. */
  *#readFile(source: ConfigSource, path: string, state: GlobState): Generator<ReadRequest, boolean, void> {
    const { tree } = source;
    const { marks, settingsBefore, kinds, count, settings } = tree.index;
    this.sections.table.reserve(marks.length + 1);
    let from = 0;
    let done = 0;
    let isValid = true;
    for (let at = 0; at <= marks.length; at++) {
      const index = marks[at] ?? count;
      const before = settingsBefore[at] ?? settings;
      const kind = (kinds[index] ?? 0) & markMask;
      // Most marks are headers, and most headers follow on settings of a section.
      if (kind === lineKind.section && state.section !== undefined && index < count) {
        const next = this.sections.readPlain(source, at, state.section);
        if (next > at) {
          state.section = this.sections.current;
          at = next - 1;
          from = (marks[at] ?? 0) + 1;
          done = settingsBefore[at] ?? 0;
          continue;
        }
      }
      if (before > done && !this.#addRun({ source, path, state, from, to: index, count: before - done })) {
        isValid = false;
        if (!this.#options.recovers) break;
      }
      from = index + 1;
      done = before;
      if (index === count) break;
      const place = { source, path, state, index };
      const isFine = (kind & kindMask) === lineKind.directive
        ? yield* this.#readDirective(this.#line(place))
        : this.#readMark(place, kind & kindMask);
      if (isFine) continue;
      isValid = false;
      if (this.#options.recovers) continue;
      state.cut(tree, index);
      this.#logOpenBlock(state);
      return false;
    }
    state.finish(tree);
    this.#logOpenBlock(state);
    return isValid;
  }

  #readMark(place: LinePlace, kind: number): boolean {
    const { source, state, index } = place;
    if (index === source.tree.index.tooDeep) return this.#giveUpNesting(place);
    if (kind === lineKind.comment) return true;
    if (kind === lineKind.section) {
      const section = this.sections.readHeader(this.#line(place));
      if (section === undefined) return false;
      state.section = section;
      return true;
    }
    const line = this.#line(place);
    if (kind === lineKind.tooLong) {
      const beginning = source.tree.source.slice(line.text.start, line.text.start + 32);
      const message = `Line ${line.number} too long, skipping. It begins with: ${beginning}...`;
      return this.#drop(line, "line-too-long", "Line is longer than 8190 bytes, and Asterisk skips it", message);
    }
    if (state.section === undefined) return this.#giveUpWithoutSection(line);
    switch (kind) {
      case lineKind.noEquals: {
        const log = `No '=' (equal sign) in line ${line.number} of ${line.path}`;
        return this.#drop(line, "no-equals", `Line has no "="`, log);
      }
      case lineKind.noName: {
        const log = `No variable name in line ${line.number} of ${line.path}`;
        return this.#drop(line, "no-name", "Setting has no name", log);
      }
      case lineKind.badEscape: {
        const log = `Invalid escape in line ${line.number} of ${line.path}`;
        this.findings.logLine("ERROR", log);
        return this.#fail(
          line,
          "bad-escape",
          "A backslash at the start of a line must stand before an ASCII character",
        );
      }
      default:
        this.sections.readAddition(line, state.section, source.tree.equalsOf(index, line.text));
        return true;
    }
  }

  #addRun(
    run: { source: ConfigSource; path: string; state: GlobState; from: number; to: number; count: number },
  ): boolean {
    const { source, path, state, from } = run;
    if (state.section !== undefined) {
      this.sections.addLines(state.section, source, run.from, run.to, run.count);
      return true;
    }
    const { kinds } = source.tree.index;
    let index = from;
    while (((kinds[index] ?? 0) & kindMask) !== lineKind.setting) index++;
    return this.#giveUpWithoutSection(this.#line({ source, path, state, index }));
  }

  #giveUpWithoutSection(line: ReadLine): false {
    this.findings.logLine("WARNING", `parse error: No category context for line ${line.number} of ${line.path}`);
    return this.#fail(line, "no-section", "Line stands before the first section");
  }

  #giveUpNesting({ source, index }: LinePlace): false {
    const { starts, ends, tooDeep } = source.tree.index;
    const start = starts[tooDeep ?? index] ?? 0;
    const message = "Comment blocks are nested more than 128 deep, at which Asterisk hangs for ever";
    this.findings.add({ code: "nested-comments", source, start, end: start + (ends[index] ?? 0), message });
    throw new LimitReached("nested-comments", message);
  }

  *#readDirective(line: ReadLine): Generator<ReadRequest, boolean, void> {
    const { text } = line;
    const spans = findDirectiveSpans(text);
    const word = text.slice(spans.wordStart, spans.wordEnd);
    const directive = word.toLowerCase();
    if (directive !== "include" && directive !== "tryinclude" && directive !== "exec") {
      const log = `Unknown directive '#${word}' at line ${line.number} of ${line.path}`;
      return this.#drop(line, "unknown-directive", `Directive "#${word}" does not exist; comments begin with ";"`, log);
    }
    if (directive === "exec" && !this.#options.executes) {
      const log = "Cannot perform #exec unless execincludes option is enabled in asterisk.conf (options section)!";
      return this.#drop(line, "exec-disabled", `Directive "#exec" is not executed`, log);
    }
    if (spans.argumentStart === undefined || spans.argumentEnd === undefined) {
      const what = directive === "exec" ? "/path/to/executable" : "filename";
      const log = `Directive '#${word}' needs an argument (${what}) at line ${line.number} of ${line.path}`;
      return this.#drop(line, "missing-argument", `Directive "#${word}" has no argument`, log);
    }
    const argument = text.slice(spans.argumentStart, spans.argumentEnd);
    if (directive === "exec") return yield* this.#execute(line, argument);
    if (this.#options.followsIncludes) return yield* this.#include(line, argument, directive === "tryinclude");
    this.#find(line, "include-not-read", `File "${argument}" is not read, as no files were given`);
    return true;
  }

  *#include(line: ReadLine, name: string, isTry: boolean): Generator<ReadRequest, boolean, void> {
    this.#noteInclude(line, name);
    const findStray = this.sections.watchStray(line);
    const loaded = yield* this.#load(line, name);
    findStray(name);
    if (loaded === "invalid") this.#noteCut(line, name);
    if (loaded !== "missing") return true;
    if (isTry) {
      this.#find(line, "tryinclude-missing", `File "${name}" is not there, and "#tryinclude" does without it`);
      return true;
    }
    this.findings.logLine("ERROR", `The file '${name}' was listed as a #include but it does not exist.`);
    return this.#fail(line, "include-missing", yield* this.#missingMessage(line, name));
  }

  *#execute(line: ReadLine, command: string): Generator<ReadRequest, boolean, void> {
    const request: ExecRequest = { kind: "exec", command };
    yield request;
    const { output, errors } = request.result ?? { output: new Uint8Array(), errors: "" };
    for (const error of errors.split("\n").filter((error) => error !== "")) {
      this.findings.logLine("ERROR", `#exec <${command}>: ${error}`);
    }
    if (output.length === 0) {
      const log = `#exec <${command}>: The program generated no usable output.`;
      this.#drop(line, "exec-empty", `Command "${command}" wrote nothing to its standard output`, log);
    }
    const path = `/var/tmp/exec.${++this.#execs}`;
    if (!this.#enter(line)) {
      this.findings.logLine("ERROR", `The file '${path}' was listed as a #include but it does not exist.`);
      return false;
    }
    const state = new GlobState(this.sections.current);
    const source = this.#source(path, output, { state, includedAt: placeOf(line, 0) });
    const isValid = yield* this.#readFile(source, path, state);
    if (isValid) this.#level--;
    else this.#noteCut(line, command);
    return true;
  }

  /** Loads all files that a name stands for (config.c, ast_config_internal_load). */
  *#load(line: ReadLine, name: string): Generator<ReadRequest, Loaded, void> {
    if (!this.#enter(line)) return "missing";
    const path = cutPath(name.startsWith("/") ? name : `${this.#options.asteriskDirectory}/${name}`);
    const paths = yield* expandGlob(path, this.#options.limits.maxIncludes);
    if (paths === undefined) throw tooManyIncludes(this.#options.limits.maxIncludes);
    const state = new GlobState(this.sections.current);
    let found = yield* this.#loadAll(line, paths, state);
    // Where none of the alternatives of braces is there, glob takes the pattern for a name.
    if (found === "missing" && paths.length !== 1 && !hasMagic(path)) found = yield* this.#loadAll(line, [path], state);
    if (found !== "invalid") this.#level--;
    return found;
  }

  *#loadAll(line: ReadLine, paths: readonly string[], state: GlobState): Generator<ReadRequest, Loaded, void> {
    let found: Loaded = "missing";
    for (const [nth, path] of paths.map(cutPath).entries()) {
      const bytes = yield* this.#fetch(line, path);
      if (bytes === undefined) {
        this.#logOpenBlock(state);
        continue;
      }
      found = "valid";
      const source = this.#source(path, bytes, { state, includedAt: placeOf(line, nth) });
      if (!(yield* this.#readFile(source, path, state))) return "invalid";
    }
    return found;
  }

  *#fetch(line: ReadLine, path: string): Generator<ReadRequest, Uint8Array | undefined, void> {
    const fetched = yield* this.#store.fetch(path);
    if (fetched instanceof Uint8Array) return fetched;
    if (fetched.reason === "refused") {
      this.#find(line, "permission-denied", `File "${path}" may not be read: ${fetched.refusal}`);
    } else if (fetched.reason === "no-file") {
      this.#drop(line, "include-not-a-file", `"${path}" is not a file`, `'${path}' is not a regular file, ignoring`);
    }
    return undefined;
  }

  /** Asterisk counts a level up for each load, and never down again after a file that it gave up. */
  #enter(line: ReadLine): boolean {
    if (this.#level === maxIncludeLevel + 1) {
      this.findings.logLine("WARNING", `Maximum Include level (${maxIncludeLevel}) exceeded`);
      this.#find(
        line,
        "include-too-deep",
        `Files are included more than ${maxIncludeLevel} deep, or as many were cut before`,
      );
      return false;
    }
    this.#level++;
    return true;
  }

  #source(
    path: string,
    bytes: Uint8Array,
    { state, includedAt }: { state: GlobState; includedAt: IncludePlace },
  ): ConfigSource {
    const { depth, lineBase } = state;
    return this.#store.source(path, bytes, { depth, dropsByteOrderMark: lineBase === 0, includedAt });
  }

  #noteInclude(line: ReadLine, name: string): void {
    const count = this.#included.get(name);
    this.#included.set(name, (count ?? -1) + 1);
    if (count === undefined) return;
    const from = this.#level === 1 ? "" : line.path;
    const log = `'${from}', line ${line.number}:  Same File included more than once! ` +
      `This data will be saved in ${name}~~${count + 1} if saved back to disk.`;
    this.#drop(line, "include-repeated", `File "${name}" is included more than once, and read each time`, log);
  }

  #noteCut(line: ReadLine, name: string): void {
    this.#hasCut = true;
    this.#find(line, "include-cut", `File "${name}" is cut where Asterisk gives it up; what includes it goes on`);
    const left = maxIncludeLevel + 1 - this.#level;
    const message =
      `Asterisk never counts the level of a file that it gave up down again: ${left} of ${maxIncludeLevel} are left`;
    this.#find(line, "include-level-lost", message);
  }

  /** People expect paths to be relative to the including file; where that is what was meant, say so. */
  *#missingMessage(line: ReadLine, name: string): Generator<ReadRequest, string, void> {
    const missing = `File "${name}" is not there`;
    const folder = line.path.slice(0, line.path.lastIndexOf("/"));
    if (name.startsWith("/") || folder === this.#options.asteriskDirectory || folder === "") return missing;
    const request: FileRequest = { kind: "file", path: `${folder}/${name}` };
    yield request;
    if (request.bytes === undefined) return missing;
    return `${missing}; it is relative to "${this.#options.asteriskDirectory}", not to the file that includes it`;
  }

  #logOpenBlock({ openBlock }: GlobState): void {
    if (openBlock !== undefined) this.findings.logLine("WARNING", openBlock);
  }

  #line({ source, path, state: { section, lineBase }, index }: LinePlace): ReadLine {
    return { source, path, index, section, number: lineBase + index + 1, text: source.tree.textOf(index) };
  }

  #drop(line: ReadLine, code: ReaderCode, message: string, log: string): true {
    this.findings.logLine("WARNING", log);
    this.#find(line, code, message);
    return true;
  }

  #fail(line: ReadLine, code: ReaderCode, message: string): false {
    this.#find(line, code, message);
    return false;
  }

  #find({ source, text, index }: ReadLine, code: ReaderCode, message: string): void {
    const hasText = text.end > text.start;
    const start = hasText ? text.offsetOf(text.start) : source.tree.index.starts[index] ?? 0;
    const next = hasText ? text.offsetOf(text.end - 1) + 1 : source.tree.index.starts[index + 1] ?? start;
    const end = next > start && source.tree.bytes[next - 1] === 0x0a ? next - 1 : next;
    this.findings.add({ code, source, start, end, message });
  }
}

function placeOf({ source, index }: ReadLine, nth: number): IncludePlace {
  return { source, line: index + 1, nth };
}

type LinePlace = { source: ConfigSource; path: string; state: GlobState; index: number };

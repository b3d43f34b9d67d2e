/**
 * POSIX extended regular expressions as Asterisk matches them, with its C library: the leftmost match, and the longest
 * one there, classes such as `[[:digit:]]`, GNU's `\w` and `\b`, no `\d`.
 *
 * They are followed as an automaton, all ways at once, so that no pattern takes more than time proportional to its
 * length times the text's; what JavaScript's own regular expressions would make of them differs (`foo|foobar` finds
 * "foobar" here) and can take for ever.
 */
import {
  type Assertion,
  hasCharacter,
  isWordCharacter,
  parseRegex,
  type RegexSyntax,
} from "./dialplan/posix_regex_syntax.ts";
import { compileRegex, hasBackReference, type RegexStep } from "./dialplan/posix_regex_program.ts";

/** Where something was found, in UTF-16 units. */
export interface PosixSpan {
  /** Its first unit. */
  readonly start: number;
  /** The unit after it. */
  readonly end: number;
}

/** A match. */
export interface PosixMatch extends PosixSpan {
  /** Its groups, the first one at 0; `undefined` for those that took no part. */
  readonly groups: readonly (PosixSpan | undefined)[];
}

/** What {@linkcode compilePosixRegex} has to say: an expression to match with, or why there is none. */
export type PosixRegexResult =
  | {
    readonly kind: "regex";
    /** How many groups it has. */
    readonly groups: number;
    /** Whether it matches somewhere. */
    readonly test: (text: string) => boolean;
    /** The leftmost match, the longest one there. */
    readonly exec: (text: string) => PosixMatch | undefined;
  }
  | {
    readonly kind: "problem";
    /** The words that Asterisk's C library has for it, or ours where `isOurs`. */
    readonly reason: string;
    /** Whether Asterisk would take the pattern, and only this library does not. */
    readonly isOurs: boolean;
  };

/** How {@linkcode compilePosixRegex} works. */
export interface PosixRegexOptions {
  /**
   * How many steps the compiled pattern may have; `x{1000}` has a thousand.
   * @default {20000}
   */
  maxSteps?: number;
}

/**
 * Compiles a POSIX extended regular expression. Never throws: what cannot be compiled is a `problem`.
 *
 * Back-references (`(a)\1`) are the one thing that Asterisk takes and this does not, as they cannot be matched in linear
 * time. Bytes that are not UTF-8, which stand in texts as U+DC80 to U+DCFF, match nothing, as with Asterisk.
 *
 * @param pattern The pattern.
 * @param options Limits.
 * @returns The compiled expression, or the problem.
 *
 * @example
 * ```ts
 * import { compilePosixRegex } from "@asterism/asterisk/config";
 *
 * const regex = compilePosixRegex("^(foo|foobar)");
 * if (regex.kind === "regex") console.log(regex.exec("foobar")?.end); // 6
 * ```
 */
export function compilePosixRegex(pattern: string, options: PosixRegexOptions = {}): PosixRegexResult {
  const { maxSteps = 20_000 } = options;
  const syntax: RegexSyntax = parseRegex(Array.from(pattern, (character) => character.codePointAt(0) ?? 0));
  if (syntax.kind === "problem") return { ...syntax, isOurs: syntax.reason.startsWith("Groups") };
  const { root, groups } = syntax;
  if (hasBackReference(root)) {
    return { kind: "problem", reason: "Back-references are not supported", isOurs: true };
  }
  const program = compileRegex(root, maxSteps);
  if (program === undefined) {
    return {
      kind: "problem",
      reason: `The pattern takes more than ${maxSteps} steps, or is nested too deep`,
      isOurs: true,
    };
  }
  const automaton = new Automaton(program.steps, program.start);
  return {
    kind: "regex",
    groups,
    test: (text) => automaton.find(characters(text), true) !== undefined,
    exec: (text) => {
      const input = characters(text);
      const found = automaton.find(input, false);
      if (found === undefined) return undefined;
      const spans = groups === 0 ? [] : automaton.groups(input, found, groups);
      const toUnits = unitOffsets(text, input);
      const convert = ({ start, end }: PosixSpan) => ({ start: toUnits(start), end: toUnits(end) });
      return { ...convert(found), groups: spans.map((span) => span && convert(span)) };
    },
  };
}

function characters(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function unitOffsets(text: string, input: readonly number[]): (index: number) => number {
  if (text.length === input.length) return (index) => index;
  const offsets = [0];
  for (const code of input) offsets.push((offsets.at(-1) ?? 0) + (code > 0xffff ? 2 : 1));
  return (index) => offsets[index] ?? text.length;
}

class Automaton {
  readonly #steps: readonly RegexStep[];
  readonly #start: number;

  constructor(steps: readonly RegexStep[], start: number) {
    this.#steps = steps;
    this.#start = start;
  }

  /** The leftmost, longest match, or for `isEnough` any match. */
  find(input: readonly number[], isEnough: boolean): PosixSpan | undefined {
    let current = new StepSet(this.#steps.length);
    let following = new StepSet(this.#steps.length);
    let best: PosixSpan | undefined;
    for (let at = 0; at <= input.length; at++) {
      if (best === undefined) this.#follow(current, { from: this.#start, origin: at, input, at });
      if (current.size === 0 && best !== undefined) break;
      following.clear();
      const character = input[at];
      // Steps come in the order of where they began, so the first one to match is the leftmost.
      for (let index = 0; index < current.size; index++) {
        const place = current.place(index);
        const origin = current.origin(place);
        if (best !== undefined && origin > best.start) break;
        const step = this.#steps[place];
        if (step?.kind === "match") {
          best = { start: origin, end: at };
          if (isEnough) return best;
        } else if (step?.kind === "character" && character !== undefined && hasCharacter(step.set, character)) {
          this.#follow(following, { from: step.next, origin, input, at: at + 1 });
        }
      }
      [current, following] = [following, current];
    }
    return best;
  }

  /** Adds a step, and all that it leads to without a character. */
  #follow(set: StepSet, { from, origin, input, at }: Way): void {
    const pending = [from];
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      if (!set.add(place, origin)) continue;
      const step = this.#steps[place];
      if (step?.kind === "split") pending.push(step.second, step.first);
      else if (step?.kind === "open" || step?.kind === "close") pending.push(step.next);
      else if (step?.kind === "assertion" && holds(step.assertion, input, at)) pending.push(step.next);
    }
  }

  /** The groups of a match: glibc walks through the steps that lead to its end, and takes the first way at each fork. */
  groups(input: readonly number[], { start, end }: PosixSpan, count: number): (PosixSpan | undefined)[] {
    const leadsToEnd = this.#leadingTo(input, start, end);
    const turn = (place: number, at: number) => leadsToEnd[at - start]?.has(place) ?? false;
    let [spans, settled] = [new GroupSpans(count), new GroupSpans(count)];
    const visited = new Set<number>();
    let at = start;
    for (let place = this.#start;;) {
      const step = this.#steps[place];
      visited.add(place);
      switch (step?.kind) {
        case "character":
          visited.clear();
          at++;
          place = step.next;
          break;
        case "split": {
          const isFirst = turn(step.first, at) && !(visited.has(step.first) && turn(step.second, at));
          place = isFirst ? step.first : step.second;
          break;
        }
        case "open":
          spans.starts[step.group] = at;
          spans.ends[step.group] = -1;
          place = step.next;
          break;
        case "close":
          // An empty turn of a repeated group that has matched before is taken back, and what it has set within.
          if ((spans.starts[step.group] ?? 0) < at) {
            spans.ends[step.group] = at;
            settled = spans.copy();
          } else if (step.isOptional && settled.starts[step.group] !== -1) spans = settled.copy();
          else spans.ends[step.group] = at;
          place = step.next;
          break;
        case "assertion":
          place = step.next;
          break;
        default:
          return spans.toArray();
      }
    }
  }

  /** For each place in a match, the steps from which its end can be reached. */
  #leadingTo(input: readonly number[], start: number, end: number): { has(place: number): boolean }[] {
    const before = this.#predecessors();
    const sets: StepSet[] = [];
    let known = new StepSet(this.#steps.length);
    known.add(0, 0);
    for (let at = end;; at--) {
      for (let index = 0; index < known.size; index++) {
        for (const place of before.get(known.place(index)) ?? []) {
          const step = this.#steps[place];
          if (step?.kind === "character") continue;
          if (step?.kind !== "assertion" || holds(step.assertion, input, at)) known.add(place, 0);
        }
      }
      sets[at - start] = known;
      if (at === start) return sets;
      const earlier = new StepSet(this.#steps.length);
      const character = input[at - 1] ?? 0;
      for (let index = 0; index < known.size; index++) {
        for (const place of before.get(known.place(index)) ?? []) {
          const step = this.#steps[place];
          if (step?.kind === "character" && hasCharacter(step.set, character)) earlier.add(place, 0);
        }
      }
      known = earlier;
    }
  }

  #predecessors(): Map<number, number[]> {
    const before = new Map<number, number[]>();
    const add = (place: number, next: number) => {
      const places = before.get(next);
      if (places) places.push(place);
      else before.set(next, [place]);
    };
    for (const [place, step] of this.#steps.entries()) {
      if (step.kind === "split") {
        add(place, step.first);
        add(place, step.second);
      } else if (step.kind !== "match") add(place, step.next);
    }
    return before;
  }
}

interface Way {
  readonly from: number;
  readonly origin: number;
  readonly input: readonly number[];
  readonly at: number;
}

/** Places of steps in the order in which they were added, each with where its match began. */
class StepSet {
  size = 0;
  readonly #places: Int32Array;
  readonly #origins: Int32Array;
  readonly #index: Int32Array;

  constructor(capacity: number) {
    this.#places = new Int32Array(capacity);
    this.#origins = new Int32Array(capacity);
    this.#index = new Int32Array(capacity).fill(-1);
  }

  add(place: number, origin: number): boolean {
    if (this.has(place)) return false;
    this.#index[place] = this.size;
    this.#places[this.size++] = place;
    this.#origins[place] = origin;
    return true;
  }

  has(place: number): boolean {
    const index = this.#index[place] ?? -1;
    return index >= 0 && index < this.size && this.#places[index] === place;
  }

  place(index: number): number {
    return this.#places[index] ?? 0;
  }

  origin(place: number): number {
    return this.#origins[place] ?? 0;
  }

  clear(): void {
    this.size = 0;
  }
}

class GroupSpans {
  constructor(
    count: number,
    readonly starts: number[] = new Array(count + 1).fill(-1),
    readonly ends: number[] = new Array(count + 1).fill(-1),
  ) {}

  copy(): GroupSpans {
    return new GroupSpans(0, [...this.starts], [...this.ends]);
  }

  toArray(): (PosixSpan | undefined)[] {
    return this.starts.slice(1).map((start, index) => {
      const end = this.ends[index + 1] ?? -1;
      return start === -1 || end === -1 ? undefined : { start, end };
    });
  }
}

function holds(assertion: Assertion, input: readonly number[], at: number): boolean {
  const [before, after] = [isWordCharacter(input[at - 1]), isWordCharacter(input[at])];
  switch (assertion) {
    case "start":
      return at === 0;
    case "end":
      return at === input.length;
    case "word-boundary":
      return before !== after;
    case "no-word-boundary":
      return before === after;
    case "word-start":
      return !before && after;
    case "word-end":
      return before && !after;
    default:
      throw new Error(`Unreachable: ${assertion satisfies never}`);
  }
}

import { type AskOptions, checkCount, checkDigits, checkQuestion, type Question } from "./entry.ts";
import { type Flow, mediaList, play, readDigit, validate, type Verdict } from "./flow.ts";

/** How digits are collected. */
export interface CollectOptions extends AskOptions {
  /** The fewest digits that make an entry; with 0 an entry may be empty. @default {1} */
  minDigits?: number;
  /** The entry is complete with so many digits, without a terminator. @default {79} */
  maxDigits?: number;
  /** The digits that end an entry and are no part of it; none in an empty string. @default {"#"} */
  terminators?: string;
  /** Played instead of `invalidPrompt` when a terminator came too early. */
  tooShortPrompt?: AskOptions["invalidPrompt"];
  /**
   * Says whether an entry is valid, now or later; the media that it gives instead of `false` tell the caller why not, in the
   * place of `invalidPrompt`. What it throws ends the collecting. Digits that come meanwhile are kept.
   */
  validate?: (digits: string, options: ValidateOptions) => Verdict | Promise<Verdict>;
}

/** What a validation is told besides the digits. */
export interface ValidateOptions {
  /** Which attempt it is, from 1. */
  readonly attempt: number;
  /** Aborts when the collecting is given up. */
  readonly signal: AbortSignal;
}

/** What came of collecting digits, which are strings, as `0` at the beginning, `*` and `#` matter. */
export type Collected =
  /** A valid entry, and the digit that ended it when one did. */
  | {
    readonly type: "digits";
    readonly digits: string;
    readonly terminator?: string;
    /** In which attempt, from 1. */
    readonly attempts: number;
  }
  /**
   * No entry: the last attempt took too long, was ended too early, or was not valid; or the caller cancelled. `digits` is
   * what was entered in it.
   */
  | {
    readonly type: "timedOut" | "tooShort" | "invalid" | "cancelled";
    readonly digits: string;
    /** How many attempts there were. */
    readonly attempts: number;
  };

/**
 * Asks for digits until an entry is valid or the attempts are used up.
 *
 * A terminator at the very beginning that was pressed before the question is forgotten, as it belongs to an entry before that
 * was complete without it; unless an entry may be empty.
 */
export function collectDigits(options: CollectOptions): Flow<Collected> {
  const plan = checkCollect(options);
  return ask(options, plan);
}

interface Plan extends Question {
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly terminators: string;
}

function checkCollect(options: CollectOptions): Plan {
  const { minDigits = 1, maxDigits = 79, terminators = "#" } = options;
  const attempt = "Cannot collect digits";
  const question = checkQuestion(attempt, options);
  checkCount(attempt, "minDigits", minDigits, 0);
  checkCount(attempt, "maxDigits", maxDigits, Math.max(1, minDigits));
  checkDigits(attempt, "terminators", terminators);
  for (const digit of question.cancel) {
    if (!terminators.includes(digit)) continue;
    throw new TypeError(`${attempt} as a digit cannot both cancel and terminate: current value is "${digit}"`);
  }
  return { ...question, minDigits, maxDigits, terminators };
}

function* ask(options: CollectOptions, plan: Plan): Flow<Collected> {
  const { prompt, retryPrompt = prompt, typeAhead = true } = options;
  let failure: Failure | undefined;
  for (let attempt = 1; attempt <= plan.attempts; attempt++) {
    if (!typeAhead) yield { type: "discard" };
    else if (plan.minDigits > 0) yield { type: "discard", digits: plan.terminators };
    const isRetry = failure !== undefined;
    yield* play([...message(options, failure), ...mediaList(isRetry ? retryPrompt : prompt)], plan.stopOn);
    if (!typeAhead && (options.bargeIn ?? true) === false) yield { type: "discard" };
    const entry = yield* readEntry(plan);
    if (entry.type === "cancelled") return { ...entry, attempts: attempt };
    if (entry.type === "digits") {
      const verdict = yield* judge(options, entry.digits, attempt);
      if (verdict === true) return { ...entry, attempts: attempt };
      failure = { type: "invalid", digits: entry.digits, verdict };
    } else failure = { type: entry.type, digits: entry.digits };
  }
  yield* play(mediaList(options.failurePrompt), plan.stopOn);
  const { type, digits } = failure ?? { type: "timedOut", digits: "" };
  return { type, digits, attempts: plan.attempts };
}

type Entry =
  | { readonly type: "digits"; readonly digits: string; readonly terminator?: string }
  | { readonly type: "timedOut" | "tooShort"; readonly digits: string }
  | { readonly type: "cancelled"; readonly digits: string };

interface Failure {
  readonly type: "timedOut" | "tooShort" | "invalid";
  readonly digits: string;
  readonly verdict?: Exclude<Verdict, true>;
}

function* readEntry({ minDigits, maxDigits, terminators, cancel, ...limits }: Plan): Flow<Entry> {
  let digits = "";
  while (digits.length < maxDigits) {
    const digit = yield* readDigit(digits === "" ? limits.firstDigitTimeout : limits.interDigitTimeout);
    if (digit === undefined) return { type: digits.length < minDigits ? "timedOut" : "digits", digits };
    if (cancel.includes(digit)) return { type: "cancelled", digits };
    if (terminators.includes(digit)) {
      return digits.length < minDigits ? { type: "tooShort", digits } : { type: "digits", digits, terminator: digit };
    }
    digits += digit;
  }
  return { type: "digits", digits };
}

function* judge({ validate: isValid }: CollectOptions, digits: string, attempt: number): Flow<Verdict> {
  if (isValid === undefined) return true;
  return yield* validate((signal) => isValid(digits, { attempt, signal }));
}

/** What the caller is told about the attempt before. */
function message(options: CollectOptions, failure: Failure | undefined): readonly string[] {
  if (failure === undefined) return [];
  switch (failure.type) {
    case "timedOut":
      return mediaList(options.timeoutPrompt);
    case "tooShort":
      return mediaList(options.tooShortPrompt ?? options.invalidPrompt);
    case "invalid":
      return mediaList(failure.verdict || options.invalidPrompt);
    default:
      throw new Error(`Unreachable: ${failure.type satisfies never}`);
  }
}

import { type AskOptions, checkDigits, checkQuestion, type Question } from "./entry.ts";
import { type Flow, mediaList, play, readDigit } from "./flow.ts";

/** What a menu offers. */
export interface MenuOptions<Value> extends AskOptions {
  /**
   * What each key, or each string of several keys, stands for. When one begins another, as `1` begins `12`, the caller has
   * `interDigitTimeout` to go on.
   */
  choices: Readonly<Record<string, Value>>;
  /** What is taken when all attempts failed; `undefined` is a value too, when it is given. */
  default?: Value;
}

/** What came of a menu. */
export type Chosen<Value> =
  /** The caller chose; `digits` are the keys. */
  | { readonly type: "choice"; readonly digits: string; readonly value: Value; readonly attempts: number }
  /** All attempts failed, the last one for the reason `why`, and the menu has a default. */
  | {
    readonly type: "default";
    readonly digits: string;
    readonly value: Value;
    readonly why: "timedOut" | "invalid";
    readonly attempts: number;
  }
  /** All attempts failed and there is no default, or the caller cancelled. `digits` is what was entered in the last one. */
  | { readonly type: "timedOut" | "invalid" | "cancelled"; readonly digits: string; readonly attempts: number };

/** Offers choices until one is taken or the attempts are used up. */
export function offerMenu<Value>(options: MenuOptions<Value>): Flow<Chosen<Value>> {
  const attempt = "Cannot offer a menu";
  const question = checkQuestion(attempt, options);
  const keys = Object.keys(options.choices);
  if (keys.length === 0) throw new TypeError(`${attempt} as choices must hold one choice at least: there is none`);
  for (const key of keys) {
    checkDigits(attempt, "choices", key);
    const cancelled = [...key].find((digit) => question.cancel.includes(digit));
    if (key === "" || cancelled !== undefined) {
      throw new TypeError(`${attempt} as a choice must have keys that do not cancel: current value is "${key}"`);
    }
  }
  return ask(options, question, keys);
}

function* ask<Value>(options: MenuOptions<Value>, plan: Question, keys: readonly string[]): Flow<Chosen<Value>> {
  const { choices, prompt, retryPrompt = prompt, typeAhead = true } = options;
  let failure: { readonly type: "timedOut" | "invalid"; readonly digits: string } | undefined;
  for (let attempts = 1; attempts <= plan.attempts; attempts++) {
    if (!typeAhead) yield { type: "discard" };
    const message = failure?.type === "invalid" ? options.invalidPrompt : options.timeoutPrompt;
    const media = failure === undefined ? mediaList(prompt) : [...mediaList(message), ...mediaList(retryPrompt)];
    yield* play(media, plan.stopOn);
    if (!typeAhead && (options.bargeIn ?? true) === false) yield { type: "discard" };
    const entry = yield* readKeys(plan, keys);
    if (entry.type === "cancelled") return { type: "cancelled", digits: entry.digits, attempts };
    if (entry.type === "choice") {
      // The one cast: the digits are one of the record's own keys.
      const value = choices[entry.digits] as Value;
      return { type: "choice", digits: entry.digits, value, attempts };
    }
    failure = { type: entry.type, digits: entry.digits };
  }
  yield* play(mediaList(options.failurePrompt), plan.stopOn);
  const { type, digits } = failure ?? { type: "timedOut", digits: "" };
  const { attempts } = plan;
  if (!("default" in options)) return { type, digits, attempts };
  return { type: "default", digits, value: options.default, why: type, attempts };
}

interface Keys {
  readonly type: "choice" | "timedOut" | "invalid" | "cancelled";
  readonly digits: string;
}

function* readKeys(plan: Question, keys: readonly string[]): Flow<Keys> {
  let digits = "";
  for (;;) {
    const digit = yield* readDigit(digits === "" ? plan.firstDigitTimeout : plan.interDigitTimeout);
    if (digit === undefined) return { type: keys.includes(digits) ? "choice" : "timedOut", digits };
    if (plan.cancel.includes(digit)) return { type: "cancelled", digits };
    digits += digit;
    const begun = keys.filter((key) => key.startsWith(digits));
    if (begun.length === 0) return { type: "invalid", digits };
    if (begun.length === 1 && begun[0] === digits) return { type: "choice", digits };
  }
}

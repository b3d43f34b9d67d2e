import type { Media } from "./flow.ts";

/** What asking for an entry and offering a menu have in common. */
export interface AskOptions {
  /** What asks the caller. By default nothing is played. */
  prompt?: Media;
  /** What asks in the second and later attempts. By default `prompt` again. */
  retryPrompt?: Media;
  /** Played before the next attempt when the caller entered nothing, or too slowly. */
  timeoutPrompt?: Media;
  /** Played before the next attempt when the entry was not a valid one. */
  invalidPrompt?: Media;
  /** Played once all attempts have failed. */
  failurePrompt?: Media;
  /** How often the caller is asked in all. @default {3} */
  attempts?: number;
  /**
   * The digits that cut what is being played: all, none, or those of the string. The others are kept and read when it has
   * ended. @default {true}
   */
  bargeIn?: boolean | string;
  /**
   * Whether digits from before the question count. Without it those from before are forgotten when the caller is asked,
   * which is at the end of the prompt when that cannot be cut, else at its beginning. @default {true}
   */
  typeAhead?: boolean;
  /** The digits that end it at once, whatever was entered. @default {""} */
  cancel?: string;
  /** The longest wait for the first digit, from the end of the prompt, in milliseconds. @default {5_000} */
  firstDigitTimeout?: number;
  /** The longest wait for each further digit, in milliseconds. @default {3_000} */
  interDigitTimeout?: number;
}

/** {@linkcode AskOptions} with their defaults, checked. */
export interface Question {
  readonly attempts: number;
  /** The digits that stop a prompt. */
  readonly stopOn: string;
  readonly cancel: string;
  readonly firstDigitTimeout: number;
  readonly interDigitTimeout: number;
}

/** Every digit that a telephone can send. */
export const allDigits = "0123456789*#ABCD";

/** Fills in defaults and refuses what makes no sense; `attempt` begins the messages: "Cannot collect digits". */
export function checkQuestion(attempt: string, options: AskOptions): Question {
  const { attempts = 3, bargeIn = true, cancel = "", firstDigitTimeout = 5_000, interDigitTimeout = 3_000 } = options;
  checkCount(attempt, "attempts", attempts, 1);
  checkDigits(attempt, "cancel", cancel);
  if (typeof bargeIn === "string") checkDigits(attempt, "bargeIn", bargeIn);
  checkTime(attempt, "firstDigitTimeout", firstDigitTimeout);
  checkTime(attempt, "interDigitTimeout", interDigitTimeout);
  const stopOn = bargeIn === true ? allDigits : (bargeIn || "") + cancel;
  return { attempts, stopOn, cancel, firstDigitTimeout, interDigitTimeout };
}

/** Refuses what is no whole number of at least `min`. */
export function checkCount(attempt: string, name: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min) return;
  throw new RangeError(`${attempt} as ${name} must be ${min} or more: current value is ${value}`);
}

/** Refuses a string with anything in it that no telephone sends. */
export function checkDigits(attempt: string, name: string, digits: string): void {
  for (const digit of digits) {
    if (allDigits.includes(digit)) continue;
    throw new TypeError(`${attempt} as ${name} may hold 0 to 9, *, # and A to D: current value is "${digits}"`);
  }
}

function checkTime(attempt: string, name: string, value: number): void {
  if (value > 0) return;
  throw new RangeError(`${attempt} as ${name} must be more than 0 milliseconds: current value is ${value}`);
}

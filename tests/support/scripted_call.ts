import type { Flow, FlowAnswer, FlowStep, Verdict } from "../../_internal/flow/flow.ts";
import { KeptDigits } from "../../_internal/flow/kept_digits.ts";

/** Who is called, and what is known of the media. */
export interface Script {
  /** Which digits come when, in milliseconds, in order. */
  readonly presses?: readonly (readonly [time: number, digit: string])[];
  /** How long each medium takes. @default {1_000} */
  readonly mediaLength?: number;
}

/** What happened in a scripted call. */
export interface ScriptedResult<Result> {
  readonly result: Result;
  /** When the flow ended. */
  readonly time: number;
  /** What was done: `play a,b until 12`, `read 5000`. */
  readonly steps: readonly string[];
  /** Digits that the flow read, or that ended its prompts. */
  readonly read: string;
  /** Digits that came and are still kept. */
  readonly kept: string;
  /** Digits that were forgotten. */
  readonly discarded: string;
  /** Digits that had not come yet. */
  readonly unpressed: string;
}

/** Runs a flow against a caller who presses keys at fixed times, in no time at all. */
export function runScripted<Result>(flow: Flow<Result>, script: Script = {}): ScriptedResult<Result> {
  const caller = new ScriptedCaller(script);
  let step = flow.next();
  while (step.done !== true) step = flow.next(caller.perform(step.value));
  return { result: step.value, ...caller.account() };
}

class ScriptedCaller {
  readonly #presses: (readonly [time: number, digit: string])[];
  readonly #mediaLength: number;
  readonly #kept = new KeptDigits(1_000);
  readonly #steps: string[] = [];
  #time = 0;
  #read = "";
  #discarded = "";

  constructor({ presses = [], mediaLength = 1_000 }: Script) {
    this.#presses = [...presses];
    this.#mediaLength = mediaLength;
  }

  perform(step: FlowStep): FlowAnswer {
    switch (step.type) {
      case "play":
        this.#steps.push(`play ${step.media.join(",")}`);
        return this.#play(step.media, step.stopOn, step.takes);
      case "digit":
        this.#steps.push(`read ${step.timeout}`);
        return this.#digit(step.timeout);
      case "discard":
        this.#pressUntil(this.#time);
        this.#discard(step.digits);
        return { type: "done" };
      case "validate": {
        this.#steps.push("validate");
        // The one cast: the tests of machines validate at once.
        const verdict = step.judge(new AbortController().signal) as Verdict;
        return { type: "verdict", verdict };
      }
      default:
        throw new Error(`Unreachable: ${step satisfies never}`);
    }
  }

  account(): Omit<ScriptedResult<unknown>, "result"> {
    this.#pressUntil(this.#time);
    let kept = "";
    for (let digit = this.#kept.shift(); digit !== undefined; digit = this.#kept.shift()) kept += digit;
    const unpressed = this.#presses.map(([, digit]) => digit).join("");
    return { time: this.#time, steps: this.#steps, read: this.#read, kept, discarded: this.#discarded, unpressed };
  }

  #play(media: readonly string[], stopOn: string, takes: boolean): FlowAnswer {
    this.#pressUntil(this.#time);
    const begin = this.#time;
    const end = begin + media.length * this.#mediaLength;
    for (;;) {
      const digit = this.#kept.find(stopOn, { takes });
      if (digit !== undefined) {
        if (takes) this.#read += digit;
        return { type: "stopped", digit, at: Math.floor((this.#time - begin) / this.#mediaLength) };
      }
      const next = this.#presses[0];
      if (next === undefined || next[0] >= end) break;
      this.#pressUntil(next[0], 1);
    }
    this.#time = end;
    return { type: "finished" };
  }

  #digit(timeout: number): FlowAnswer {
    this.#pressUntil(this.#time);
    const limit = this.#time + timeout;
    let digit = this.#kept.shift();
    const next = this.#presses[0];
    if (digit === undefined && next !== undefined && next[0] < limit) {
      this.#pressUntil(next[0], 1);
      digit = this.#kept.shift();
    }
    if (digit === undefined) {
      this.#time = limit;
      return { type: "timedOut" };
    }
    this.#read += digit;
    return { type: "digit", digit };
  }

  #discard(digits: string | undefined): void {
    const before: string[] = [];
    for (let digit = this.#kept.shift(); digit !== undefined; digit = this.#kept.shift()) before.push(digit);
    for (const digit of before) this.#kept.push(digit);
    this.#kept.discard(digits);
    const after: string[] = [];
    for (let digit = this.#kept.shift(); digit !== undefined; digit = this.#kept.shift()) after.push(digit);
    for (const digit of after) this.#kept.push(digit);
    this.#discarded += before.slice(0, before.length - after.length).join("");
  }

  /** Lets the digits come that are due, `most` at most. */
  #pressUntil(time: number, most = Infinity): void {
    for (let count = 0; count < most; count++) {
      const next = this.#presses[0];
      if (next === undefined || next[0] > time) return;
      this.#time = Math.max(this.#time, next[0]);
      this.#kept.push(next[1]);
      this.#presses.shift();
    }
  }
}

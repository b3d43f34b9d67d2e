import type { PlayEnd } from "./flow_call.ts";

/**
 * A conversation with a caller as a pure machine: it yields what is to be done next, is told how that ended, and returns
 * its result. It has no sockets, no clock and no chance in it, so it runs on any call, and in tests on none.
 */
export type Flow<Result> = Generator<FlowStep, Result, FlowAnswer>;

/** What a flow wants done; the answer to each step has the type that the step says. */
export type FlowStep =
  /** Play; answered by `finished` or `stopped`. */
  | { readonly type: "play"; readonly media: readonly string[]; readonly stopOn: string; readonly takes: boolean }
  /** Read a digit; answered by `digit` or `timedOut`. */
  | { readonly type: "digit"; readonly timeout: number }
  /** Forget kept digits, all or leading ones; answered by `done`. */
  | { readonly type: "discard"; readonly digits?: string }
  /** Ask the program whether an entry is valid; answered by `verdict`. */
  | { readonly type: "validate"; readonly judge: (signal: AbortSignal) => Verdict | Promise<Verdict> };

/** What a flow is told. */
export type FlowAnswer =
  | PlayEnd
  | { readonly type: "digit"; readonly digit: string }
  | { readonly type: "timedOut" }
  | { readonly type: "done" }
  | { readonly type: "verdict"; readonly verdict: Verdict };

/** Whether an entry is valid: `true`, `false`, or, when it is not, the media that tell the caller why. */
export type Verdict = boolean | Media;

/** One medium, or several in order: `sound:hello-world`, `digits:42`. */
export type Media = string | readonly string[];

/** Plays media; a flow says `yield* play(…)`. Nothing to play is finished at once. */
export function* play(media: readonly string[], stopOn: string, takes = false): Flow<PlayEnd> {
  if (media.length === 0) return { type: "finished" };
  const answer = yield { type: "play", media, stopOn, takes };
  if (answer.type === "finished" || answer.type === "stopped") return answer;
  return refuse("play", answer);
}

/** Reads a digit, `undefined` when none came in time. */
export function* readDigit(timeout: number): Flow<string | undefined> {
  const answer = yield { type: "digit", timeout };
  if (answer.type === "digit") return answer.digit;
  if (answer.type === "timedOut") return undefined;
  return refuse("digit", answer);
}

/** Asks the program whether an entry is valid. */
export function* validate(judge: (signal: AbortSignal) => Verdict | Promise<Verdict>): Flow<Verdict> {
  const answer = yield { type: "validate", judge };
  if (answer.type === "verdict") return answer.verdict;
  return refuse("validate", answer);
}

/** A list of media, whichever way they were given. */
export function mediaList(media: Media | undefined): readonly string[] {
  if (media === undefined) return [];
  return typeof media === "string" ? [media] : media;
}

function refuse(step: FlowStep["type"], answer: FlowAnswer): never {
  throw new TypeError(`Cannot go on with a flow: step "${step}" was answered "${answer.type}"`);
}

import type { OperationId } from "../../../ari/generated/operations.ts";

/**
 * What one generated case does, as data. `~` in any text stands for a few letters that keep the names of a run apart from
 * those of all others: `~c` is a channel of this run.
 */
export interface Case {
  /** Names it among all cases: `channels.answer, channel down`. */
  readonly name: string;
  /** What it is about. */
  readonly operation: OperationId;
  /** Queries of the event WebSockets that are open from the start. @default {["app=~app"]} */
  readonly sockets?: readonly string[];
  /** Brings about the state of things; not compared, but each request must succeed. */
  readonly given: readonly Step[];
  /** What is compared: the answers, and the events until all is quiet. */
  readonly steps: readonly Step[];
  /** It looks at what all runs share, or changes it, so nothing else may run meanwhile. */
  readonly alone?: boolean;
}

/** One thing that a case does. */
export type Step = RequestStep | EventStep | PollStep | PauseStep | QuietStep | SocketStep;

/** Sends a request. */
export interface RequestStep {
  /** Method and path below `/ari`, as in `POST /channels/~c/answer`. */
  readonly request: string;
  /** Sent as a JSON body. */
  readonly json?: unknown;
  /** Another body, with its type. */
  readonly body?: { readonly type: string; readonly text: string };
}

/** Waits until an event of this type has come that holds all these texts, counting from the start of the case. */
export interface EventStep {
  readonly event: string;
  readonly holds?: readonly string[];
  /** @default {1} */
  readonly times?: number;
}

/** Asks until the answer holds the text, or, with `not`, no longer does. */
export interface PollStep {
  readonly poll: string;
  readonly holds: string;
  readonly not?: boolean;
}

/** Lets time pass. */
export interface PauseStep {
  readonly pause: number;
}

/** Waits until no event has come for so many milliseconds. */
export interface QuietStep {
  readonly quiet: number;
}

/** Opens an event WebSocket besides those of the start, or closes one. */
export interface SocketStep {
  readonly socket: "open" | "close";
  readonly query: string;
}

/** What makes the texts of a run its own; always of the same length, as lengths may matter. */
export function runPrefix(number: number): string {
  return `zq${String(number % 100_000).padStart(5, "0")}x`;
}

/** The step with the names of one run in place of `~`. */
export function resolveStep<S extends Step>(step: S, prefix: string): S {
  const resolve = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll("~", prefix);
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.replaceAll("~", prefix), resolve(item)]));
  };
  // Only texts are changed, so it is a step of the same kind.
  return resolve(step) as S;
}

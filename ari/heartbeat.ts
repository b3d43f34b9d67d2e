import type { Clock } from "../_internal/clock.ts";
import { pause } from "../_internal/pause.ts";
import { AriConnectionError, AriResponseError } from "./errors.ts";
import { wordsOf } from "./rest.ts";

/** What {@linkcode watchHeartbeat} needs. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  /** After how much silence a proof is made, in milliseconds; never for `Infinity`. */
  readonly heartbeat: number;
  /** Longest wait for the proof, in milliseconds. */
  readonly heartbeatTimeout: number;
  /** Pauses after which proofs are made in any case, one after the other, in milliseconds. */
  readonly atFirst: readonly number[];
  /** How many frames have come. */
  received(): number;
  /** Proves within so many milliseconds that events flow, or rejects. */
  prove(limit: number, signal: AbortSignal): Promise<unknown>;
  /** Is told that events have flowed at this time. */
  onAlive(time: number): void;
}

/** How often what has come is looked at during the time of silence that makes it doubtful. */
const looks = 5;

/** How long after a proof that could not be asked for the next one is tried, in milliseconds. */
const secondTry = 1_000;

/** How long a request that says nothing of the WebSocket may go on failing before the WebSocket is doubted too, in milliseconds. */
const longestDoubt = 30_000;

/**
 * Watches for silence, and makes a proof where it lasts; resolves never, and rejects with why events flow no more, or the signal's reason.
 *
 * While events come it costs a timer. A proof costs Asterisk two tenths of a millisecond. A WebSocket is not given up because a
 * request fails: Asterisk drops requests when all its HTTP sessions are taken, and the WebSocket has one of them.
 */
export async function watchHeartbeat(options: HeartbeatOptions, signal: AbortSignal): Promise<never> {
  const { clock, heartbeat, atFirst, received, onAlive } = options;
  for (const delay of atFirst) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await pause(delay, clock, signal);
    // deno-lint-ignore no-await-in-loop -- The same.
    await proveLong(options, signal);
  }
  for (;;) {
    let quiet = 0;
    while (quiet < looks) {
      const before = received();
      const from = clock.now();
      // deno-lint-ignore no-await-in-loop -- One look after the other.
      await pause(heartbeat / looks, clock, signal);
      const isQuiet = received() === before;
      quiet = isQuiet ? quiet + 1 : 0;
      if (!isQuiet) onAlive(from); // At some time since: the earliest is what is certain.
    }
    // deno-lint-ignore no-await-in-loop -- The same.
    await proveLong(options, signal);
  }
}

/** Proves, and tries again where what went wrong tells nothing of the WebSocket. */
async function proveLong(options: HeartbeatOptions, signal: AbortSignal): Promise<void> {
  const { clock, heartbeatTimeout, received, prove, onAlive } = options;
  const from = clock.now();
  const before = received();
  for (;;) {
    try {
      // deno-lint-ignore no-await-in-loop -- One try after the other.
      return void await prove(heartbeatTimeout, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (received() > before) return onAlive(from);
      if (clock.now() + secondTry - from > patience(error, heartbeatTimeout)) throw error;
      // deno-lint-ignore no-await-in-loop -- The same.
      await pause(secondTry, clock, signal);
    }
  }
}

/** For how long proofs may fail like this before the WebSocket is taken for dead, in milliseconds. */
function patience(error: unknown, heartbeatTimeout: number): number {
  if (error instanceof AriResponseError) return error.status >= 500 ? longestDoubt : 0;
  if (!(error instanceof AriConnectionError)) return 0;
  if (error.cause === undefined) return 0; // It is the proof that did not come, or its answer.
  // A name that can't be resolved says nothing of a connection that there is; a host that can't be reached does.
  const isUnreachable = error.outcome === "not-sent" && !/dns error/.test(wordsOf(error.cause));
  return isUnreachable ? heartbeatTimeout : longestDoubt;
}

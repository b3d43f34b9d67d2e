/**
 * What a flow needs of a call, whatever carries the call. ARI's channels have it, and a call of AGI can: there `play` is a
 * command with escape digits, and `digit` one that waits.
 *
 * There is no clock in it, as AGI leaves the time limits to Asterisk.
 */
export interface FlowCall {
  /**
   * Plays media in this order, and resolves when the last one has ended or a digit of `stopOn` came; when such a digit is
   * kept already, nothing is played. The digit stays among the kept ones to be read, unless `takes` is true.
   *
   * Rejects with the signal's reason after it has stopped the playing, with the reason of the call's end when that comes
   * first, and with an error of its own when the media cannot be played.
   */
  play(media: readonly string[], options: PlayOptions): Promise<PlayEnd>;
  /**
   * Takes the oldest digit that is kept, or waits up to `timeout` milliseconds for one; `undefined` when none came.
   *
   * Rejects with the signal's reason or with that of the call's end; digits that are kept are read before that.
   */
  digit(options: DigitOptions): Promise<string | undefined>;
  /** Forgets the digits that are kept; with `digits` only those of them that come before any other digit. */
  discard(digits?: string): void;
}

/** How media are played. */
export interface PlayOptions {
  /** The digits that stop it; none in an empty string. */
  readonly stopOn: string;
  /** Whether the digit that stops it is taken from the kept ones. @default {false} */
  readonly takes?: boolean;
  /** Stops it. */
  readonly signal?: AbortSignal;
}

/** How a digit is waited for. */
export interface DigitOptions {
  /** The longest wait, in milliseconds; `Infinity` for as long as the call. */
  readonly timeout: number;
  /** Gives up the wait. */
  readonly signal?: AbortSignal;
}

/** How playing ended: to its end, or at a digit, during the medium with the number `at`. */
export type PlayEnd =
  | { readonly type: "finished" }
  | { readonly type: "stopped"; readonly digit: string; readonly at: number };

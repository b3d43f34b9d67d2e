import type { Destination } from "../core/channel.ts";

/** One call of a subroutine, and how to come back from it. */
export interface GosubFrame {
  /** Where the call goes on. */
  readonly back: Destination;
  /** What the variables had been before those of the subroutine took their names; `undefined` where there was none. */
  readonly hidden: Map<string, string | undefined>;
}

/** Why a call came to the extension `e`. */
export interface DialplanException extends Destination {
  /** `INVALID`, `ERROR`, `RESPONSETIMEOUT` or `ABSOLUTETIMEOUT`. */
  readonly reason: string;
}

/** What the dialplan keeps of one channel besides its variables. */
export class ChannelThread {
  /** The subroutines that it is in, the latest one last. */
  readonly frames: GosubFrame[] = [];
  /** What is run when it is hung up, the latest one last. */
  readonly hangupHandlers: string[] = [];
  /** How long it waits between two digits, in milliseconds. */
  digitTimeout = 5_000;
  /** How long it waits for the first digit, in milliseconds. */
  responseTimeout = 10_000;
  /** When its time is over, in milliseconds since 1970, and what tells so. */
  deadline: { readonly at: number; readonly timer: Disposable } | undefined;
  /** Whether its time is over, and nobody has looked at that yet. */
  isOverdue = false;
  /** Why it came to the extension `e`. */
  exception: DialplanException | undefined;

  /** Forgets its time limit. */
  clearDeadline(): void {
    this.deadline?.timer[Symbol.dispose]();
    this.deadline = undefined;
    this.isOverdue = false;
  }
}

import type { AmiError } from "./errors.ts";
import type { Banner } from "./banner.ts";

/** What a status is about, and since when it holds. */
export interface StatusBase {
  /** When it happened, by the client's clock. */
  readonly time: Date;
}

/** The client is logged in. */
export interface ConnectedStatus extends StatusBase {
  /** `"connected"`. */
  readonly type: "connected";
  /** What the server said of itself. */
  readonly banner: Banner;
}

/** The connection is lost: what happens from now on is missed. */
export interface LostStatus extends StatusBase {
  /** `"lost"`. */
  readonly type: "lost";
  /** Why. */
  readonly error: AmiError;
}

/** Waits before the next attempt to connect. */
export interface WaitingStatus extends StatusBase {
  /** `"waiting"`. */
  readonly type: "waiting";
  /** Which attempt comes next, from 1. */
  readonly attempt: number;
  /** For how long, in milliseconds. */
  readonly delay: number;
  /** Why the last attempt failed, or why the connection was lost. */
  readonly error: AmiError;
}

/**
 * The connection is back: logged in, with the mask and the filters of events from before. What happened meanwhile is found out by live models, as
 * `liveChannels()` keeps: they read their lists again then, and tell what differs.
 */
export interface ResumedStatus extends StatusBase {
  /** `"resumed"`. */
  readonly type: "resumed";
  /** What the server said of itself. */
  readonly banner: Banner;
  /** The time that no event is known of. It begins with the last moment at which something came from Asterisk. */
  readonly missed: { readonly from: Date; readonly to: Date };
}

/** Asterisk has begun or completed its start, and said so (`FullyBooted`); a user who may not read `system` events never sees it. */
export interface BootedStatus extends StatusBase {
  /** `"booted"`. */
  readonly type: "booted";
}

/** Handlers did not keep up, and events were not given to them. */
export interface OverflowStatus extends StatusBase {
  /** `"overflow"`. */
  readonly type: "overflow";
  /** How many calls of handlers there may be at once: {@linkcode ConnectOptions.maxRunningHandlers}. */
  readonly limit: number;
  /** How many calls of handlers were left out, until the handlers had caught up by half. */
  readonly lost: number;
}

/** It is over: closed from here, or for a reason that no waiting can mend. */
export interface StoppedStatus extends StatusBase {
  /** `"stopped"`. */
  readonly type: "stopped";
  /** Why; absent when it was closed from here. */
  readonly error?: AmiError;
}

/** What happens to the connection of a client. */
export type AmiStatus =
  | BootedStatus
  | ConnectedStatus
  | LostStatus
  | OverflowStatus
  | ResumedStatus
  | StoppedStatus
  | WaitingStatus;

/** A status without its time, for who has no clock. */
export type Untimed<Status> = Status extends unknown ? Omit<Status, "time"> : never;

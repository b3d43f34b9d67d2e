import type { AriError } from "./errors.ts";
import type { Bridge, Channel } from "./generated/objects.ts";

/**
 * How it is known that events flow: one was sent through Asterisk and came back, or Asterisk just has the application, or nothing is known
 * as no proof was asked for.
 */
export type ProofOfLife = "event" | "application" | "none";

/** What a status is about, and since when it holds. */
export interface StatusBase {
  /** The applications of the registration. */
  readonly apps: readonly string[];
  /** When it happened, by the client's clock. */
  readonly time: Date;
}

/** The applications are registered, and events flow. */
export interface ConnectedStatus extends StatusBase {
  /** `"connected"`. */
  readonly type: "connected";
  /** `application` where the user may not send an event, or where a filter hides it: `GET /applications` stands in for it then. */
  readonly proof: ProofOfLife;
}

/** The connection is lost: what happens from now on is missed. */
export interface LostStatus extends StatusBase {
  /** `"lost"`. */
  readonly type: "lost";
  /** Why. */
  readonly error: AriError;
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
  readonly error: AriError;
}

/** The connection is back: events flow again, and this is what became of what was known. */
export interface ResumedStatus extends StatusBase {
  /** `"resumed"`. */
  readonly type: "resumed";
  /** As in {@linkcode ConnectedStatus}. */
  readonly proof: ProofOfLife;
  /** The time that no event is known of. It begins with the last moment at which events were known to flow. */
  readonly missed: { readonly from: Date; readonly to: Date };
  /** Ids of what was there before and is no more. */
  readonly gone: { readonly channels: readonly string[]; readonly bridges: readonly string[] };
  /** Ids of the channels that are still there, but in none of the applications any more: they have gone on in the dialplan, or were moved. */
  readonly left: readonly string[];
  /**
   * What is in the applications and was not before: no event has told, or will tell, of its coming. With `subscribeAll`, all that is new.
   * `serve()` takes the calls among them, and what waits for a leg to answer finds it.
   */
  readonly appeared: { readonly channels: readonly Channel[]; readonly bridges: readonly Bridge[] };
}

/** Another connection has registered an application: this one gets no more of its events, and does not take it back. */
export interface ReplacedStatus extends StatusBase {
  /** `"replaced"`. */
  readonly type: "replaced";
  /** The application. */
  readonly app: string;
}

/** It is over: closed from here, or for a reason that no waiting can mend. */
export interface StoppedStatus extends StatusBase {
  /** `"stopped"`. */
  readonly type: "stopped";
  /** Why; absent when it was closed from here. */
  readonly error?: AriError;
}

/** What happens to the connection of a registration. */
export type AriStatus =
  | ConnectedStatus
  | LostStatus
  | WaitingStatus
  | ResumedStatus
  | ReplacedStatus
  | StoppedStatus;

/** Whether an error is one that waiting can't mend: Asterisk understood, and said no. */
export function isFinal(error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return status === 400 || status === 401 || status === 403;
}

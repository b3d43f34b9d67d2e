import type { CallerId } from "./facts.ts";

/** Who talks on a channel, and what goes with them. */
export interface ChannelParties {
  /** Who calls. */
  readonly caller: CallerId;
  /** What the caller allows of it. */
  readonly callerPresentation: number;
  /** The number that redirected the call. */
  readonly callerRdnis: string;
  /** Who is on the other end. */
  readonly connected: CallerId;
  /** The account that is billed. */
  readonly accountcode: string;
  /** The account of the other end. */
  readonly peerAccount: string;
  /** The tenant that it belongs to. */
  readonly tenantId: string;
  /** The language of its sounds. */
  readonly language: string;
}

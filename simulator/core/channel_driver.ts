import type { CallerId } from "./facts.ts";
import type { RtpMeter } from "./rtp_meter.ts";

/** What a far end is told about the call, besides the answer; `none` takes the former back. */
export type Indication = "ringing" | "progress" | "proceeding" | "busy" | "congestion" | "hold" | "unhold" | "none";

/** How a channel reaches its far end: what Asterisk calls a channel technology. */
export interface ChannelDriver {
  /** Whether the far end is heard all the time, if only its silence, as a telephone is. */
  readonly sendsSound?: boolean;
  /** Whether the far end was put on hold from here. */
  readonly isOnHold?: boolean;
  /** Whether its media is RTP that can go to another such far end without coming through the core. */
  readonly hasRtp?: boolean;
  /** What went over the line as RTP, or `"none"` before there is any; absent where there never is. */
  readonly rtp?: RtpMeter | "none";
  /** Calls the far end, of a channel that Asterisk has made; gives `false` when that fails at once. */
  dial?(address: string): boolean;
  /** Tells the far end that the call is answered. */
  answer(): void;
  /** Tells the far end about the call: that it rings, that media comes before the answer … */
  indicate(indication: Indication): void;
  /** Starts sending media; what it returns is called when the sending ends. */
  sendMedia(media: string): (outcome: MediaOutcome) => void;
  /** Sends one digit. */
  sendDigit(digit: string, duration: number): void;
  /** Tells the far end who is on the other end now. */
  connectedLine?(connected: CallerId): void;
  /** Sends a text. */
  sendText?(text: string): void;
  /** Sends the far end to another address (`ast_transfer`), where the technology can do that. */
  transfer?(address: string): void | Promise<void>;
  /** Ends the call at the far end, with a hangup cause or 0; gives what the technology calls that cause, or 0. */
  hangup(cause: number): number;
  /** Is told that something on the channel is beyond the simulator; the call is about to end. */
  fail?(error: unknown): void;
}

/** How the sending of one medium ended. */
export interface MediaOutcome {
  /** Whether it was sent to its end. */
  readonly complete: boolean;
  /** How much of it was sent, in milliseconds. */
  readonly played: number;
}

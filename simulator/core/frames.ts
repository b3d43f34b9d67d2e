import type { CallerId } from "./facts.ts";
import type { MediaOutcome } from "./channel_driver.ts";

/** What a channel's far end says about the call; the names are Asterisk's (`enum ast_control_frame_type`). */
export type Control =
  | "answer"
  | "ringing"
  | "progress"
  | "proceeding"
  | "busy"
  | "congestion"
  | "hold"
  | "unhold"
  | "incomplete"
  | "flash";

/** Media on its way; it is the same object from its beginning to its end. */
export interface IncomingMedia {
  /** The media: `sound:hello-world`. */
  readonly media: string;
}

/** What comes from a channel's far end (`struct ast_frame`). */
export type Frame =
  | {
    readonly kind: "control";
    readonly control: Control;
    /** The class of the music that the far end suggests for a hold. */
    readonly musicClass?: string;
  }
  | { readonly kind: "dtmf"; readonly digit: string; readonly duration: number }
  | { readonly kind: "media-begin"; readonly media: IncomingMedia }
  | { readonly kind: "media-end"; readonly media: IncomingMedia; readonly outcome: MediaOutcome }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "connected-line"; readonly connected: CallerId };

/** A {@linkcode Frame} that begins or ends media. */
export type MediaFrame = Extract<Frame, { kind: "media-begin" | "media-end" }>;

/** Takes the frames of a channel, one by one, at the moment of their arrival. */
export type FrameReader = (frame: Frame) => void;

/** Takes a frame of a channel before anybody hears of it, or gives `false` to let it in. */
export type FrameBypass = (frame: Frame) => boolean;

/** Which way media goes: `in` from the far end into Asterisk, `out` the other way. */
export type MediaDirection = "in" | "out";

/** Is told of all media of a channel, without taking it. */
export type MediaTap = (direction: MediaDirection, frame: MediaFrame) => void;

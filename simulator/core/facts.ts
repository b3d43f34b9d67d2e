/** What happened in the PBX, in order; the ARI and AMI fronts are views of it, and so is the journal. */
export type Fact = { readonly time: number } & FactContent;

/** A {@linkcode Fact} without its time. */
export type FactContent =
  | { readonly kind: "channel-updated"; readonly old: ChannelSnapshot | undefined; readonly channel: ChannelSnapshot }
  | {
    readonly kind: "channel-variable";
    readonly channel: ChannelSnapshot;
    readonly variable: string;
    readonly value: string;
  }
  | {
    readonly kind: "channel-hangup-request";
    readonly channel: ChannelSnapshot;
    readonly cause: number | undefined;
    readonly techCause: number;
    readonly soft: boolean;
  }
  | {
    readonly kind: "channel-dtmf";
    readonly channel: ChannelSnapshot;
    readonly direction: "received" | "sent";
    readonly digit: string;
    readonly duration: number;
  }
  | { readonly kind: "playback-updated"; readonly channel: ChannelSnapshot; readonly playback: PlaybackSnapshot }
  | {
    readonly kind: "stasis-started";
    readonly application: string;
    readonly channel: ChannelSnapshot;
    readonly args: readonly string[];
  }
  | { readonly kind: "stasis-ended"; readonly application: string; readonly channel: ChannelSnapshot }
  | { readonly kind: "application-replaced"; readonly application: string };

/** A channel at one moment. */
export interface ChannelSnapshot {
  /** Asterisk's uniqueid. */
  readonly id: string;
  /** Technology, peer and number: `PJSIP/alice-00000000`. */
  readonly name: string;
  /** What it is doing. */
  readonly state: ChannelState;
  /** The id that the technology gives the call: the Call-ID of SIP. */
  readonly protocolId: string;
  /** Who calls. */
  readonly caller: CallerId;
  /** Who is on the other end. */
  readonly connected: CallerId;
  /** The account that is billed. */
  readonly accountcode: string;
  /** Where it is in the dialplan, and the application that runs. */
  readonly dialplan: DialplanPosition;
  /** When it was created, in milliseconds since 1970. */
  readonly creationTime: number;
  /** The language of its sounds. */
  readonly language: string;
  /** Variables set with `report_events`, in the order of their setting. */
  readonly reportedVariables: readonly (readonly [name: string, value: string])[];
  /** Why it was hung up, or 0. */
  readonly hangupCause: number;
  /** What the technology calls that: the status of SIP, or 0. */
  readonly techCause: number;
  /** Whether it is gone. */
  readonly isDead: boolean;
}

/** The states of a channel, by Asterisk's names. */
export type ChannelState = "Down" | "Rsrved" | "OffHook" | "Dialing" | "Ring" | "Ringing" | "Up" | "Busy";

/** A name and a number. */
export interface CallerId {
  /** The name, or an empty string. */
  readonly name: string;
  /** The number, or an empty string. */
  readonly number: string;
}

/** A place in the dialplan and the application that runs there. */
export interface DialplanPosition {
  /** The context. */
  readonly context: string;
  /** The extension. */
  readonly exten: string;
  /** The priority, from 1. */
  readonly priority: number;
  /** The application, or an empty string. */
  readonly appName: string;
  /** Its arguments as written, after substitution. */
  readonly appData: string;
}

/** A playback at one moment. */
export interface PlaybackSnapshot {
  /** Its id. */
  readonly id: string;
  /** The media that is played now. */
  readonly media: string;
  /** The media that comes after it. */
  readonly nextMedia: string | undefined;
  /** What it plays to: `channel:` and an id. */
  readonly target: string;
  /** The language of its sounds. */
  readonly language: string;
  /** What it is doing. */
  readonly state: PlaybackState;
}

/** The states of a playback. Asterisk reports stopped, canceled and complete all as done. */
export type PlaybackState =
  | "queued"
  | "playing"
  | "paused"
  | "continuing"
  | "stopped"
  | "canceled"
  | "complete"
  | "failed";

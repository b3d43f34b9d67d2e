// This file is long because it is one table: everything that can happen, and what is known of each thing at a moment.
/** What happened in the PBX, in order; the ARI and AMI fronts are views of it, and so is the journal. */
export type Fact = { readonly time: number } & FactContent;

/** A {@linkcode Fact} without its time. */
export type FactContent = ChannelFact | BridgeFact | MediaFact | EndpointFact | StasisFact | UserFact;

/** Something happened on a channel. */
export type ChannelFact =
  | { readonly kind: "channel-updated"; readonly old: ChannelSnapshot | undefined; readonly channel: ChannelSnapshot }
  | {
    readonly kind: "channel-variable";
    /** The channel, or `undefined` when the variable is a global one. */
    readonly channel: ChannelSnapshot | undefined;
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
  | {
    readonly kind: "channel-hold";
    readonly channel: ChannelSnapshot;
    readonly isHeld: boolean;
    readonly musicClass: string | undefined;
  }
  | { readonly kind: "channel-talking-started"; readonly channel: ChannelSnapshot }
  | { readonly kind: "channel-talking-finished"; readonly channel: ChannelSnapshot; readonly duration: number }
  | { readonly kind: "channel-tone-detected"; readonly channel: ChannelSnapshot }
  | {
    readonly kind: "channel-dial";
    readonly caller: ChannelSnapshot | undefined;
    readonly peer: ChannelSnapshot;
    readonly forwarded: ChannelSnapshot | undefined;
    readonly forward: string;
    readonly dialString: string;
    readonly dialStatus: string;
  }
  | {
    readonly kind: "channel-transfer";
    readonly channel: ChannelSnapshot;
    readonly state: string;
    readonly referTo: TransferTarget;
    readonly referredBy: TransferSource;
  };

/** Something happened to a bridge. */
export type BridgeFact =
  | { readonly kind: "bridge-updated"; readonly old: BridgeSnapshot | undefined; readonly bridge: BridgeSnapshot }
  | { readonly kind: "bridge-entered"; readonly bridge: BridgeSnapshot; readonly channel: ChannelSnapshot }
  | { readonly kind: "bridge-left"; readonly bridge: BridgeSnapshot; readonly channel: ChannelSnapshot }
  | { readonly kind: "bridge-merged"; readonly bridge: BridgeSnapshot; readonly from: BridgeSnapshot }
  | {
    readonly kind: "blind-transfer";
    readonly channel: ChannelSnapshot;
    readonly replaceChannel: ChannelSnapshot | undefined;
    readonly transferee: ChannelSnapshot | undefined;
    readonly exten: string;
    readonly context: string;
    readonly result: string;
    readonly isExternal: boolean;
    readonly bridge: BridgeSnapshot | undefined;
  }
  | {
    readonly kind: "attended-transfer";
    readonly firstLeg: ChannelSnapshot;
    readonly firstLegBridge: BridgeSnapshot | undefined;
    readonly secondLeg: ChannelSnapshot;
    readonly secondLegBridge: BridgeSnapshot | undefined;
    readonly replaceChannel: ChannelSnapshot | undefined;
    readonly transferee: ChannelSnapshot | undefined;
    readonly transferTarget: ChannelSnapshot | undefined;
    readonly result: string;
    readonly isExternal: boolean;
    readonly destination: AttendedTransferDestination;
  };

/** Something is played or recorded. */
export type MediaFact =
  | {
    readonly kind: "playback-updated";
    /** The channel on which it runs: that of a bridge's playback is hidden. */
    readonly channel: ChannelSnapshot;
    /** The bridge that it plays to, if it does. */
    readonly bridgeId?: string;
    readonly playback: PlaybackSnapshot;
  }
  | {
    readonly kind: "recording-updated";
    /** The channel on which it runs: that of a bridge's recording is hidden. */
    readonly channel: ChannelSnapshot;
    /** The bridge that it records, if it does. */
    readonly bridgeId?: string;
    readonly recording: RecordingSnapshot;
  };

/** Something happened beyond the channels. */
export type EndpointFact =
  | { readonly kind: "endpoint-updated"; readonly endpoint: EndpointSnapshot }
  | { readonly kind: "contact-status"; readonly endpoint: EndpointSnapshot; readonly contact: ContactSnapshot }
  | { readonly kind: "peer-status"; readonly endpoint: EndpointSnapshot; readonly peer: PeerSnapshot }
  | {
    readonly kind: "text-message";
    /** The endpoint that it came from, when it is one of ours. */
    readonly endpoint: EndpointSnapshot | undefined;
    readonly message: TextMessageSnapshot;
  }
  | { readonly kind: "device-state-changed"; readonly device: string; readonly state: string };

/** Something happened between channels and applications. */
export type StasisFact =
  | {
    readonly kind: "stasis-started";
    readonly application: string;
    readonly channel: ChannelSnapshot;
    readonly args: readonly string[];
    /** The channel whose place it takes, after a transfer. */
    readonly replaceChannel?: ChannelSnapshot | undefined;
  }
  | { readonly kind: "stasis-ended"; readonly application: string; readonly channel: ChannelSnapshot }
  | { readonly kind: "application-replaced"; readonly application: string }
  | { readonly kind: "application-registered"; readonly application: string }
  | { readonly kind: "application-unregistered"; readonly application: string }
  | {
    readonly kind: "application-move-failed";
    readonly application: string;
    readonly channel: ChannelSnapshot;
    readonly destination: string;
    readonly args: readonly string[];
  }
  | {
    readonly kind: "call-broadcast";
    readonly application: string;
    readonly channel: ChannelSnapshot;
    readonly caller: string | undefined;
    readonly called: string | undefined;
  }
  | {
    readonly kind: "call-claimed";
    readonly application: string;
    readonly channel: ChannelSnapshot;
    readonly winner: string;
  };

/** Somebody said something of their own. */
export interface UserFact {
  readonly kind: "user-event";
  readonly name: string;
  /** Its fields, any JSON. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The one application that it is for, or `undefined` for all that hear of its objects. */
  readonly application?: string;
  readonly channel?: ChannelSnapshot | undefined;
  readonly bridge?: BridgeSnapshot | undefined;
  readonly endpoint?: EndpointSnapshot | undefined;
}

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
  /** What the caller allows of it: `ast_party_id_presentation`, 0 for allowed and not screened. */
  readonly callerPresentation: number;
  /** The number that redirected the call, or an empty string. */
  readonly callerRdnis: string;
  /** Who is on the other end. */
  readonly connected: CallerId;
  /** The account that is billed. */
  readonly accountcode: string;
  /** The tenant that it belongs to, or an empty string. */
  readonly tenantId: string;
  /** Where it is in the dialplan, and the application that runs. */
  readonly dialplan: DialplanPosition;
  /** When it was created, in milliseconds since 1970. */
  readonly creationTime: number;
  /** The language of its sounds. */
  readonly language: string;
  /** The variables that it shows: those that `ari.conf` names, and those set with `report_events`, in that order. */
  readonly reportedVariables: readonly (readonly [name: string, value: string])[];
  /** Why it was hung up, or 0. */
  readonly hangupCause: number;
  /** What the technology calls that: the status of SIP, or 0. */
  readonly techCause: number;
  /** Whether it is gone. */
  readonly isDead: boolean;
  /** Whether Asterisk made it for itself: applications hear nothing of it. */
  readonly isHidden: boolean;
  /** Its endpoint, as `PJSIP/alice`, when its technology has endpoints. */
  readonly endpoint: string | undefined;
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

/** A bridge at one moment. */
export interface BridgeSnapshot {
  /** Its id. */
  readonly id: string;
  /** What mixes it: `simple_bridge`, `softmix`, `holding_bridge`. */
  readonly technology: string;
  /** What it is for. */
  readonly type: "mixing" | "holding";
  /** Its class: `stasis` for those of ARI, `basic` for those of Dial. */
  readonly class: string;
  /** Who made it. */
  readonly creator: string;
  /** The name that its maker gave it, or an empty string. */
  readonly name: string;
  /** The ids of the channels in it; hidden ones are not among them. */
  readonly channels: readonly string[];
  /** How it chooses whose video is seen. */
  readonly videoMode: "none" | "talker" | "single" | "sfu";
  /** The channel whose video is seen, if any. */
  readonly videoSourceId: string | undefined;
  /** When it was created, in milliseconds since 1970. */
  readonly creationTime: number;
  /** The variables that it shows: those that `ari.conf` names, and those set with `report_events`, in that order. */
  readonly reportedVariables: readonly (readonly [name: string, value: string])[];
  /** Whether it is gone. */
  readonly isDead: boolean;
}

/** A live recording at one moment. */
export interface RecordingSnapshot {
  /** Its name. */
  readonly name: string;
  /** The format of its file. */
  readonly format: string;
  /** What it records: `channel:` or `bridge:` and an id. */
  readonly target: string;
  /** What it is doing. */
  readonly state: "queued" | "recording" | "paused" | "done" | "failed" | "canceled";
  /** How long it is, in seconds, when it is over. */
  readonly duration: number | undefined;
  /** How much of it is talk, in seconds, when silence was listened for. */
  readonly talkingDuration: number | undefined;
  /** How much of it is silence, in seconds, when silence was listened for. */
  readonly silenceDuration: number | undefined;
  /** Why it failed. */
  readonly cause: string | undefined;
}

/** An endpoint at one moment. */
export interface EndpointSnapshot {
  /** Its technology: `PJSIP`. */
  readonly technology: string;
  /** Its name there. */
  readonly resource: string;
  /** Whether it can be reached. */
  readonly state: "unknown" | "offline" | "online";
  /** The ids of its channels. */
  readonly channels: readonly string[];
}

/** A contact of an endpoint at one moment. */
export interface ContactSnapshot {
  /** Where it is. */
  readonly uri: string;
  /** Whether it answers. */
  readonly status: "Unreachable" | "Reachable" | "Unknown" | "NonQualified" | "Removed";
  /** The address of record that it belongs to. */
  readonly aor: string;
  /** The latest round trip in microseconds, when it was measured. */
  readonly roundTrip: string | undefined;
}

/** What is known of a peer, as `PeerStatusChange` tells it. */
export interface PeerSnapshot {
  /** Its status: `Registered`, `Unregistered`, `Reachable` … */
  readonly status: string;
  /** Why, and where it is: only what is known. */
  readonly details: Readonly<Partial<Record<"cause" | "address" | "port" | "time", string>>>;
}

/** A text message. */
export interface TextMessageSnapshot {
  /** Who sent it. */
  readonly from: string;
  /** Whom it is for. */
  readonly to: string;
  /** What it says. */
  readonly body: string;
  /** What came with it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Where an attended transfer ended. */
export type AttendedTransferDestination =
  | { readonly type: "bridge"; readonly bridgeId: string }
  | { readonly type: "application"; readonly application: string }
  | { readonly type: "link"; readonly firstLeg: ChannelSnapshot; readonly secondLeg: ChannelSnapshot }
  | { readonly type: "threeway"; readonly channel: ChannelSnapshot; readonly bridge: BridgeSnapshot }
  | { readonly type: "fail" };

/** Whom a `ChannelTransfer` sends the far end to. */
export interface TransferTarget {
  /** The destination as asked for. */
  readonly destination: {
    readonly destination: string;
    /** The Call-ID of the other call, when it is to one. */
    readonly protocolId?: string;
  };
  /** The channel that it turned out to be. */
  readonly destinationChannel: ChannelSnapshot | undefined;
  /** Who is connected with that. */
  readonly connectedChannel: ChannelSnapshot | undefined;
  /** The bridge that they are in. */
  readonly bridge: BridgeSnapshot | undefined;
}

/** Who asked for a `ChannelTransfer`. */
export interface TransferSource {
  /** The channel. */
  readonly channel: ChannelSnapshot;
  /** Who is connected with it. */
  readonly connectedChannel: ChannelSnapshot | undefined;
  /** The bridge that they are in. */
  readonly bridge: BridgeSnapshot | undefined;
}

/** What messages of several names have in common: the shared parts of the generated types. */

/** One of these values, or another that a later Asterisk may send; an editor still offers the known ones. */
export type OpenUnion<Known extends string> = Known | (string & Record<never, never>);

/** Headers that any event may have besides its own. */
export interface AmiEventHeaders {
  /** Name of the event. */
  readonly Event: string;
  /** Classes of the event, with commas; a session is sent it when it may read them all. */
  readonly Privilege?: string;
  /** When it was sent, in seconds since 1970; where manager.conf has `timestampevents`. */
  readonly Timestamp?: string;
  /** Name of the Asterisk; where asterisk.conf has `systemname`. */
  readonly SystemName?: string;
  /** A channel variable that manager.conf has in `channelvars`, as `name=value`; there may be several. */
  readonly ChanVariable?: string;
}

/** Headers of the items of a list answer. */
export interface AmiListItemHeaders {
  /** The ActionID of the action that it answers. */
  readonly ActionID?: string;
}

/** Headers of the event that ends a list answer. */
export interface AmiListCompleteHeaders extends AmiListItemHeaders {
  /** Says that this is the end. */
  readonly EventList?: OpenUnion<"Complete" | "cancelled">;
  /** How many items there were. */
  readonly ListItems?: string;
}

/** Headers that any answer may have besides its own. */
export interface AmiResponseHeaders {
  /** How it went; an `Error` is thrown by the client. `Follows` is what Asterisk 13 and older say to `Command`. */
  readonly Response: OpenUnion<"Success" | "Goodbye" | "Follows">;
  /** The ActionID of the action. */
  readonly ActionID?: string;
  /** What Asterisk says about it. */
  readonly Message?: string;
}

/** Headers of the first message of a list answer. */
export interface AmiListStartHeaders extends AmiResponseHeaders {
  /** Says that items follow. */
  readonly EventList?: OpenUnion<"start" | "Start">;
}

/** The same headers with `Prefix` in front of each name. */
export type Prefixed<Prefix extends string, Headers> = {
  readonly [Name in keyof Headers & string as `${Prefix}${Name}`]: Headers[Name];
};

/** A channel as events describe it. A number or name that is not known is `<unknown>`. */
export interface ChannelSnapshot {
  /** Name of the channel. */
  readonly Channel: string;
  /** State of the channel, as number. */
  readonly ChannelState: OpenUnion<"0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10">;
  /** State of the channel, in words. */
  readonly ChannelStateDesc: OpenUnion<
    | "Down"
    | "Rsrvd"
    | "OffHook"
    | "Dialing"
    | "Ring"
    | "Ringing"
    | "Up"
    | "Busy"
    | "Dialing Offhook"
    | "Pre-ring"
    | "Mute"
    | "Unknown"
  >;
  /** Number of the Caller ID. */
  readonly CallerIDNum: string;
  /** Name of the Caller ID. */
  readonly CallerIDName: string;
  /** Number of the connected line. */
  readonly ConnectedLineNum: string;
  /** Name of the connected line. */
  readonly ConnectedLineName: string;
  /** Language of the channel. */
  readonly Language: string;
  /** Account code of the channel. */
  readonly AccountCode: string;
  /** Context that the channel is in. */
  readonly Context: string;
  /** Extension that the channel is in. */
  readonly Exten: string;
  /** Priority that the channel is in. */
  readonly Priority: string;
  /** Uniqueid of the channel. */
  readonly Uniqueid: string;
  /** Uniqueid of the oldest channel that it was ever connected with. */
  readonly Linkedid: string;
}

/** A bridge as events describe it. */
export interface BridgeSnapshot {
  /** Id of the bridge. */
  readonly BridgeUniqueid: string;
  /** What the bridge is for. */
  readonly BridgeType: string;
  /** Bridge technology that it uses. */
  readonly BridgeTechnology: string;
  /** What created the bridge; `<unknown>` when that was not said. */
  readonly BridgeCreator: string;
  /** Name of the bridge; `<unknown>` when it has none. */
  readonly BridgeName: string;
  /** Number of channels in it. */
  readonly BridgeNumChannels: string;
  /** Whose video it shows. */
  readonly BridgeVideoSourceMode: OpenUnion<"none" | "talker" | "single" | "sfu">;
  /** Uniqueid of the channel whose video it shows; absent when it shows none. */
  readonly BridgeVideoSource?: string;
}

/** One channel of a call. */
export interface CallLeg {
  /** Uniqueid of the channel. */
  readonly uniqueid: string;
  /** Name of the channel, as of the end. */
  readonly channel: string;
  /** Number of its Caller ID; `<unknown>` where there is none. */
  readonly callerNumber: string;
  /** Name of its Caller ID; `<unknown>` where there is none. */
  readonly callerName: string;
  /** Account code. */
  readonly accountCode: string;
  /** The context that it began in. */
  readonly context: string;
  /** The extension that it began at. */
  readonly extension: string;
  /** When it began; absent when nobody listened then. */
  readonly start?: Date;
  /** When it was answered; absent when it was not, or nobody listened. */
  readonly answer?: Date;
  /** When it was hung up; absent when nobody listened then, and while it lasts. */
  readonly end?: Date;
  /** Hangup cause (Q.850). */
  readonly cause?: number;
  /** The cause in Asterisk's words. */
  readonly causeText?: string;
}

/** One channel called another. */
export interface CallDial {
  /** Uniqueid of the channel that called; absent when Asterisk itself did, as for `Originate`. */
  readonly from?: string;
  /** Uniqueid of the channel that was called. */
  readonly to: string;
  /** What was dialled, as in `alice` of `PJSIP/alice`. */
  readonly dialString: string;
  /** When. */
  readonly start: Date;
  /** When the outcome was known. */
  readonly end?: Date;
  /** The outcome, as in `ANSWER`, `BUSY`, `NOANSWER` or `CANCEL`. */
  readonly status?: string;
}

/** A channel was in a bridge. */
export interface CallVisit {
  /** Id of the bridge. */
  readonly bridge: string;
  /** Uniqueid of the channel. */
  readonly uniqueid: string;
  /** When it entered. */
  readonly entered: Date;
  /** When it left; absent when nobody listened then, and while it is there. */
  readonly left?: Date;
}

/** Somebody transferred somebody to an extension. */
export interface BlindCallTransfer {
  /** `"blind"`. */
  readonly type: "blind";
  /** When. */
  readonly time: Date;
  /** How it went, as in `Success`. */
  readonly result: string;
  /** Uniqueid of the channel that transferred. */
  readonly transferer: string;
  /** Uniqueid of the channel that was transferred; absent when there were several. */
  readonly transferee?: string;
  /** The context that it was transferred to. */
  readonly context: string;
  /** The extension that it was transferred to. */
  readonly extension: string;
}

/** Somebody who had two calls connected them with each other. */
export interface AttendedCallTransfer {
  /** `"attended"`. */
  readonly type: "attended";
  /** When. */
  readonly time: Date;
  /** How it went, as in `Success`. */
  readonly result: string;
  /** Uniqueid of the transferer's channel in the first call. */
  readonly transferer: string;
  /** Uniqueid of the transferer's channel in the second call. */
  readonly secondTransferer: string;
  /** Uniqueid of the channel that was transferred; absent when there were several. */
  readonly transferee?: string;
  /** Uniqueid of the channel that it was transferred to; absent when there were several. */
  readonly target?: string;
}

/** A transfer. */
export type CallTransfer = AttendedCallTransfer | BlindCallTransfer;

/** A channel waited in a queue. */
export interface CallQueueWait {
  /** Name of the queue. */
  readonly queue: string;
  /** Uniqueid of the channel. */
  readonly uniqueid: string;
  /** When it came. */
  readonly joined: Date;
  /** When it left; absent when nobody listened then, and while it waits. */
  readonly left?: Date;
  /** `connected` with a member; `abandoned` by the caller or by a time limit, which Asterisk tells alike; `left` otherwise. */
  readonly outcome?: "abandoned" | "connected" | "left";
  /** The member that it was connected with, as `technology/resource`. */
  readonly member?: string;
}

/** A channel put the others on hold. */
export interface CallHold {
  /** Uniqueid of the channel. */
  readonly uniqueid: string;
  /** When it began. */
  readonly start: Date;
  /** When it ended; absent when the call ended first, and while it lasts. */
  readonly end?: Date;
}

/** A call: all channels that were connected with each other, from the first to the last. */
export interface CallRecord {
  /** The Linkedid that it began with. */
  readonly linkedid: string;
  /** All Linkedids that its channels had: several where calls have met in a bridge, by a transfer or otherwise. */
  readonly linkedids: readonly string[];
  /** When its first channel began; absent when nobody listened then. */
  readonly start?: Date;
  /** When the first of its channels was answered. */
  readonly answer?: Date;
  /** When the last of its channels was hung up; absent when nobody listened then, and while it lasts. */
  readonly end?: Date;
  /** Its channels in the order in which they began; the first one is who began the call. */
  readonly legs: readonly CallLeg[];
  /** Who called whom. */
  readonly dials: readonly CallDial[];
  /** Who was in which bridge. */
  readonly visits: readonly CallVisit[];
  /** Its transfers. */
  readonly transfers: readonly CallTransfer[];
  /** Who waited in which queue. */
  readonly queueWaits: readonly CallQueueWait[];
  /** Who put others on hold. */
  readonly holds: readonly CallHold[];
  /** Whether all of it is known: nobody stopped listening meanwhile, it had not begun before, and nothing was left out. */
  readonly isComplete: boolean;
  /** How many things were left out, as there were more than `maxDetails`. */
  readonly leftOut: number;
}

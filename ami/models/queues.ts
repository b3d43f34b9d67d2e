import type { AmiMessage } from "../message.ts";
import type { Edit, ModelDefinition } from "./model.ts";

/** A member of a queue. */
export interface LiveQueueMember {
  /** Name of the member. */
  readonly MemberName: string;
  /** The member, as `technology/resource`. */
  readonly Interface: string;
  /** The device whose state counts. */
  readonly StateInterface: string;
  /** Where it comes from: `static`, `dynamic` or `realtime`. */
  readonly Membership: string;
  /** Its penalty. */
  readonly Penalty: string;
  /** How many calls it has taken, as of the event that last described the member: that a call ended need not be one. */
  readonly CallsTaken: string;
  /** When its last call ended, in seconds since 1970; 0 for never. As of the event that last described the member. */
  readonly LastCall: string;
  /** When it was last paused, in seconds since 1970; 0 for never. */
  readonly LastPause: string;
  /** When it became a member, in seconds since 1970. */
  readonly LoginTime: string;
  /** `1` while it has a call of this queue. */
  readonly InCall: string;
  /** State of its device, as number. */
  readonly Status: string;
  /** `1` while it is paused. */
  readonly Paused: string;
  /** Why it is paused. */
  readonly PausedReason: string;
  /** For how many seconds it gets no call after one. */
  readonly Wrapuptime: string;
}

/** A caller who waits in a queue. */
export interface LiveQueueCaller {
  /** Uniqueid of the channel. */
  readonly Uniqueid: string;
  /** Name of the channel. */
  readonly Channel: string;
  /** Number of the Caller ID. */
  readonly CallerIDNum: string;
  /** Name of the Caller ID. */
  readonly CallerIDName: string;
}

/** A queue. */
export interface LiveQueue {
  /** Name of the queue. */
  readonly Queue: string;
  /** What `QueueStatus` says of the queue itself, as of the last time that it was read: no event tells how these change. */
  readonly params: Readonly<Record<string, string>>;
  /** Its members, by their interfaces. */
  readonly members: readonly LiveQueueMember[];
  /** Who waits in it, the first one first. */
  readonly callers: readonly LiveQueueCaller[];
}

/** Keeps queues, by their names. */
export const queueModel: ModelDefinition<LiveQueue> = {
  name: "queues",
  events: [
    "QueueMemberAdded",
    "QueueMemberPause",
    "QueueMemberPenalty",
    "QueueMemberRinginuse",
    "QueueMemberStatus",
    "QueueMemberRemoved",
    // These do not describe the member, and no other event need come when its device was in use before.
    "AgentConnect",
    "AgentComplete",
    "QueueCallerJoin",
    "QueueCallerLeave",
    // Who is taken out of a queue, as by the action `Bridge`, may leave it without a word.
    "BridgeEnter",
    "Hangup",
    // What the list tells of callers is as of now.
    "NewCallerid",
    "Rename",
  ],
  lists: ["QueueStatus"],
  module: "app_queue",
  read,
  edits(event, queues) {
    if (event.name === "Rename") {
      const Channel = event.get("Newname") ?? "";
      return withCaller(event, queues, (caller) => ({ ...caller, Channel }));
    }
    if (event.name === "BridgeEnter" || event.name === "Hangup") return withCaller(event, queues, () => undefined);
    if (event.name === "NewCallerid") return withCaller(event, queues, () => callerOf(event));
    const id = event.get("Queue") ?? "";
    const queue = queues.get(id);
    return queue === undefined ? [] : [{ id, item: edited(queue, event) }];
  },
  weigh: ({ members, callers }) => 1 + members.length + callers.length,
};

function read([items = []]: readonly (readonly AmiMessage[])[]): Map<string, LiveQueue> {
  const parts = Map.groupBy(items, (item) => item.get("Queue") ?? "");
  return new Map([...parts].map(([Queue, messages]) => {
    const params = messages.find(({ name }) => name === "QueueParams");
    const callers = messages.filter(({ name }) => name === "QueueEntry");
    return [Queue, {
      Queue,
      params: Object.fromEntries([...params?.entries() ?? []].filter(([name]) => !envelope.has(name))),
      members: sorted(messages.filter(({ name }) => name === "QueueMember").map(memberOf)),
      callers: callers.toSorted((one, other) => positionOf(one) - positionOf(other)).map(callerOf),
    }];
  }));
}

/** Headers of the list rather than of the queue. Names in `Calls` count callers, which are known better. */
const envelope: ReadonlySet<string> = new Set(["Event", "Privilege", "ActionID", "Timestamp", "Queue", "Calls"]);

function edited(queue: LiveQueue, event: AmiMessage): LiveQueue {
  switch (event.name) {
    case "QueueCallerJoin": {
      const callers = withoutCaller(queue, event);
      // A caller with a priority gets a place among the others.
      return { ...queue, callers: callers.toSpliced(positionOf(event) - 1, 0, callerOf(event)) };
    }
    case "QueueCallerLeave":
      return { ...queue, callers: withoutCaller(queue, event) };
    case "AgentConnect":
    case "AgentComplete": {
      const InCall = event.name === "AgentConnect" ? "1" : "0";
      const id = event.get("Interface");
      return { ...queue, members: queue.members.map((one) => one.Interface === id ? { ...one, InCall } : one) };
    }
    case "QueueMemberRemoved":
      return { ...queue, members: withoutMember(queue, event) };
    case "QueueMemberAdded":
      return { ...queue, members: sorted([...withoutMember(queue, event), memberOf(event)]) };
    default: {
      const others = withoutMember(queue, event);
      // What is told of a member that is not there is older than the list that did not have it any more.
      return others.length === queue.members.length
        ? queue
        : { ...queue, members: sorted([...others, memberOf(event)]) };
    }
  }
}

function withCaller(
  event: AmiMessage,
  queues: ReadonlyMap<string, LiveQueue>,
  edit: (caller: LiveQueueCaller) => LiveQueueCaller | undefined,
): Edit<LiveQueue>[] {
  const id = event.get("Uniqueid");
  return [...queues].filter(([, { callers }]) => callers.some(({ Uniqueid }) => Uniqueid === id)).map((
    [key, queue],
  ) => ({
    id: key,
    item: {
      ...queue,
      callers: queue.callers.flatMap((caller) => caller.Uniqueid === id ? edit(caller) ?? [] : [caller]),
    },
  }));
}

function withoutCaller({ callers }: LiveQueue, event: AmiMessage): readonly LiveQueueCaller[] {
  return callers.filter(({ Uniqueid }) => Uniqueid !== event.get("Uniqueid"));
}

function withoutMember({ members }: LiveQueue, event: AmiMessage): readonly LiveQueueMember[] {
  return members.filter(({ Interface }) => Interface !== event.get("Interface"));
}

function sorted(members: readonly LiveQueueMember[]): readonly LiveQueueMember[] {
  return members.toSorted((one, other) => one.Interface < other.Interface ? -1 : 1);
}

function positionOf(message: AmiMessage): number {
  return Number(message.get("Position") ?? "1");
}

/** The list calls a member's name and interface otherwise than events do. */
function memberOf(message: AmiMessage): LiveQueueMember {
  const get = (name: string, inList = name) => message.get(name) ?? message.get(inList) ?? "";
  const Paused = get("Paused");
  return {
    MemberName: get("MemberName", "Name"),
    Interface: get("Interface", "Location"),
    StateInterface: get("StateInterface"),
    Membership: get("Membership"),
    Penalty: get("Penalty"),
    CallsTaken: get("CallsTaken"),
    LastCall: get("LastCall"),
    LastPause: get("LastPause"),
    LoginTime: get("LoginTime"),
    InCall: get("InCall"),
    Status: get("Status"),
    Paused,
    // The event has the reason for which the pause was ended, where one was given, and the list does not.
    PausedReason: Paused === "0" ? "" : get("PausedReason"),
    Wrapuptime: get("Wrapuptime"),
  };
}

function callerOf(message: AmiMessage): LiveQueueCaller {
  return {
    Uniqueid: message.get("Uniqueid") ?? "",
    Channel: message.get("Channel") ?? "",
    CallerIDNum: knownOf(message.get("CallerIDNum")),
    CallerIDName: knownOf(message.get("CallerIDName")),
  };
}

/** The list says `unknown` where events say `<unknown>`. */
function knownOf(value = ""): string {
  return value === "unknown" ? "<unknown>" : value;
}

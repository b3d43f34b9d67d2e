import { AmiError } from "../errors.ts";
import type { AmiMessage } from "../message.ts";
import type { CallRecord } from "./call_record.ts";
import { OpenCall } from "./open_call.ts";

/** How much a book holds. */
export interface CallBookOptions {
  /** Most calls in progress at once. */
  readonly maxCalls: number;
  /** Most legs, dials, visits, transfers, waits and holds of one call together. */
  readonly maxDetails: number;
}

/** The events that make records of calls, but those of queues. */
export const callEvents: readonly string[] = [
  "Newchannel",
  "Newstate",
  "NewCallerid",
  "Rename",
  "DialBegin",
  "DialEnd",
  "BridgeEnter",
  "BridgeLeave",
  "BlindTransfer",
  "AttendedTransfer",
  "Hold",
  "Unhold",
  "Hangup",
];

/** The events of queues that make records of calls. */
export const queueEvents: readonly string[] = [
  "QueueCallerJoin",
  "QueueCallerLeave",
  "QueueCallerAbandon",
  "AgentConnect",
];

/** Makes records of calls from events. It has no clock: each event comes with its time. */
export class CallBook {
  readonly #options: CallBookOptions;
  readonly #calls = new Set<OpenCall>();
  readonly #byChannel = new Map<string, OpenCall>();
  readonly #byLinkedid = new Map<string, OpenCall>();
  /** Bridges with channels of which records are made. */
  readonly #bridges = new Map<string, Set<string>>();

  constructor(options: CallBookOptions) {
    this.#options = options;
  }

  /** The calls in progress. */
  get current(): CallRecord[] {
    return [...this.#calls].map((call) => call.toRecord());
  }

  /** Takes an event, and returns the records of calls that it ends. */
  apply(event: AmiMessage, time: Date): CallRecord[] {
    const id = event.get("Uniqueid") ?? "";
    if (event.name === "Newchannel") this.#begin(id, event, time);
    else if (event.name === "BlindTransfer" || event.name === "AttendedTransfer") this.#transfer(event, time);
    else if (event.name === "DialBegin" || event.name === "DialEnd") this.#dial(event, time);
    else {
      const call = this.#byChannel.get(id);
      // Of a channel that began unseen, or was told gone by a list.
      if (call === undefined) return [];
      if (event.name === "Hangup") return this.#hangUp(call, id, event, time);
      this.#change(call, id, event, time);
    }
    return [];
  }

  /** Is told that nothing is known from now on until the next list. */
  lose(): void {
    for (const call of this.#calls) call.isComplete = false;
  }

  /**
   * Takes the channels that there are after a gap, as `CoreShowChannels` lists them, and the events since it was asked for; returns the records of
   * calls that have ended. Of what the list is made, and what comes behind it, either may be the older: a channel that was told in these events to
   * begin or end is as they say.
   */
  load(items: readonly AmiMessage[], events: readonly AmiMessage[], timeOf: (event: AmiMessage) => Date): CallRecord[] {
    const idsOf = (name: string) =>
      new Set(events.filter((event) => event.name === name).map((event) => event.get("Uniqueid") ?? ""));
    const [begun, ended] = [idsOf("Newchannel"), idsOf("Hangup")];
    const records = events.flatMap((event) => this.apply(event, timeOf(event)));
    const channels = items.map((item) => ({ item, id: item.get("Uniqueid") ?? "" })).filter(({ id }) => !ended.has(id));
    for (const { item, id } of channels) {
      if (!this.#byChannel.has(id)) this.#begin(id, item, undefined).isComplete = false;
    }
    for (const { item, id } of channels) {
      const call = this.#byChannel.get(id);
      const bridge = item.get("BridgeId") ?? "";
      if (call !== undefined && bridge !== "") this.#meet(call, id, bridge);
    }
    const there = new Set(channels.map(({ id }) => id));
    for (const [id] of [...this.#byChannel].filter(([id]) => !there.has(id) && !begun.has(id))) {
      const call = this.#byChannel.get(id);
      if (call === undefined) continue;
      call.isComplete = false;
      call.end = undefined;
      records.push(...this.#close(call, id));
    }
    return records;
  }

  #begin(id: string, event: AmiMessage, time: Date | undefined): OpenCall {
    const known = this.#byChannel.get(id);
    if (known !== undefined) return known;
    const linkedid = event.get("Linkedid") ?? id;
    const call = this.#byLinkedid.get(linkedid) ?? this.#open(linkedid);
    call.open.add(id);
    this.#byChannel.set(id, call);
    if (!call.hasRoom()) return call;
    call.legs.set(id, {
      uniqueid: id,
      channel: event.get("Channel") ?? "",
      callerNumber: event.get("CallerIDNum") ?? "",
      callerName: event.get("CallerIDName") ?? "",
      accountCode: event.get("AccountCode") ?? "",
      context: event.get("Context") ?? "",
      extension: event.get("Exten") ?? "",
      ...(time !== undefined && { start: time }),
      ...(time !== undefined && event.get("ChannelState") === "6" && { answer: time }),
    });
    return call;
  }

  #open(linkedid: string): OpenCall {
    const { maxCalls, maxDetails } = this.#options;
    if (this.#calls.size >= maxCalls) {
      throw new AmiError(
        `Cannot keep ${maxCalls + 1} calls in progress: at most ${maxCalls} are kept, as "maxCalls" says`,
      );
    }
    const call = new OpenCall(linkedid, maxDetails);
    this.#calls.add(call);
    this.#byLinkedid.set(linkedid, call);
    return call;
  }

  #change(call: OpenCall, id: string, event: AmiMessage, time: Date): void {
    const leg = call.legs.get(id);
    const bridge = event.get("BridgeUniqueid") ?? "";
    switch (event.name) {
      case "Newstate":
        if (leg !== undefined && event.get("ChannelState") === "6") leg.answer ??= time;
        return;
      case "NewCallerid":
        if (leg === undefined) return;
        leg.callerNumber = event.get("CallerIDNum") ?? leg.callerNumber;
        leg.callerName = event.get("CallerIDName") ?? leg.callerName;
        return;
      case "Rename":
        if (leg !== undefined) leg.channel = event.get("Newname") ?? leg.channel;
        return;
      case "BridgeEnter": {
        leaveQueue(call, id, time);
        const whole = this.#meet(call, id, bridge);
        if (whole.hasRoom()) whole.visits.push({ bridge, uniqueid: id, entered: time });
        return;
      }
      case "BridgeLeave":
        return this.#leaveBridge(call, id, bridge, time);
      case "Hold":
        if (call.hasRoom()) call.holds.push({ uniqueid: id, start: time });
        return;
      case "Unhold":
        for (const hold of call.holds) if (hold.uniqueid === id) hold.end ??= time;
        return;
      default:
        return this.#queue(call, id, event, time);
    }
  }

  #queue(call: OpenCall, id: string, event: AmiMessage, time: Date): void {
    const queue = event.get("Queue") ?? "";
    if (event.name === "QueueCallerJoin") {
      if (call.hasRoom()) call.queueWaits.push({ queue, uniqueid: id, joined: time });
      return;
    }
    const wait = call.queueWaits.findLast((one) => one.uniqueid === id && one.queue === queue);
    if (wait === undefined) return;
    wait.left ??= time;
    if (event.name === "QueueCallerAbandon") wait.outcome = "abandoned";
    else if (event.name === "QueueCallerLeave") wait.outcome ??= "left";
    else if (event.name === "AgentConnect") {
      // The caller has left the queue just before.
      wait.outcome = "connected";
      wait.member = event.get("Interface") ?? "";
    }
  }

  #dial(event: AmiMessage, time: Date): void {
    const to = event.get("DestUniqueid") ?? "";
    const from = event.get("Uniqueid");
    const call = this.#byChannel.get(to) ?? this.#byChannel.get(from ?? "");
    if (call === undefined) return;
    if (event.name === "DialBegin") {
      const dialString = event.get("DialString") ?? "";
      if (call.hasRoom()) call.dials.push({ ...(from !== undefined && { from }), to, dialString, start: time });
      return;
    }
    const dial = call.dials.findLast((one) => one.to === to && one.from === from && one.end === undefined);
    if (dial === undefined) return;
    dial.end = time;
    dial.status = event.get("DialStatus") ?? "";
  }

  #transfer(event: AmiMessage, time: Date): void {
    const transferee = event.get("TransfereeUniqueid");
    const isBlind = event.name === "BlindTransfer";
    const transferer = event.get(isBlind ? "TransfererUniqueid" : "OrigTransfererUniqueid") ?? "";
    const secondTransferer = event.get("SecondTransfererUniqueid") ?? "";
    const target = event.get("TransferTargetUniqueid");
    const call = [transferer, transferee ?? "", secondTransferer].map((id) => this.#byChannel.get(id))
      .find((found) => found !== undefined);
    if (call === undefined || !call.hasRoom()) return;
    const shared = {
      time,
      result: event.get("Result") ?? "",
      transferer,
      ...(transferee !== undefined && { transferee }),
    };
    call.transfers.push(
      isBlind
        ? { type: "blind", ...shared, context: event.get("Context") ?? "", extension: event.get("Extension") ?? "" }
        : { type: "attended", ...shared, secondTransferer, ...(target !== undefined && { target }) },
    );
  }

  /** A channel is in a bridge: its call and those of the others there are one. */
  #meet(call: OpenCall, id: string, bridge: string): OpenCall {
    const members = this.#bridges.getOrInsertComputed(bridge, () => new Set());
    members.add(id);
    let whole = call;
    for (const member of members) {
      const other = this.#byChannel.get(member);
      if (other !== undefined && other !== whole) whole = this.#merge(whole, other);
    }
    return whole;
  }

  #merge(one: OpenCall, other: OpenCall): OpenCall {
    // Calls are kept in the order in which they began.
    const first = [...this.#calls].find((call) => call === one || call === other) ?? one;
    const second = first === one ? other : one;
    first.merge(second);
    this.#calls.delete(second);
    for (const id of second.open) this.#byChannel.set(id, first);
    for (const linkedid of second.linkedids) this.#byLinkedid.set(linkedid, first);
    return first;
  }

  #leaveBridge(call: OpenCall, id: string, bridge: string, time: Date): void {
    const visit = call.visits.findLast((one) => one.uniqueid === id && one.bridge === bridge);
    if (visit !== undefined) visit.left ??= time;
    const members = this.#bridges.get(bridge);
    members?.delete(id);
    if (members?.size === 0) this.#bridges.delete(bridge);
  }

  #hangUp(call: OpenCall, id: string, event: AmiMessage, time: Date): CallRecord[] {
    const leg = call.legs.get(id);
    leaveQueue(call, id, time);
    if (leg !== undefined) {
      leg.end = time;
      leg.channel = event.get("Channel") ?? leg.channel;
      leg.cause = Number(event.get("Cause") ?? "0");
      leg.causeText = event.get("Cause-txt") ?? "";
    }
    call.end = time;
    return this.#close(call, id);
  }

  #close(call: OpenCall, id: string): CallRecord[] {
    call.open.delete(id);
    this.#byChannel.delete(id);
    for (const [bridge, members] of this.#bridges) {
      if (members.delete(id) && members.size === 0) this.#bridges.delete(bridge);
    }
    if (call.open.size > 0) return [];
    this.#calls.delete(call);
    for (const linkedid of call.linkedids) this.#byLinkedid.delete(linkedid);
    return [call.toRecord()];
  }
}

/** Who is taken out of a queue, as by the action `Bridge`, may leave it without a word. */
function leaveQueue(call: OpenCall, id: string, time: Date): void {
  for (const wait of call.queueWaits) {
    if (wait.uniqueid !== id || wait.left !== undefined) continue;
    wait.left = time;
    wait.outcome ??= "left";
  }
}

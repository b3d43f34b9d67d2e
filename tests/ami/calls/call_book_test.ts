import { AmiError, type CallRecord } from "@asterism/asterisk/ami";
import { CallBook } from "../../../ami/calls/call_book.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { recordedCall, type RecordedEvent } from "../../support/recorded_calls.ts";
import { assertEquals, assertThrows } from "@std/assert";

const roomy = { maxCalls: 10, maxDetails: 100 };

function play(book: CallBook, events: readonly RecordedEvent[]): CallRecord[] {
  return events.flatMap(({ at, event }) => book.apply(event, new Date(at)));
}

/** The one record of a recorded call. */
async function recordOf(name: string): Promise<CallRecord> {
  const book = new CallBook(roomy);
  const records = play(book, await recordedCall(name));
  assertEquals([records.length, book.current.length], [1, 0]);
  const [record] = records;
  if (record === undefined) throw new Error("Cannot go on without a record");
  assertEquals([record.isComplete, record.leftOut], [true, 0]);
  return record;
}

function times(record: CallRecord): (number | undefined)[] {
  return [record.start?.getTime(), record.answer?.getTime(), record.end?.getTime()];
}

Deno.test("CallBook makes one record of a call that is answered: legs, dials, bridge and causes", async () => {
  const record = await recordOf("answered");
  assertEquals([record.linkedid, record.linkedids, times(record)], ["call-1", ["call-1"], [0, 300, 1502]]);
  assertEquals(record.legs.map(({ uniqueid, extension, cause }) => `${uniqueid} ${extension} ${cause}`), [
    "call-1 dial-late 16",
    "call-1;2 dial-late 16",
    "1795607904.4333 late 16",
    "1795607904.4334 late 16",
  ]);
  assertEquals(record.dials.map(({ from, to, status }) => [from, to, status]), [
    [undefined, "call-1", "ANSWER"],
    ["call-1;2", "1795607904.4333", "ANSWER"],
  ]);
  assertEquals(record.visits.map(({ uniqueid, entered, left }) => [uniqueid, entered.getTime(), left?.getTime()]), [
    ["1795607904.4333", 303, 1502],
    ["call-1;2", 303, 1502],
  ]);
});

Deno.test.each([
  ["busy", ["NOANSWER", "BUSY"], undefined],
  ["no-answer", ["NOANSWER", "NOANSWER"], undefined],
  ["two-rang", ["ANSWER", "CANCEL", "ANSWER"], 301],
])("CallBook tells the outcomes of dials: %s", async (name, statuses, answer) => {
  const record = await recordOf(name);
  assertEquals([record.dials.map(({ status }) => status), record.answer?.getTime()], [statuses, answer]);
});

Deno.test("CallBook tells a blind transfer, and that the call goes on", async () => {
  const record = await recordOf("blind-transfer");
  const [transfer] = record.transfers;
  assertEquals(record.transfers.length, 1);
  if (transfer?.type !== "blind") throw new Error(`Cannot go on with a transfer that is ${transfer?.type}`);
  const channelOf = (id: string | undefined) => record.legs.find(({ uniqueid }) => uniqueid === id)?.channel;
  assertEquals([transfer.result, transfer.context, transfer.extension], ["Success", "center", "up"]);
  assertEquals(channelOf(transfer.transferer)?.startsWith("Local/late@center-"), true);
  assertEquals(channelOf(transfer.transferee)?.startsWith("Local/dial-late@center-"), true);
});

Deno.test("CallBook makes one record of two calls that an attended transfer connects", async () => {
  const record = await recordOf("attended-transfer");
  assertEquals(record.linkedids, ["1795607936.4374", "1795607937.4377"]);
  assertEquals(record.legs.length, 6);
  assertEquals(record.transfers.map(({ time, ...rest }) => ({ time: time.getTime(), ...rest })), [{
    type: "attended",
    time: 1816,
    result: "Success",
    transferer: "1795607936.4374",
    secondTransferer: "1795607937.4377",
    transferee: "1795607936.4375",
    target: "1795607937.4378",
  }]);
});

Deno.test("CallBook makes one record of two calls that meet in a bridge", async () => {
  const record = await recordOf("two-calls-bridged");
  assertEquals([record.linkedid, record.linkedids, record.legs.length], ["call-10", ["call-10", "call-11"], 4]);
});

Deno.test("CallBook tells waits in queues and their outcomes, and holds", async () => {
  const queued = await recordOf("queue");
  assertEquals(queued.queueWaits.map(({ queue, outcome, member }) => [queue, outcome, member]), [
    ["sales", "connected", "Local/late@center/n"],
  ]);
  const abandoned = await recordOf("abandoned");
  const waits = abandoned.queueWaits.map((
    { queue, joined, left, outcome },
  ) => [queue, joined.getTime(), left?.getTime(), outcome]);
  assertEquals(waits, [["night", 502, 1202, "abandoned"]]);
  const held = await recordOf("hold");
  assertEquals(held.holds.map(({ start, end }) => [start.getTime(), end?.getTime()]), [[1006, 1707]]);
});

Deno.test("CallBook ends a wait of whom a bridge takes out of the queue without a word", () => {
  const book = new CallBook(roomy);
  const apply = (time: number, name: string, ...lines: readonly string[]) =>
    book.apply(amiMessage(`Event: ${name}`, "Uniqueid: 1.1", "Linkedid: 1.1", ...lines), new Date(time));
  apply(0, "Newchannel", "Channel: PJSIP/a-1");
  apply(1, "QueueCallerJoin", "Queue: sales");
  apply(2, "BridgeEnter", "BridgeUniqueid: b");
  const [record] = apply(3, "Hangup", "Cause: 16", "Cause-txt: Normal Clearing");
  assertEquals(record?.queueWaits.map(({ left, outcome }) => [left?.getTime(), outcome]), [[2, "left"]]);
});

Deno.test("CallBook whose connection was lost amid a call says that the record is not complete, wherever it was", async () => {
  const events = await recordedCall("answered");
  for (const at of events.keys()) {
    const book = new CallBook(roomy);
    const before = play(book, events.slice(0, at));
    book.lose();
    const records = [...before, ...book.load([], [], () => new Date(9_999))];
    assertEquals(book.current, [], `lost before event ${at}`);
    if (at === 0) assertEquals(records, []);
    else if (before.length > 0) assertEquals([records.length, records[0]?.isComplete], [1, true]);
    else assertEquals([records.length, records[0]?.isComplete, records[0]?.end], [1, false, undefined]);
  }
});

Deno.test("CallBook goes on with calls that a list still has, and begins those that it did not know", () => {
  const book = new CallBook(roomy);
  const item = (id: string, linkedid: string, bridge = "") =>
    amiMessage(
      "Event: CoreShowChannel",
      `Channel: PJSIP/${id}`,
      `Uniqueid: ${id}`,
      `Linkedid: ${linkedid}`,
      `BridgeId: ${bridge}`,
    );
  const hangup = (id: string) => amiMessage("Event: Hangup", `Channel: PJSIP/${id}`, `Uniqueid: ${id}`, "Cause: 16");
  const at = (time: number) => () => new Date(time);
  book.apply(amiMessage("Event: Newchannel", "Channel: PJSIP/a", "Uniqueid: a", "Linkedid: a"), new Date(0));
  book.lose();
  const born = amiMessage("Event: Newchannel", "Channel: PJSIP/d", "Uniqueid: d", "Linkedid: d");
  assertEquals(book.load([item("a", "a", "b"), item("c", "c", "b"), item("e", "e")], [born, hangup("e")], at(5)), []);
  assertEquals(book.current.map(({ linkedids, isComplete }) => [linkedids, isComplete]), [[["a", "c"], false], [
    ["d"],
    true,
  ]]);

  const known = book.apply(hangup("d"), new Date(6));
  assertEquals(known.map(({ isComplete, end }) => [isComplete, end?.getTime()]), [[true, 6]]);
  assertEquals(book.apply(hangup("a"), new Date(7)), []);
  const [record] = book.apply(hangup("c"), new Date(8));
  assertEquals([record?.start?.getTime(), record?.end?.getTime(), record?.legs.length], [0, 8, 2]);
});

Deno.test("CallBook holds no more calls and details than its limits, and says so", async () => {
  const crowded = new CallBook({ maxCalls: 1, maxDetails: 100 });
  const begin = (id: string) =>
    crowded.apply(amiMessage("Event: Newchannel", `Uniqueid: ${id}`, `Linkedid: ${id}`), new Date(0));
  begin("a");
  const message = 'Cannot keep 2 calls in progress: at most 1 are kept, as "maxCalls" says';
  assertThrows(() => begin("b"), AmiError, message);

  const [record] = play(new CallBook({ maxCalls: 1, maxDetails: 2 }), await recordedCall("answered"));
  assertEquals([record?.legs.length, record?.dials, record?.isComplete, (record?.leftOut ?? 0) > 3], [
    2,
    [],
    false,
    true,
  ]);
});

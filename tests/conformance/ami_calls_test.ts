/** Records of calls on the real Asterisk: answered, refused, transferred, queued, and cut by a loss. */
import { type AmiClient, type CallRecord, type CallTracker, callTracker } from "@asterism/asterisk/ami";
import { assertEquals } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { CallCenter, callCenter, hangUpAll } from "../support/call_center.ts";
import { CutLine } from "../support/cut_line.ts";
import { hasExpendableAsterisk } from "./harness.ts";
import { openManager } from "./real_manager.ts";

interface Bench {
  readonly control: AmiClient;
  readonly watched: AmiClient;
  readonly line: CutLine;
  readonly tracker: CallTracker;
  /** An id that no other channel has had. */
  readonly id: string;
}

function test(name: string, run: (bench: Bench) => Promise<void>): void {
  Deno.test({
    name: `[Asterisk] ${name}`,
    ignore: !hasExpendableAsterisk(),
    async fn() {
      const state = await readState();
      if (state?.origin !== "installed") {
        throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
      }
      const line = new CutLine();
      await using control = await openManager();
      await hangUpAll(control);
      await using _ = await CallCenter.open(control, state);
      await using watched = await openManager(line.options);
      await using tracker = await callTracker(watched);
      await run({ control, watched, line, tracker, id: `call-${crypto.randomUUID()}` });
    },
  });
}

async function next(calls: AsyncIterator<CallRecord>): Promise<CallRecord> {
  const { value, done } = await calls.next();
  if (done) throw new Error("Cannot wait for a call: the tracker has ended");
  return value;
}

/** The outcomes of the calls that were made within this one. */
function outcomes({ dials }: CallRecord): (string | undefined)[] {
  return dials.filter(({ from }) => from !== undefined).map(({ status }) => status);
}

/** Resolves when somebody who was dialled is in a bridge, with that channel's name. */
async function talking(manager: AmiClient): Promise<string> {
  const signal = AbortSignal.timeout(10_000);
  const { Channel = "" } = await manager.once("BridgeEnter", {
    signal,
    where: ({ Channel }) => /\/late@/.test(Channel ?? ""),
  });
  return Channel;
}

test("a call that is answered, and hung up by who called", async ({ control, tracker, id }) => {
  using calls = tracker.calls();
  const bridged = talking(control);
  await callCenter(control, "dial-late", id);
  await bridged;
  await control.action("Hangup", { Channel: id, Cause: "16" });
  const record = await next(calls);

  assertEquals([record.linkedid, record.legs.length, record.isComplete, outcomes(record)], [id, 4, true, ["ANSWER"]]);
  assertEquals(record.visits.length, 2);
  assertEquals(
    record.legs.every(({ start, end, cause }) => start !== undefined && end !== undefined && cause !== undefined),
    true,
  );
  assertEquals(tracker.current, []);
});

test("calls that are busy and not answered", async ({ control, tracker, id }) => {
  using calls = tracker.calls();
  await callCenter(control, "dial-busy", id);
  const busy = await next(calls);
  assertEquals([outcomes(busy), busy.answer, busy.isComplete], [["BUSY"], undefined, true]);
  await callCenter(control, "dial-ringing", `${id}-2`);
  assertEquals(outcomes(await next(calls)), ["NOANSWER"]);
});

test("a call that is transferred blindly", async ({ control, tracker, id }) => {
  using calls = tracker.calls();
  const bridged = talking(control);
  await callCenter(control, "dial-late", id);
  const Channel = await bridged;
  const both = control.once("BridgeEnter", { where: ({ Uniqueid }) => Uniqueid === `${id};2` });
  if (tracker.current[0]?.visits.length !== 2) await both;
  await control.action("BlindTransfer", { Channel, Context: "center", Exten: "up" });
  await hangUpAll(control);
  const { transfers, isComplete } = await next(calls);
  assertEquals(transfers.map((one) => one.type === "blind" && `${one.result} ${one.transferee} ${one.extension}`), [
    `Success ${id};2 up`,
  ]);
  assertEquals(isComplete, true);
});

test("a call that a queue connects with a member, and one that waits too long", async ({ control, tracker, id }) => {
  using calls = tracker.calls();
  const connected = control.once("AgentConnect", { signal: AbortSignal.timeout(10_000) });
  await callCenter(control, "queue", id);
  await connected;
  await hangUpAll(control);
  const { queueWaits: [wait] } = await next(calls);
  assertEquals([wait?.queue, wait?.outcome, wait?.uniqueid], ["sales", "connected", `${id};2`]);
  await callCenter(control, "impatient", `${id}-2`);
  const { queueWaits: [other] } = await next(calls);
  assertEquals([other?.queue, other?.outcome], ["night", "abandoned"]);
});

test("calls that a loss of the connection hides are not complete: one that goes on, and one that ends unseen", async ({ control, line, tracker, id }) => {
  using calls = tracker.calls();
  for (const which of ["goes", "stays"]) {
    const up = control.once("Newstate", {
      where: (event) => event.Uniqueid === `${id}-${which}` && event.ChannelState === "6",
    });
    await callCenter(control, "up", `${id}-${which}`);
    await up;
  }
  line.cut();
  await control.action("Hangup", { Channel: `${id}-goes` });
  const gone = await next(calls);
  assertEquals([gone.linkedid, gone.isComplete, gone.end], [`${id}-goes`, false, undefined]);
  await control.action("Hangup", { Channel: `${id}-stays` });
  const stayed = await next(calls);
  assertEquals([stayed.linkedid, stayed.isComplete, stayed.end instanceof Date], [`${id}-stays`, false, true]);
});

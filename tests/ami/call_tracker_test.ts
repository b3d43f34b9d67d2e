import { AmiError, callTracker, connect } from "@asterism/asterisk/ami";
import { answerList } from "../support/ami_lists.ts";
import { AmiServer } from "../support/ami_server.ts";
import { recordedCall } from "../support/recorded_calls.ts";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { assertEquals, assertRejects } from "@std/assert";

const none = { CoreShowChannels: [] };

Deno.test("callTracker() streams a record of each call that ends, and has those in progress", async () => {
  using clock = new VirtualClock({ epoch: 1_000, auto: false });
  const server = new AmiServer();
  const connecting = connect({ ...server.options, clock });
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  const opening = callTracker(manager);
  await answerList(peer, await peer.expect("Command"), {});
  await answerList(peer, await peer.expect("CoreShowChannels"), none);
  await using tracker = await opening;
  using calls = tracker.calls();
  const begun = manager.once("DialBegin");
  for (const { event } of await recordedCall("answered")) await peer.send(`${event.wireText}\r\n\r\n`);
  await begun;
  const { value: record } = await calls.next();

  assertEquals([record?.linkedid, record?.legs.length, record?.start?.getTime()], ["call-1", 4, 1_000]);
  assertEquals([tracker.current, tracker.isCurrent, tracker.doubts], [[], true, []]);
  await peer.message("Event: Newchannel", "Timestamp: 12.5", "Uniqueid: 1.1", "Linkedid: 1.1", "Channel: PJSIP/a-1");
  await peer.message("Event: Hangup", "Timestamp: 13.25", "Uniqueid: 1.1", "Channel: PJSIP/a-1", "Cause: 16");
  const { value: stamped } = await calls.next();
  assertEquals([stamped?.start?.getTime(), stamped?.end?.getTime()], [12_500, 13_250]);
  await tracker.close();
  await tracker.closed;
  assertEquals((await calls.next()).done, true);
  peer.close();
});

Deno.test("callTracker() marks the calls that were in progress while the connection was lost", async () => {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, random: () => 0 });
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  const opening = callTracker(manager, { queues: false });
  await answerList(peer, await peer.expect("Command"), {}, "call");
  await answerList(peer, await peer.expect("CoreShowChannels"), none);
  await using tracker = await opening;
  using calls = tracker.calls();
  const begin = (id: string) => ["Event: Newchannel", `Uniqueid: ${id}`, `Linkedid: ${id}`, `Channel: PJSIP/${id}`];
  const begun = manager.once("Newchannel", { where: ({ Uniqueid }) => Uniqueid === "stays" });
  await peer.message(...begin("goes"));
  await peer.message(...begin("stays"));
  await begun;
  peer.close();

  using again = await server.acceptLogin();
  const items = [["Event: CoreShowChannel", "Uniqueid: stays", "Linkedid: stays", "Channel: PJSIP/stays"]];
  await answerList(again, await again.expect("CoreShowChannels"), { CoreShowChannels: items });
  const { value: gone } = await calls.next();
  assertEquals([gone?.linkedid, gone?.isComplete, gone?.end], ["goes", false, undefined]);
  await again.message("Event: Hangup", "Uniqueid: stays", "Channel: PJSIP/stays", "Cause: 16");
  const { value: stayed } = await calls.next();
  assertEquals([stayed?.linkedid, stayed?.isComplete, stayed?.end instanceof Date], ["stays", false, true]);
  again.close();
});

Deno.test("callTracker() that has too many calls ends with an error that says so", async () => {
  const server = new AmiServer();
  const connecting = connect(server.options);
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  const opening = callTracker(manager, { maxCalls: 1 });
  await answerList(peer, await peer.expect("Command"), {});
  await answerList(peer, await peer.expect("CoreShowChannels"), none);
  await using tracker = await opening;
  using calls = tracker.calls();
  for (const id of ["a", "b"]) {
    await peer.message("Event: Newchannel", `Uniqueid: ${id}`, `Linkedid: ${id}`, "Channel: x");
  }
  await assertRejects(() => calls.next(), AmiError, "Cannot keep 2 calls in progress");
  await assertRejects(() => tracker.closed, AmiError, "maxCalls");
  peer.close();
});

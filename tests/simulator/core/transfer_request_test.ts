import { assertEquals } from "@std/assert";
import type { Fact } from "../../../simulator/core/facts.ts";
import {
  asksApplications,
  isTransferState,
  reportTransfer,
  requestTransfer,
  setTransferHandling,
} from "../../../simulator/core/transfer_request.ts";
import { settle, TestBridge } from "./test_bridge.ts";

/** What applications are told: the state, the target, and who is connected with the two. */
function transfersIn(facts: readonly Fact[]): unknown[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== "channel-transfer") return [];
    const { state, referTo: { destination, connectedChannel }, referredBy } = fact;
    return [[
      state,
      destination.destination,
      destination.protocolId,
      connectedChannel?.id,
      referredBy.connectedChannel?.id,
    ]];
  });
}

Deno.test("requestTransfer() resolves with the status of what an application says in the end", async () => {
  using given = new TestBridge();
  const { pbx } = given;
  const [a, b, c] = [given.create("a"), given.create("b", { protocolId: "call-b" }), given.create("c")];
  given.join(given.bridge(), b, c);

  reportTransfer(pbx, a, "channel_answered");
  const blind = requestTransfer(pbx, a, { destination: "100" });
  const attended = requestTransfer(pbx, a, { destination: "", channel: b });
  const needed = a.bridging.needsAudio;
  reportTransfer(pbx, a, "channel_progress");
  reportTransfer(pbx, a, "channel_unavailable");
  reportTransfer(pbx, a, "channel_declined");

  assertEquals(await Promise.all([blind, attended]), [503, 503]);
  assertEquals([needed, a.bridging.needsAudio], [true, false]);
  const states = ["", "channel_progress", "channel_declined"];
  assertEquals(
    transfersIn(given.facts),
    states.flatMap((state) => [[state, "100", undefined, undefined, undefined], [state, "", "call-b", "c", undefined]]),
  );
});

Deno.test("requestTransfer() tells applications again when the phone hangs up, and is unavailable then", async () => {
  using given = new TestBridge();
  const a = given.create("a");

  const status = requestTransfer(given.pbx, a, { destination: "100" });
  a.destroy();
  reportTransfer(given.pbx, a, "channel_answered");
  await settle();

  assertEquals([await status, transfersIn(given.facts).length], [503, 2]);
});

Deno.test("setTransferHandling() says of each channel who carries its transfers out", () => {
  using given = new TestBridge();
  const [a, b] = [given.create("a"), given.create("b")];
  const before = asksApplications(a);

  setTransferHandling(a, true);
  const then = [asksApplications(a), asksApplications(b)];
  setTransferHandling(a, false);

  assertEquals([before, ...then, asksApplications(a)], [false, true, false, false]);
});

Deno.test("isTransferState() knows the four states, in lower case", () => {
  const texts = ["channel_progress", "channel_answered", "channel_unavailable", "channel_declined", "Channel_Declined"];

  assertEquals([...texts, "toString", ""].map(isTransferState), [true, true, true, true, false, false, false]);
});

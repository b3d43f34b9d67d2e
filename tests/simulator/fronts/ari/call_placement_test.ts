import { assertEquals } from "@std/assert";
import type { Pbx } from "../../../../simulator/core/pbx.ts";
import { isTooLong, placeCall } from "../../../../simulator/fronts/ari/call_placement.ts";
import { TestChannel } from "../../core/test_channel.ts";

const place = (pbx: Pbx, variables: { name: string; value: string; isReported: boolean }[]) =>
  placeCall(pbx, {
    technology: "Local",
    address: "100@default",
    id: "c",
    callerId: "Kal <7>",
    variables,
    app: undefined,
    timeout: undefined,
    then: { kind: "dialplan", place: { context: "default", exten: "100", priority: 1 } },
  });

Deno.test("placeCall() makes a channel with a caller and variables, and calls it a moment later", async () => {
  using given = new TestChannel("Up", { extensions: "[default]\nexten => 100,1,Answer()\n same => n,Wait(1)\n" });

  const result = place(given.pbx, [{ name: "A", value: "1", isReported: true }]);
  const channel = given.pbx.findChannelById("c");
  const before = channel?.snapshot;
  await given.clock.tick(0);

  assertEquals([result.kind, before?.state, channel?.state], ["created", "Down", "Up"]);
  assertEquals([before?.caller, before?.connected], [{ name: "Kal", number: "7" }, { name: "Kal", number: "7" }]);
  assertEquals(channel?.variables.get("A"), "1");
});

Deno.test("placeCall() leaves no channel behind when a variable can not be set", () => {
  using given = new TestChannel();
  let message = "";
  try {
    place(given.pbx, [{ name: "PJSIP_HEADER(add,X)", value: "1", isReported: false }]);
  } catch (error) {
    message = String(error);
  }

  assertEquals([message.includes("PJSIP_HEADER"), given.pbx.channels.size], [true, 1]);
});

Deno.test("isTooLong() counts bytes", () => {
  assertEquals([undefined, "x".repeat(149), "x".repeat(150), "ä".repeat(75)].map(isTooLong), [
    false,
    false,
    true,
    true,
  ]);
});

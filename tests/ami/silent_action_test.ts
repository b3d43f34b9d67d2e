import { AmiResponseError } from "@asterism/asterisk/ami";
import { mayBeSilent } from "../../ami/silent_action.ts";
import { withManager } from "../support/ami_manager.ts";
import { assertEquals, assertRejects } from "@std/assert";

Deno.test("mayBeSilent() knows the two actions that Asterisk may carry out without a word", () => {
  assertEquals(["Events", "events", "IAXnetstats", "Ping"].map(mayBeSilent), [true, true, true, false]);
});

Deno.test("AmiClient.action() resolves with the answer to Events, and, where there is none, with that to a ping behind it", async () => {
  await withManager(async ({ manager, peer }) => {
    const answered = manager.action("Events", { EventMask: "off" });
    await peer.answer(await peer.expect("Events"), "Events: Off");
    await peer.answer(await peer.expect("Ping"), "Ping: Pong");
    assertEquals((await answered).get("Events"), "Off");

    const silent = manager.action("Events", { EventMask: "on" });
    await peer.expect("Events");
    await peer.answer(await peer.expect("Ping"), "Ping: Pong");
    assertEquals((await silent).get("Ping"), "Pong");

    const refused = manager.action("Events", { EventMask: "" });
    await peer.answer(await peer.expect("Events"), "Response: Error", "Message: Invalid event mask");
    await peer.answer(await peer.expect("Ping"), "Ping: Pong");
    await assertRejects(() => refused, AmiResponseError, "Invalid event mask");
  });
});

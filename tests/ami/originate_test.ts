import { AmiError, AmiOriginateError, AmiResponseError } from "@asterism/asterisk/ami";
import { answers, withManager } from "../support/ami_manager.ts";
import { assertEquals, assertRejects } from "@std/assert";

Deno.test("AmiClient.originate() does not block the connection, and resolves when somebody answers", async () => {
  await withManager(async ({ manager, peer }) => {
    const seen: string[] = [];
    manager.on("OriginateResponse", ({ Response }) => void seen.push(Response ?? ""));
    const call = manager.originate({ Channel: "Local/100@default", Application: "Wait", Data: "1" });
    const action = await answers(peer, "Message: Originate successfully queued");
    const ping = manager.action("Ping");
    await answers(peer, "Ping: Pong");
    await ping;
    await peer.message("Event: OriginateResponse", "ActionID: another", "Response: Failure");
    await peer.message(
      "Event: OriginateResponse",
      `ActionID: ${action.actionId}`,
      "Response: Success",
      "Uniqueid: 1.2",
    );

    assertEquals((await call).Uniqueid, "1.2");
    assertEquals([action.get("Async"), (action.get("ChannelId") ?? "").length], ["true", 36]);
    assertEquals(seen, ["Failure", "Success"]);
  });
});

Deno.test("AmiClient.originate() rejects with why nobody answered, and with what Asterisk refuses", async () => {
  await withManager(async ({ manager, peer }) => {
    const busy = manager.originate({ Channel: "PJSIP/alice", Application: "Wait", Data: "1" });
    const { actionId } = await answers(peer, "Message: Originate successfully queued");
    await peer.message("Event: OriginateResponse", `ActionID: ${actionId}`, "Response: Failure", "Reason: 5");
    const error = await assertRejects(
      () => busy,
      AmiOriginateError,
      'Cannot originate "PJSIP/alice": it was busy (reason 5)',
    );
    assertEquals(error.reason, 5);

    const refused = manager.originate({ Channel: "nonsense", Application: "Wait", Data: "1" });
    await answers(peer, "Response: Error", "Message: Invalid channel");
    await assertRejects(() => refused, AmiResponseError, "Invalid channel");
  });
});

Deno.test("AmiClient.originate() hangs the channel up when its signal aborts", async () => {
  await withManager(async ({ manager, peer }) => {
    const controller = new AbortController();
    const call = manager.originate({ Channel: "PJSIP/alice", Application: "Wait", Data: "1" }, {
      signal: controller.signal,
    });
    const originate = await answers(peer, "Message: Originate successfully queued");
    controller.abort(new Error("enough"));
    await assertRejects(() => call, Error, "enough");

    const hangup = await answers(peer, "Message: Channel Hungup");
    assertEquals([hangup.name, hangup.get("Channel")], ["Hangup", originate.get("ChannelId")]);
  });
});

Deno.test("AmiClient.originate() refuses at once where no event would tell how it ends", async () => {
  await withManager(async ({ manager }) => {
    await assertRejects(
      () => manager.originate({ Channel: "PJSIP/alice", Application: "Wait", Data: "1" }),
      AmiError,
      'Cannot originate and wait for the answer: events of class "call" are not asked for',
    );
  }, { events: "system" });
});

import { AriGoneError, AriResponseError, collect, handOver } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { withCall } from "../../support/flow_app.ts";

Deno.test("handOver() to the dialplan resolves when the channel has left, and it goes on there", async () => {
  await withCall(async ({ pbx, channel, caller, info, errors }) => {
    await handOver(channel, { context: "default", extension: "200", priority: 1 }, { signal: info.signal });
    assertEquals(info.signal.aborted, true);
    await caller.heard("sound:hello-world");

    assertEquals((await caller.ended()).cause, 21);
    await assertRejects(() => collect(channel), AriGoneError);
    assertEquals(errors, []);
    pbx.assertIdle();
  });
});

Deno.test("handOver() without a place goes on after the application", async () => {
  await withCall(async ({ channel, caller }) => {
    await handOver(channel, {});

    await caller.heard("sound:goodbye");
  });
});

Deno.test("handOver() to an endpoint tells the telephone where to go", async () => {
  await withCall(async ({ channel, caller }) => {
    await handOver(channel, { endpoint: "PJSIP/sip:bob@example.com" });

    assertEquals(await caller.redirected(), "sip:bob@example.com");
  });
});

Deno.test("handOver() rejects with AriGoneError when the caller was faster, and with Asterisk's refusal otherwise", async () => {
  await withCall(async ({ channel, caller }) => {
    await assertRejects(() => handOver(channel, { endpoint: "IAX2/bob" }), AriResponseError, "422");
    await assertRejects(() => handOver(channel, { label: "nowhere" }), AriResponseError, "label");
    const given = await handOver(channel, {}, { signal: AbortSignal.abort("no time") }).catch((reason) => reason);
    assertEquals(given, "no time");
    await caller.hangup();

    await assertRejects(() => handOver(channel, {}), AriGoneError, "it is gone");
    await assertRejects(() => handOver(channel, { endpoint: "PJSIP/bob" }), AriGoneError, "it is gone");
  });
});

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { PhoneCallError } from "../../simulator/mod.ts";
import { SimulatedAri } from "./simulated_ari.ts";

const files = { "extensions.conf": "[default]\nexten => 100,1,Stasis(app)\n same => n,Hangup()\n" };

/** A call to the phone of bob: `c`. */
async function called(options: { context?: string } = {}) {
  const ari = await SimulatedAri.open({ files });
  await ari.connect();
  const phone = ari.pbx.phone("PJSIP/bob", options);
  await ari.rest("POST channels/c?endpoint=PJSIP/bob&app=app&callerId=Kal<7>");
  const call = await phone.incoming();
  return { ari, phone, call };
}

Deno.test("a phone rings when it is called, shows who calls, and answers", async () => {
  const { ari, call } = await called();
  await using _ = ari;

  call.answer();
  const { channel } = await ari.event("StasisStart");

  assertEquals([call.channelId, call.caller], ["c", { name: "Kal", number: "7" }]);
  assertEquals([channel.id, channel.state, channel.dialplan.exten], ["c", "Up", "s"]);
  const states = ari.events.filter(({ type }) => type === "ChannelStateChange").map((event) => event["channel"].state);
  assertEquals(states, ["Ringing", "Up"]);
});

Deno.test("a phone that was called hears, presses, holds and hangs up as one that calls", async () => {
  const { ari, call } = await called();
  await using _ = ari;
  call.answer();
  await ari.event("StasisStart");

  await ari.rest("POST channels/c/play?media=sound:hello-world");
  await call.heard("sound:hello-world");
  await call.press("5");
  call.hold();
  call.unhold();
  await call.hangup();
  const hold = await ari.event("ChannelHold");
  await ari.event("ChannelUnhold");
  const { digit } = await ari.event("ChannelDtmfReceived");
  const destroyed = await ari.event("ChannelDestroyed");

  assertEquals([hold.musicclass, digit, destroyed.cause], ["default", "5", 0]);
  assertEquals((await call.ended()).cause, 16);
});

Deno.test("a phone hears before the answer only when it says so", async () => {
  const { ari, call } = await called();
  await using _ = ari;

  call.progress();
  const dials = [await ari.event("Dial", 2), await ari.event("Dial", 3)];

  assertEquals(dials.map(({ dialstatus }) => dialstatus), ["RINGING", "PROGRESS"]);
});

Deno.test("a phone refuses a call with a status, and can do nothing more with it", async () => {
  const { ari, call } = await called();
  await using _ = ari;

  call.reject({ status: 486 });
  const { cause, tech_cause } = await ari.event("ChannelDestroyed");

  assertEquals([cause, tech_cause, (await call.ended()).cause], [17, 486, 17]);
  for (const act of [() => call.answer(), () => call.ring(), () => call.progress(), () => call.reject()]) {
    assertThrows(act, PhoneCallError, "the call ended");
  }
  assertThrows(() => call.reject({ status: 200 }), RangeError, "current value is 200");
  await assertRejects(() => call.wait(1), PhoneCallError, "Cannot wait 1 ms: the call ended");
});

Deno.test("a phone that hangs up before the answer declines", async () => {
  const { ari, call } = await called();
  await using _ = ari;

  await call.hangup();
  const { cause, tech_cause } = await ari.event("ChannelDestroyed");

  assertEquals([cause, tech_cause], [21, 603]);
});

Deno.test("a phone hears why Asterisk gave up", async () => {
  const { ari, call } = await called();
  await using _ = ari;

  assertEquals((await call.ended()).cause, 19); // After 30 seconds.
  assertEquals((await ari.event("ChannelDestroyed")).tech_cause, 480);
});

Deno.test("a phone can not answer its own call, hold before the answer, or wait backwards", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();
  const phone = ari.pbx.phone("PJSIP/bob");
  await phone.call("100");
  await ari.event("StasisStart");
  await ari.rest("POST channels/c?endpoint=PJSIP/bob&app=app");
  const call = await phone.incoming();

  assertThrows(() => call.hold(), PhoneCallError, "Cannot hold the call: the call is not answered yet");
  await assertRejects(() => call.wait(-1), RangeError, "current value is -1");
  const controller = new AbortController();
  controller.abort(new Error("enough"));
  await assertRejects(() => call.wait(1_000, { signal: controller.signal }), Error, "enough");
});

Deno.test("a phone that is redirected hears where to, answered or not", async () => {
  const { ari, call } = await called();
  await using _ = ari;
  call.answer();
  await ari.event("StasisStart");

  const { status } = await ari.rest("POST channels/c/redirect?endpoint=PJSIP/eve");

  assertEquals([status, await call.redirected()], [204, "eve"]);
});

Deno.test("the journal tells what was done at the phone, and what reached it", async () => {
  const { ari, call } = await called();
  await using _ = ari;
  call.answer();
  await ari.event("StasisStart");
  await ari.rest("DELETE channels/c");
  await call.ended();

  const kinds = [...ari.pbx.journal].flatMap((entry) => entry.face === "phone" ? [entry.kind] : []);
  assertEquals(kinds, ["is-called", "lets-ring", "answers", "ended"]);
});

Deno.test("a caller that is redirected before it is answered hears where to, and its call is over", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();
  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");

  await ari.rest(`POST channels/${id}/redirect?endpoint=PJSIP/sip:1@there`);
  const { cause, tech_cause } = await ari.event("ChannelHangupRequest");

  assertEquals([await call.redirected(), (await call.ended()).cause], ["sip:1@there", 23]);
  assertEquals([cause, tech_cause], [23, 302]);
});

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { NotSimulatedError, type PhoneCall, PhoneCallError, simulate, type SimulatedPbx } from "../../simulator/mod.ts";

const files = {
  "extensions.conf": `[default]
exten => 200,1,Answer()
 same => n,Playback(hello-world)
 same => n,Playback(hello-world&goodbye)
 same => n,Echo()
exten => 202,1,Wait(60)
exten => 400,1,Answer()
 same => n,Queue(support)
`,
};

async function callTo(exten: string): Promise<{ pbx: SimulatedPbx; call: PhoneCall } & AsyncDisposable> {
  const pbx = await simulate({ listen: false, files });
  const call = await pbx.phone("PJSIP/alice").call(exten);
  return { pbx, call, [Symbol.asyncDispose]: async () => await pbx[Symbol.asyncDispose]() };
}

Deno.test("call.heard() takes each hearing once, in order, also when it was before", async () => {
  await using given = await callTo("200");
  const { call } = given;

  await call.heard("sound:goodbye");
  await call.heard("sound:hello-world");
  await call.heard("sound:hello-world");

  assertEquals(call.sounds, ["sound:hello-world", "sound:hello-world", "sound:goodbye"]);
});

Deno.test("call.hears() is content with the beginning, and call.heard() is not", async () => {
  await using given = await callTo("200");
  const { call, pbx } = given;
  const start = pbx.clock.now();

  await call.hears("sound:hello-world");
  const begun = pbx.clock.now() - start;
  await call.heard("sound:hello-world");

  assertEquals([begun, pbx.clock.now() - start], [0, 2840]);
});

Deno.test("call.heard() rejects with what was heard when the call ends, also of a sound that was cut off", async () => {
  await using given = await callTo("200");
  const { call } = given;
  const heard = assertRejects(() => call.heard("sound:hello-world"), PhoneCallError);

  await call.hears("sound:hello-world");
  await call.hangup();

  assertStringIncludes((await heard).message, `Cannot hear "sound:hello-world" to its end: the call ended`);
  assertStringIncludes((await heard).message, `"sound:hello-world" (cut off after 0 ms)`);
});

Deno.test("call.heard() rejects with the reason of its signal", async () => {
  await using given = await callTo("202");
  const controller = new AbortController();
  const reason = new Error("enough");
  const heard = assertRejects(() => given.call.heard("sound:x", { signal: controller.signal }));

  controller.abort(reason);

  assertEquals(await heard, reason);
});

Deno.test("call.press() sends keys one after the other, each for its duration", async () => {
  await using given = await callTo("200");
  const { call, pbx } = given;
  await call.heard("sound:goodbye");
  const start = pbx.clock.now();

  await call.press("4#", { duration: 200, pause: 50 });

  assertEquals(pbx.clock.now() - start, 450);
  await call.heard("dtmf:4");
  await call.heard("dtmf:#");
});

Deno.test("call.press() rejects for unknown keys, before the answer, and after the end", async () => {
  await using given = await callTo("202");
  const { call } = given;

  await assertRejects(() => call.press("x"), TypeError);
  await assertRejects(() => call.press("1"), PhoneCallError);
  await call.hangup();
  await assertRejects(() => call.press("1"), PhoneCallError);
});

Deno.test("a call to an application that is not simulated rejects all waits with NotSimulatedError", async () => {
  await using given = await callTo("400");
  const { call, pbx } = given;

  const error = await assertRejects(() => call.ended(), NotSimulatedError);
  await assertRejects(() => call.heard("sound:x"), NotSimulatedError);

  assertStringIncludes(error.message, `Cannot run application "Queue"`);
  assertEquals([...pbx.journal].filter(({ kind }) => kind === "not-simulated").length, 1);
  const left = await assertRejects(async () => await pbx.assertIdle(), NotSimulatedError);
  assertEquals(left, error);
});

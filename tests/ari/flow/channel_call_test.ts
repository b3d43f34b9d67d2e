import { AriError, AriGoneError } from "@asterism/asterisk/ari";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import { systemClock } from "../../../_internal/clock.ts";
import { EventRouter } from "../../../ari/event_router.ts";
import type { Channel } from "../../../ari/generated/objects.ts";
import { type ObjectHost, promote } from "../../../ari/objects.ts";
import { callOf } from "../../../ari/flow/channel_call.ts";
import { onAbort } from "../../../ari/flow/first_of.ts";
import { elapsed, withCall } from "../../support/flow_app.ts";
import { restOfHost } from "../../support/rest_of_host.ts";

Deno.test("callOf() is the same for all objects of a channel until it leaves, and another one for another client", async () => {
  await withCall(async ({ ari, channel, caller }) => {
    const call = callOf(channel);

    assertStrictEquals(callOf(await channel.get()), call);
    assertStrictEquals(callOf(await ari.channels.get({ channelId: channel.id })), call);
    await caller.hangup();
    await assertRejects(() => call.digit({ timeout: Infinity }), AriGoneError);
    assert(callOf(channel) !== call);
  });
});

Deno.test("ChannelCall.digit() takes kept digits first and then waits its time for one", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const call = callOf(channel);
    await caller.press("12");

    assertEquals([await call.digit({ timeout: 1 }), await call.digit({ timeout: 1 })], ["1", "2"]);
    assertEquals(await elapsed(pbx, () => call.digit({ timeout: 1_234 })), [1_234, undefined]);
    const waiting = call.digit({ timeout: Infinity });
    await caller.wait(100_000);
    await caller.press("#");
    assertEquals(await waiting, "#");
  });
});

Deno.test("ChannelCall.play() hears a digit in the moment in which it asks for the playback", async () => {
  await withCall(async ({ channel, caller }) => {
    const call = callOf(channel);
    const pressed = caller.press("5");
    const playing = call.play(["sound:hello-world"], { stopOn: "5" });
    await pressed;

    assertEquals(await playing, { type: "stopped", digit: "5", at: 0 });
    assertEquals(await call.digit({ timeout: 1 }), "5"); // It was not taken.
  });
});

Deno.test("ChannelCall of a channel that is gone already ends with its first wait", async () => {
  await withCall(async ({ channel, caller, info }) => {
    await caller.hangup();
    await new Promise<void>((ended) => void onAbort(info.signal, () => ended()));
    const call = callOf(channel);

    const error = await assertRejects(() => call.digit({ timeout: Infinity }), AriGoneError, "is gone");

    assertInstanceOf(error.cause, AriError);
    assert(call.signal.aborted);
  });
});

Deno.test("ChannelCall.alone() runs bodies one after the other, also when one throws", async () => {
  await withCall(async ({ channel }) => {
    const call = callOf(channel);
    const steps: string[] = [];
    const first = Promise.withResolvers<void>();

    const one = call.alone(undefined, () => first.promise.then(() => Promise.reject(new Error("one"))));
    const two = call.alone(undefined, () => Promise.resolve(steps.push("two")));
    await channel.get();
    assertEquals(steps, []);
    first.resolve();

    await assertRejects(() => one, Error, "one");
    await two;
    assertEquals(steps, ["two"]);
  });
});

Deno.test("ChannelCall.take() takes a digit of some, and watch() tells of each that comes", async () => {
  await withCall(async ({ channel, caller }) => {
    const call = callOf(channel);
    let count = 0;
    using watching = call.watch(() => count++);
    await caller.press("12");
    watching[Symbol.dispose]();
    await caller.press("3");

    assertEquals([count, call.take("23"), call.take("9"), await call.digit({ timeout: 1 })], [2, "2", undefined, "1"]);
    call.discard();
    assertEquals(await call.digit({ timeout: 1 }), undefined);
  });
});

Deno.test("ChannelCall goes on when the channel enters another application of the client before it leaves this one", () => {
  const router = new EventRouter({ onError: (error) => reportError(error) });
  const host: ObjectHost = {
    ...restOfHost,
    clock: systemClock,
    run: () => Promise.reject(new Error("Unreachable: nothing is asked")),
    on: (key, name, handler) => router.on(key, name, handler),
    once: (key, name, options) => router.once(key, name, options),
    onGone: () => ({ [Symbol.dispose]: () => {} }),
  };
  const snapshot = { id: "1", name: "PJSIP/alice-00000000" };
  // The one cast: of a channel nothing else is looked at.
  const call = callOf(promote(host, "Channel", snapshot) as Channel);
  const send = (type: string, application: string) => {
    router.dispatch(promote(host, type, { type, application, channel: snapshot }), new Set(["Channel 1"]));
    return call.signal.aborted;
  };

  assertEquals([send("StasisStart", "second"), send("StasisEnd", "first"), send("StasisEnd", "second")], [
    false,
    false,
    true,
  ]);
  router.close();
});

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { AriConnectionError, AriGoneError } from "../../ari/errors.ts";
import { type AnyEvent, EventRouter } from "../../ari/event_router.ts";

const key = "Channel 1.1";

function makeRouter(options: { maxEndedChannels?: number } = {}): { router: EventRouter; errors: unknown[] } {
  const errors: unknown[] = [];
  return { router: new EventRouter({ onError: (error) => errors.push(error), ...options }), errors };
}

function event(type: string, n?: number): AnyEvent & { n?: number } {
  return n === undefined ? { type } : { type, n };
}

Deno.test("EventRouter.dispatch() calls the handlers of the event's objects, then those of its name, then those of all", () => {
  const { router } = makeRouter();
  const called: string[] = [];
  router.on("", "*", () => called.push("all"));
  router.on("", "StasisStart", () => called.push("first"));
  router.on("", "StasisStart", () => called.push("second"));
  router.on("", "StasisEnd", () => called.push("other"));
  router.on(key, "StasisStart", () => called.push("object"));
  router.on("Channel 2.2", "StasisStart", () => called.push("other object"));

  router.dispatch(event("StasisStart"), new Set([key]));

  assertEquals(called, ["object", "first", "second", "all"]);
});

Deno.test("EventRouter.dispatch() goes on after a handler that throws, rejects or removes another one", async () => {
  const { router, errors } = makeRouter();
  const called: string[] = [];
  router.on("", "StasisStart", () => {
    throw new Error("sync");
  });
  router.on("", "StasisStart", () => Promise.reject(new Error("async")));
  router.on("", "StasisStart", () => last[Symbol.dispose]());
  const last = router.on("", "StasisStart", () => called.push("last"));

  router.dispatch(event("StasisStart"), new Set());
  router.dispatch(event("StasisStart"), new Set());
  await Promise.resolve();

  assertEquals(called, ["last"]); // Removed while the first event was under way, it still got that one.
  assertEquals(errors.map(String), ["Error: sync", "Error: sync", "Error: async", "Error: async"]);
});

Deno.test("EventRouter.on() takes the same function twice, and disposing twice removes it once", () => {
  const { router } = makeRouter();
  let calls = 0;
  const handler = () => calls++;
  const first = router.on("", "StasisStart", handler);
  router.on("", "StasisStart", handler);

  router.dispatch(event("StasisStart"), new Set());
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  router.dispatch(event("StasisStart"), new Set());

  assertEquals(calls, 3);
});

Deno.test("EventRouter.on() refuses a name that Asterisk does not have", () => {
  const { router } = makeRouter();

  assertThrows(() => router.on("", "StasisStrat", () => {}), TypeError, 'Cannot listen for "StasisStrat"');
});

Deno.test("EventRouter.once() resolves with the next event, and rejects with the signal's reason", async () => {
  const { router } = makeRouter();
  const controller = new AbortController();
  const next = router.once("", "StasisStart");
  const given = router.once(key, "StasisStart", { signal: controller.signal });

  controller.abort(new Error("enough"));
  router.dispatch(event("StasisStart", 1), new Set([key]));
  router.dispatch(event("StasisStart", 2), new Set([key]));

  assertEquals(await next, event("StasisStart", 1));
  await assertRejects(() => given, Error, "enough");
  await assertRejects(() => router.once("", "StasisEnd", { signal: controller.signal }), Error, "enough");
});

Deno.test("EventRouter.once() rejects when its object is gone, and when the client closes", async () => {
  const { router } = makeRouter();
  const digit = router.once(key, "ChannelDtmfReceived");
  const other = router.once("Channel 2.2", "ChannelDtmfReceived");

  router.dispatch(event("ChannelDestroyed"), new Set([key]));
  router.close();

  await assertRejects(() => digit, AriGoneError, "events of Channel 1.1: it is gone since ChannelDestroyed");
  await assertRejects(() => other, AriConnectionError, "the client was closed");
});

Deno.test("EventRouter forgets the handlers of an object after its last event", () => {
  const { router } = makeRouter();
  const called: string[] = [];
  const playback = "Playback p1";
  router.on(playback, "PlaybackFinished", () => called.push("finished"));
  router.on(key, "ChannelDestroyed", () => called.push("destroyed"));

  router.dispatch(event("StasisEnd"), new Set([key])); // An originated channel has one more event to come.
  for (let i = 0; i < 2; i++) router.dispatch(event("ChannelDestroyed"), new Set([key]));
  for (let i = 0; i < 2; i++) router.dispatch(event("PlaybackFinished"), new Set([playback]));

  assertEquals(called, ["destroyed", "finished"]);
});

Deno.test("EventRouter keeps the handlers of so many channels that left Stasis, and those of one that came back", () => {
  const { router } = makeRouter({ maxEndedChannels: 2 });
  const called: string[] = [];
  const channels = ["Channel 1", "Channel 2", "Channel 3", "Channel 4"];
  for (const channel of channels) router.on(channel, "ChannelDestroyed", () => called.push(channel));

  for (const channel of channels) {
    router.dispatch(event("StasisEnd"), new Set([channel]));
    if (channel === "Channel 1") router.dispatch(event("StasisStart"), new Set([channel]));
  }
  for (const channel of channels) router.dispatch(event("ChannelDestroyed"), new Set([channel]));

  assertEquals(called, ["Channel 1", "Channel 3", "Channel 4"]);
});

Deno.test("EventRouter.stream() gives the events of its names in order, and ends with the client", async () => {
  const { router } = makeRouter();
  const stream = router.stream(["StasisStart", "StasisEnd"], { capacity: 8 });
  const all = router.stream([], { capacity: 8 });

  for (const type of ["StasisStart", "ChannelVarset", "StasisEnd"]) router.dispatch(event(type), new Set());
  router.close();

  assertEquals((await Array.fromAsync(stream)).map(({ type }) => type), ["StasisStart", "StasisEnd"]);
  assertEquals((await Array.fromAsync(all)).length, 3);
});

Deno.test("EventRouter.stream() fails with the signal's reason", async () => {
  const { router } = makeRouter();
  const controller = new AbortController();
  const stream = router.stream([], { capacity: 8, signal: controller.signal });

  controller.abort(new Error("enough"));

  await assertRejects(() => stream.next(), Error, "enough");
  assertThrows(() => router.stream([], { capacity: 8, signal: controller.signal }), Error, "enough");
});

Deno.test("EventRouter.wants() what somebody listens for, and what ends objects that somebody listens to", () => {
  const { router } = makeRouter();
  const wanted = () =>
    ["StasisStart", "ChannelVarset", "ChannelDestroyed", "Unknown"].filter((name) => router.wants(name));
  const seen: string[][] = [wanted()];

  const first = router.on("", "StasisStart", () => {});
  const second = router.on("", "StasisStart", () => {});
  seen.push(wanted());
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  seen.push(wanted());
  second[Symbol.dispose]();
  seen.push(wanted());
  const all = router.on("", "*", () => {});
  seen.push(wanted());
  all[Symbol.dispose]();
  router.on(key, "ChannelVarset", () => {});
  seen.push(wanted());
  assertEquals(router.hasObjects, true);
  router.dispatch(event("ChannelDestroyed"), new Set([key]));
  seen.push(wanted());

  assertEquals(seen, [
    [],
    ["StasisStart"],
    ["StasisStart"],
    [],
    ["StasisStart", "ChannelVarset", "ChannelDestroyed", "Unknown"],
    ["StasisStart", "ChannelVarset", "ChannelDestroyed"],
    [],
  ]);
  assertEquals(router.hasObjects, false);
});

Deno.test("EventRouter.off() removes a function as often as it was added, and no other", () => {
  const { router } = makeRouter();
  let called = "";
  const first = () => void (called += "first");
  router.on("", "StasisStart", first);
  router.on("", "StasisStart", first);
  router.on("", "StasisStart", () => void (called += "second"));

  router.off("", "StasisStart", first);
  router.off("", "StasisStart", first);
  router.off(key, "StasisStart", first);
  router.dispatch(event("StasisStart"), new Set([key]));

  assertEquals(called, "second");
});

Deno.test("EventRouter.once() passes over what is not accepted, and rejects when that throws", async () => {
  const { router } = makeRouter();
  const third = router.once("", "Dial", {}, ({ n }: { n: number }) => n === 3);
  const wrong = router.once("", "*", {}, () => {
    throw new Error("wrong");
  });
  for (const n of [1, 2, 3, 4]) router.dispatch(event("Dial", n), new Set());

  assertEquals(await third, event("Dial", 3));
  await assertRejects(() => wrong, Error, "wrong");
});

Deno.test("EventRouter holds no more after 10,000 calls than after 1,000, whether their end is told or not", () => {
  const { router } = makeRouter();
  const heldAfter = (calls: number) => {
    for (let call = 0; call < calls; call++) {
      const id = `Channel ${call}`;
      router.on(id, "ChannelDtmfReceived", () => {});
      router.on(id, "*", () => {});
      router.once(id, "ChannelHold").catch(() => {});
      router.dispatch(event("StasisStart"), new Set([id]));
      router.dispatch(event("StasisEnd"), new Set([id]));
      if (call % 2 === 0) router.dispatch(event("ChannelDestroyed"), new Set([id]));
    }
    return router.objects().length;
  };

  assertEquals([heldAfter(2_000), heldAfter(10_000)], [1_000, 1_000]);
});

import { type AriClient, type Bridge, type Call, type Channel, group, handOver } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { aborted, reach, withServedApp } from "../support/served_app.ts";

const endpoints = { "PJSIP/bob": { onCall: { answer: 5_000 } }, "PJSIP/carol": { onCall: {} } };

/** Makes one of everything that a call can own. */
async function makeAll(channel: Channel, call: Call, ari: AriClient): Promise<Bridge> {
  await channel.answer();
  const bridge = await call.bridge({ name: "room" });
  const leg = await reach(ari, call, "PJSIP/bob");
  await call.record({ name: "talk", format: "wav" });
  await call.own(bridge).addChannel({ channel: leg.id });
  await call.play({ media: "sound:demo-congrats" });
  call.own(await bridge.play({ media: "sound:demo-congrats" }));
  await call.snoop({ spy: "both" });
  await call.externalMedia({ external_host: "127.0.0.1:30000", format: "ulaw" });
  return bridge;
}

/** What is asked for when all of it is released, in this order. */
const released = [
  "channels.hangup 204", // externalMedia
  "channels.hangup 204", // snoop
  "playbacks.stop 204",
  "playbacks.stop 204",
  "bridges.destroy 204", // Owned anew after the leg.
  "recordings.stop 204",
  "channels.hangup 204",
];

Deno.test("Call releases all that it owns in reverse order when its handler returns, and leaves its channel", async () => {
  await withServedApp(makeAll, async ({ pbx, ari, server, errors, requests }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await server.drain();

    assertEquals(requests().slice(-released.length), released);
    assertEquals((await ari.channels.list()).map(({ name }) => name), ["PJSIP/alice-00000000"]);
    assertEquals((await ari.recordings.listStored()).map(({ name }) => name), ["talk"]);
    await caller.hangup();
    pbx.assertIdle();
    assertEquals(errors, []);
  }, { simulate: { endpoints } });
});

Deno.test("Call releases all that it owns when its handler throws, and its channel continues in the dialplan", async () => {
  await withServedApp(async (channel, call, ari) => {
    await makeAll(channel, call, ari);
    throw new Error("the handler's own");
  }, async ({ pbx, errors, requests }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await caller.heard("sound:goodbye");
    await caller.ended();

    assertEquals(requests().slice(-released.length - 1), [...released, "channels.continueInDialplan 204"]);
    pbx.assertIdle();
    assertEquals(errors, ["Error: the handler's own"]);
  }, { simulate: { endpoints } });
});

Deno.test("Call releases all that it owns when the caller hangs up, also while its handler does something else", async () => {
  const busy = Promise.withResolvers<void>();
  const made = Promise.withResolvers<void>();
  await withServedApp(async (channel, call, ari) => {
    await makeAll(channel, call, ari);
    made.resolve();
    await busy.promise;
  }, async ({ pbx, ari, server, errors }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await made.promise;
    await caller.hangup();
    while ((await ari.channels.list()).length > 0);
    while ((await ari.bridges.list()).length > 0);

    pbx.assertIdle();
    assertEquals(server.activeCalls, 1);
    busy.resolve();
    await server.drain();
    assertEquals([errors, server.activeCalls], [[], 0]);
  }, { simulate: { endpoints } });
});

Deno.test("Call leaves no leg when the caller hangs up while it rings, or is only being asked for", async () => {
  for (const moment of ["rings", "is asked for"]) {
    const asked = Promise.withResolvers<void>();
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withServedApp(async (channel, call, ari) => {
      const reaching = reach(ari, call, "PJSIP/carol");
      asked.resolve();
      await reaching;
      await channel.answer();
    }, async ({ pbx, server, errors, answered }) => {
      const caller = await pbx.phone("PJSIP/alice").call("100");
      if (moment === "rings") await answered("channels.originateWithId");
      else await asked.promise;
      await caller.hangup();
      await server.drain();

      pbx.assertIdle();
      assertEquals(errors, []);
    }, { simulate: { endpoints } });
  }
});

Deno.test("Call leaves nothing when the server shuts down, or the client closes, while a leg rings", async () => {
  for (const way of ["shutdown", "close"] as const) {
    const reasons: unknown[] = [];
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withServedApp(async (channel, call, ari) => {
      await channel.answer();
      await call.bridge();
      try {
        await reach(ari, call, "PJSIP/carol");
      } catch (reason) {
        reasons.push(String(reason));
      }
    }, async ({ pbx, ari, server, errors, answered }) => {
      const caller = await pbx.phone("PJSIP/alice").call("100");
      await answered("channels.originateWithId");
      await (way === "shutdown" ? server.shutdown() : ari.close());
      await caller.heard("sound:goodbye"); // The dialplan goes on.
      await caller.ended();

      pbx.assertIdle({ disconnected: true });
      const why = way === "shutdown" ? "the server was shut down" : "the client was closed";
      assertEquals(reasons, [`AriGoneError: Cannot go on with the call: ${why}`]);
      assertEquals(errors, []);
    }, { simulate: { endpoints } });
  }
});

Deno.test("Call.keep() lets things outlive the call, the call's channel among them", async () => {
  await withServedApp(async (channel, call, ari) => {
    await channel.answer();
    const bridge = call.keep(await call.bridge());
    call.keep(channel);
    const leg = await reach(ari, call, "PJSIP/bob");
    await bridge.addChannel({ channel: [channel.id, call.keep(leg).id] });
    await call.play({ media: "sound:demo-congrats" });
    throw new Error("the end");
  }, async ({ pbx, ari, server, errors, answered }) => {
    await pbx.phone("PJSIP/alice").call("100");
    await answered("playbacks.stop");
    await server.drain();

    assertEquals(errors, ["Error: the end"]);
    assertEquals((await ari.bridges.list()).map(({ channels }) => channels.length), [2]);
  }, { simulate: { endpoints } });
});

Deno.test("Call does not release what was handed over: a leg that went on in the dialplan", async () => {
  const legs: Channel[] = [];
  await withServedApp(async (channel, call, ari) => {
    await channel.answer();
    const leg = await reach(ari, call, "PJSIP/bob");
    legs.push(leg);
    await handOver(leg, { context: "default", extension: "200", priority: 1 });
    await handOver(channel, { context: "default", extension: "200", priority: 1 });
  }, async ({ pbx, server, errors, requests }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await caller.heard("sound:hello-world");
    await server.drain();

    assertEquals(requests().filter((request) => request.startsWith("channels.hangup")), []);
    assertEquals(errors, []);
    await caller.ended();
  }, { simulate: { endpoints } });
});

Deno.test("Call tells of a release that fails or takes too long, and goes on with the next; a 404 is none", async () => {
  await withServedApp(
    async (_channel, call) => {
      await call.bridge();
      await call.bridge({ bridgeId: "fails" });
      await call.bridge({ bridgeId: "hangs" });
      const gone = await call.bridge({ bridgeId: "gone" });
      await gone.destroy();
      call.own({
        [Symbol.dispose]() {
          throw new Error("not disposed");
        },
      });
    },
    async ({ pbx, server, errors, requests }) => {
      const caller = await pbx.phone("PJSIP/alice").call("100");
      const before = pbx.clock.now();
      await server.drain();

      assertEquals(errors.map((error) => error.replace(/ \(.*/, "")), [
        "Error: not disposed",
        'AriConnectionError: Cannot wait longer for the release of Bridge "hangs": 2000 ms have passed',
        "AriResponseError: Cannot run bridges.destroy",
      ]);
      assertEquals(requests().slice(-2), ["bridges.destroy 404", "bridges.destroy 204"]);
      assertEquals(pbx.clock.now() - before >= 2_000, true);
      await caller.hangup();
    },
    {
      releaseTimeout: 2_000,
      fetch: (pbx) => async (url, init) => {
        const isDelete = init?.method === "DELETE";
        if (isDelete && String(url).endsWith("/fails")) return Response.json({ message: "no" }, { status: 500 });
        if (isDelete && String(url).endsWith("/hangs") && init?.signal) {
          await aborted(init.signal);
          throw init.signal.reason;
        }
        return await pbx.transport.fetch(url, init);
      },
    },
  );
});

Deno.test("Call makes nothing any more when it is over, and what it owns from then on is released at once", async () => {
  const steps: unknown[] = [];
  await withServedApp(async (channel, call) => {
    await aborted(call.signal);
    steps.push(await assertRejects(() => call.bridge()) === call.signal.reason);
    steps.push(await assertRejects(() => call.originate({ endpoint: "PJSIP/bob" })) === call.signal.reason);
    const released = Promise.withResolvers<void>();
    call.own({ [Symbol.asyncDispose]: () => Promise.resolve(released.resolve()) });
    await released.promise;
    steps.push(channel.id === call.channel.id);
  }, async ({ pbx, server }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await caller.hangup();
    await server.drain();

    assertEquals(steps, [true, true, true]);
    pbx.assertIdle();
  });
});

Deno.test("Call.originate() rejects with the signal's reason and hangs that leg up, and nothing else", async () => {
  await withServedApp(async (channel, call) => {
    await call.originate({ endpoint: "PJSIP/carol", channelId: "stays" });
    const given = new AbortController();
    const leg = call.originate({ endpoint: "PJSIP/carol", channelId: "goes" }, { signal: given.signal });
    given.abort(new Error("no longer"));
    await assertRejects(() => leg, Error, "no longer");
    await channel.once("ChannelDtmfReceived", { signal: call.signal });
  }, async ({ pbx, ari, server, answered }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await answered("channels.hangup");
    while ((await ari.channels.list()).length > 2);
    assertEquals((await ari.channels.list()).map(({ id }) => id).includes("stays"), true);
    await caller.hangup();
    await server.drain();

    pbx.assertIdle();
  }, { simulate: { endpoints } });
});

Deno.test("Call owns nothing that was refused, and only what has an end, and not more than it may", async () => {
  await withServedApp(async (_channel, call) => {
    const error = await assertRejects(() => call.originate({ endpoint: "Nothing/bob" }), Error);
    assertStringIncludes(error.message, "channels.originateWithId");
    const dispose = () => {};
    for (let count = 1; count <= 2; count++) call.own({ [Symbol.dispose]: dispose });
    assertThrows(() => call.own({ [Symbol.dispose]: dispose }), RangeError, "the call owns 2, at most 2");
  }, async ({ pbx, server, errors, requests }) => {
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await server.drain();

    assertEquals([errors, requests()], [[], ["channels.originateWithId 500"]]);
    await caller.hangup();
  }, { maxOwned: 2 });
});

Deno.test("Call owns what can be disposed, such as a group, and not what has no end", async () => {
  const given = Promise.withResolvers<AriClient>();
  await withServedApp(async (channel, call) => {
    const ari = await given.promise;
    const room = call.own(await group(ari, { moh: false }));
    await room.add(channel);
    const [sound] = await ari.sounds.list();
    // @ts-expect-error A sound has no end.
    assertThrows(() => call.own(sound), TypeError, "Cannot own a Sound");
    // @ts-expect-error Nor has this.
    assertThrows(() => call.own({}), TypeError, "Cannot own this");
  }, async ({ pbx, ari, server, errors }) => {
    given.resolve(ari);
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await server.drain();

    await caller.hangup();
    assertEquals(errors, []);
    pbx.assertIdle();
  });
});

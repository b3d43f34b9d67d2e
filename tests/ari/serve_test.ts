import { type AriClient, AriError, AriGoneError, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { type GoneNotice, Notices } from "../../ari/gone_notice.ts";
import { serveCalls } from "../../ari/serve.ts";
import { hostOf } from "../../ari/objects.ts";
import { aborted, reach, withServedApp } from "../support/served_app.ts";

const extensions = `[default]
exten => 100,1,Stasis(greeter,one,two)
exten => 101,1,Stasis(other)
`;

async function withClient(
  body: (given: { pbx: SimulatedPbx; ari: AriClient; errors: unknown[] }) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions } });
  const options = { ...pbx.ari.user, ...pbx.connection, onError: (error: unknown) => errors.push(error) };
  await using ari = await connect(pbx.ari.url, options);
  await body({ pbx, ari, errors });
}

Deno.test("AriClient.serve() calls its handler once for each call of its applications, with channel, arguments and event", async () => {
  await withClient(async ({ pbx, ari }) => {
    const calls: unknown[] = [];
    await using server = ari.serve({ apps: "greeter" }, (channel, { app, args, event }) => {
      calls.push([channel.caller.name, app, args, event.type]);
      return channel.hangup();
    });
    await using other = ari.serve({ apps: ["other"] }, (channel) => channel.hangup());
    await Promise.all([server.ready, other.ready]);

    for (const extension of ["100", "101", "100"]) {
      await (await pbx.phone("PJSIP/alice").call(extension)).ended();
    }

    const expected = ["Alice", "greeter", ["one", "two"], "StasisStart"];
    assertEquals(calls, [expected, expected]);
  });
});

Deno.test("AriClient.serve() aborts the handler's signal when the caller hangs up, and takes its error for a consequence", async () => {
  await withClient(async ({ pbx, ari, errors }) => {
    const reasons: unknown[] = [];
    await using server = ari.serve({ apps: "greeter" }, async (_channel, { signal }) => {
      const digit = ari.once("ChannelDtmfReceived", { signal });
      await digit.catch((reason) => reasons.push(reason));
      throw signal.reason;
    });
    await server.ready;
    const ended = ari.once("StasisEnd");
    const call = await pbx.phone("PJSIP/alice").call("100");

    await call.hangup();
    await ended;
    await server.shutdown();

    assertInstanceOf(reasons[0], AriGoneError);
    assertEquals(reasons.map(String), [
      'AriGoneError: Cannot go on with the call: channel "PJSIP/alice-00000000" left "greeter"',
    ]);
    assertEquals(errors, []);
  });
});

Deno.test("AriClient.serve() gives a handler's own error to onError and goes on", async () => {
  await withClient(async ({ pbx, ari, errors }) => {
    let calls = 0;
    await using server = ari.serve({ apps: "greeter" }, async (channel) => {
      await channel.hangup();
      if (++calls === 1) throw new Error("first call");
    });
    await server.ready;

    for (let call = 1; call <= 2; call++) await (await pbx.phone("PJSIP/alice").call("100")).ended();
    await server.shutdown();

    assertEquals([calls, ...errors.map(String)], [2, "Error: first call"]);
  });
});

Deno.test("AriClient.serve() refuses an application that is served already, and shares one that is only registered", async () => {
  await withClient(async ({ pbx, ari }) => {
    const calls: string[] = [];
    const registration = await ari.register({ apps: "greeter" });
    const server = ari.serve({ apps: "greeter" }, (channel) => {
      calls.push("first");
      return channel.hangup();
    });
    await server.ready;
    assertThrows(() => ari.serve({ apps: ["other", "greeter"] }, () => {}), AriError, 'Cannot serve "greeter"');
    await registration.close();
    await (await pbx.phone("PJSIP/alice").call("100")).ended();
    await server.shutdown();
    await using next = ari.serve({ apps: ["greeter"] }, (channel) => {
      calls.push("next");
      return channel.hangup();
    });
    await next.ready;
    await (await pbx.phone("PJSIP/alice").call("100")).ended();

    assertEquals(calls, ["first", "next"]);
  });
});

Deno.test("AriServer.shutdown() unregisters, aborts calls and waits for their handlers", async () => {
  await withClient(async ({ pbx, ari }) => {
    const steps: string[] = [];
    const entered = Promise.withResolvers<void>();
    const server = ari.serve({ apps: "greeter" }, async (_channel, { signal }) => {
      entered.resolve();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await ari.asterisk.ping();
      steps.push("handler ended");
    });
    await server.ready;
    await pbx.phone("PJSIP/alice").call("100");
    await entered.promise;

    await server.shutdown();
    steps.push("shut down");
    await server.finished;
    await server.shutdown();

    assertEquals(steps, ["handler ended", "shut down"]);
  });
});

Deno.test("AriServer.ready and finished reject when the application cannot be registered", async () => {
  await withClient(async ({ ari }) => {
    await ari.close();
    const server = ari.serve({ apps: "greeter" }, () => {});

    await assertRejects(() => server.ready, Error, "the client was closed");
    await assertRejects(() => server.finished, Error, "the client was closed");
  });
});

Deno.test("AriClient.serve() takes no leg that a call has made for a call, until it has left and comes back", async () => {
  const calls: string[] = [];
  await withServedApp(async (channel, call, ari) => {
    calls.push(channel.name);
    if (calls.length > 1) return await channel.hangup();
    await channel.answer();
    const leg = await reach(ari, call, "PJSIP/bob");
    calls.push("leg");
    const left = leg.once("StasisEnd", { signal: call.signal });
    await leg.continueInDialplan({ context: "default", extension: "100", priority: 1 });
    await left;
    await channel.hangup();
  }, async ({ pbx, ari, server, errors }) => {
    const left = ari.once("StasisEnd");
    await (await pbx.phone("PJSIP/alice").call("100")).ended();
    await left;
    while ((await ari.channels.list()).length > 0);
    await server.drain();

    assertEquals(calls, ["PJSIP/alice-00000000", "leg", "PJSIP/bob-00000001"]);
    assertEquals(errors, []);
    pbx.assertIdle();
  }, { simulate: { endpoints: { "PJSIP/bob": { onCall: { answer: 100 } } } } });
});

Deno.test("AriClient.serve() takes a channel that enters again for a new call", async () => {
  const calls: string[] = [];
  await withServedApp(async (channel, call) => {
    calls.push(call.args.join());
    await channel.continueInDialplan();
    await aborted(call.signal);
    calls.push(`${call.args.join()}: ${call.signal.reason.message}`);
  }, async ({ pbx, server, errors }) => {
    await (await pbx.phone("PJSIP/alice").call("101")).ended();
    await server.drain();

    const why = 'Cannot go on with the call: channel "PJSIP/alice-00000000" left "app"';
    assertEquals(calls.toSorted(), ["first", `first: ${why}`, "second", `second: ${why}`]);
    assertEquals(errors, []);
    pbx.assertIdle();
  });
});

Deno.test("AriClient.serve() ends one call and begins another when a channel is moved, whichever event comes first", async () => {
  const orders = new Set<string>();
  for (let seed = 1; seed <= 20; seed++) {
    const calls: string[] = [];
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withServedApp(async (channel, call) => {
      calls.push(`${call.app} begins`);
      await call.bridge();
      if (call.app === "app") await channel.move({ app: "other" });
      else await channel.hangup();
      await aborted(call.signal);
      calls.push(`${call.app} ends`);
    }, async ({ pbx, ari, server, errors }) => {
      const events: string[] = [];
      for (const name of ["StasisStart", "StasisEnd"] as const) {
        ari.on(name, ({ type, application }) => events.push(`${type} ${application}`));
      }
      await (await pbx.phone("PJSIP/alice").call("100")).ended();
      await server.drain();

      orders.add(events.join());
      assertEquals(calls.toSorted(), ["app begins", "app ends", "other begins", "other ends"]);
      assertEquals(errors, []);
      pbx.assertIdle();
    }, { apps: ["app", "other"], simulate: { reorder: seed } });
  }

  assertEquals(orders.size > 1, true, [...orders].join("\n"));
});

Deno.test("AriClient.serve() sends calls beyond maxCalls back to the dialplan, and says so", async () => {
  const go = Promise.withResolvers<void>();
  await withServedApp(async (channel) => {
    await go.promise;
    await channel.hangup();
  }, async ({ pbx, server, errors }) => {
    const first = await pbx.phone("PJSIP/alice").call("100");
    const second = await pbx.phone("PJSIP/bob").call("100");
    await second.heard("sound:goodbye");
    await second.ended();
    go.resolve();
    await first.ended();
    await server.drain();

    assertEquals(errors, [
      'AriError: Cannot take the call of channel "PJSIP/bob-00000001", it continues in the dialplan: ' +
      "1 calls are served, at most 1 (maxCalls)",
    ]);
    pbx.assertIdle();
  }, { maxCalls: 1 });
});

Deno.test("AriServer.drain() takes no more calls, waits for those that there are, and ends the server", async () => {
  const go = Promise.withResolvers<void>();
  await withServedApp(async (channel, call) => {
    await call.bridge();
    await go.promise;
    assertEquals(call.signal.aborted, false);
    await channel.hangup();
  }, async ({ pbx, ari, server, errors, answered }) => {
    const made = answered("bridges.create");
    const first = await pbx.phone("PJSIP/alice").call("100");
    await made;
    const given = new AbortController();
    const impatient = server.drain({ signal: given.signal });
    const drained = server.drain();
    const late = await pbx.phone("PJSIP/bob").call("100");
    await late.heard("sound:goodbye");
    given.abort(new Error("no patience"));
    await assertRejects(() => impatient, Error, "no patience");
    assertEquals([(await ari.bridges.list()).length, server.activeCalls], [1, 1]);
    go.resolve();
    await drained;
    await server.finished;

    assertEquals((await first.ended()).cause, 16);
    await late.ended();
    assertEquals(errors, []);
    pbx.assertIdle({ disconnected: true });
  });
});

Deno.test("AriServer.shutdown() sends calls that come meanwhile back to the dialplan", async () => {
  const go = Promise.withResolvers<void>();
  await withServedApp(() => go.promise, async ({ pbx, server, errors }) => {
    const first = await pbx.phone("PJSIP/alice").call("100");
    const shutdown = server.shutdown();
    await first.heard("sound:goodbye");
    const late = await pbx.phone("PJSIP/bob").call("100");
    await late.heard("sound:goodbye");
    await late.ended();
    go.resolve();
    await shutdown;

    assertEquals(errors, []);
    pbx.assertIdle({ disconnected: true });
  });
});

Deno.test("AriClient.serve() aborts the calls of an application that another program takes over, and of no other", async () => {
  const reasons: string[] = [];
  await withServedApp(async (channel, call) => {
    await channel.answer();
    await call.bridge();
    if (call.app === "app") await aborted(call.signal);
    else await channel.once("ChannelDtmfReceived", { signal: call.signal });
    reasons.push(call.app, String(call.signal.reason));
  }, async ({ pbx, ari, errors }) => {
    const first = await pbx.phone("PJSIP/alice").call("100");
    const second = await pbx.phone("PJSIP/bob").call("102");
    while ((await ari.bridges.list()).length < 2);
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    await using _ = await other.register({ apps: "app" });
    await first.heard("sound:goodbye");
    await first.ended();
    assertEquals((await ari.bridges.list()).length, 1);
    const ended = ari.once("StasisEnd");
    await second.press("1");
    await second.hangup();
    await ended;

    assertEquals(reasons, [
      "app",
      'AriGoneError: Cannot go on with the call: another program took "app" over',
      "other",
      "undefined",
    ]);
    assertEquals(errors, []);
  }, { apps: ["app", "other"] });
});

Deno.test("AriClient.serve() aborts the call of a channel that is found gone", async () => {
  await withClient(async ({ pbx, ari, errors }) => {
    const notices = new Notices<GoneNotice>();
    const host = { ...hostOf(await ari.bridges.create()), onGone: notices.on.bind(notices) };
    const reasons: string[] = [];
    const given = { client: ari, host, onError: (error: unknown) => errors.push(error) };
    await using server = serveCalls(given, { apps: "greeter" }, async (channel, call) => {
      await call.bridge({ bridgeId: "owned" });
      notices.emit({ kind: "Bridge", id: channel.id, why: "not a channel" });
      notices.emit({ kind: "Channel", id: "another", why: "not this one" });
      assertEquals(call.signal.aborted, false);
      notices.emit({ kind: "Channel", id: channel.id, why: "it went away while the connection was lost" });
      reasons.push(String(call.signal.reason));
      throw call.signal.reason;
    });
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await server.drain();

    assertEquals(reasons.map((reason) => reason.replace(/"[\d.]+"/, "ID")), [
      "AriGoneError: Cannot go on with the call: channel ID: it went away while the connection was lost",
    ]);
    assertEquals((await ari.bridges.list()).map(({ id }) => id).includes("owned"), false);
    assertEquals(errors, []);
    await call.hangup();
  });
});

for (
  const [afterReturn, cause, hears] of [["hangup", 16, false], ["continue", 16, true], ["leave", 16, false]] as const
) {
  Deno.test(`AriClient.serve() with afterReturn "${afterReturn}" lets the channel go so`, async () => {
    await withServedApp((channel) => channel.answer(), async ({ pbx, ari, server }) => {
      const caller = await pbx.phone("PJSIP/alice").call("100");
      await caller.answered();
      await server.drain();
      if (afterReturn === "leave") {
        assertEquals((await ari.channels.list()).length, 1);
        await caller.hangup();
      }
      assertEquals((await caller.ended()).cause, cause);

      assertEquals(pbx.journal.format().includes("goodbye"), hears);
      pbx.assertIdle();
    }, { afterReturn });
  });
}

Deno.test("AriClient.serve() with afterFailure tells what becomes of a channel whose handler has thrown", async () => {
  await withServedApp(() => Promise.reject(new Error("no")), async ({ pbx, errors }) => {
    const { cause } = await (await pbx.phone("PJSIP/alice").call("100")).ended();

    assertEquals([cause, errors], [16, ["Error: no"]]);
    assertEquals(pbx.journal.format().includes("goodbye"), false);
  }, { afterFailure: "hangup" });
});

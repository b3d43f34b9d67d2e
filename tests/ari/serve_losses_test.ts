import { AriConnectionError, AriGoneError, type Call, connect, consult } from "@asterism/asterisk/ari";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { withNetwork } from "../support/broken_network.ts";
import { aborted, reach } from "../support/served_app.ts";

const extensions = `[default]
exten => 100,1,Stasis(greeter,one,"two,three")
 same => n,Playback(goodbye)
 same => n,Hangup()
exten => 200,1,Answer()
 same => n,Wait(500)
`;
const endpoints = { "PJSIP/bob": { onCall: { answer: 5_000 } } };
const options = { simulate: { listen: false, files: { "extensions.conf": extensions }, endpoints } };

Deno.test("served calls go on over a loss: no signal aborts, nothing is released, and digits are heard again", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const entered = Promise.withResolvers<void>();
    const steps: string[] = [];
    await using server = ari.serve({ apps: "greeter", afterReturn: "hangup" }, async (channel, call) => {
      await channel.answer();
      const digit = channel.once("ChannelDtmfReceived", { signal: call.signal });
      await call.bridge({ bridgeId: "owned" });
      entered.resolve();
      steps.push((await digit).digit, String(call.signal.aborted));
    });
    await server.ready;
    const first = await pbx.phone("PJSIP/alice").call("100");
    await entered.promise;

    network.cut();
    await next("resumed");
    const bridges = (await ari.bridges.list()).map(({ id }) => id);
    await first.press("5");
    await first.ended();
    await server.drain();

    assertEquals([bridges, steps], [["owned"], ["5", "false"]]);
    pbx.assertIdle({ disconnected: true });
  }, options);
});

Deno.test("a served call whose channel hangs up during a loss ends with the return, and leaves nothing", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const reasons: unknown[] = [];
    const entered = Promise.withResolvers<void>();
    await using server = ari.serve({ apps: "greeter" }, async (channel, call) => {
      await channel.answer();
      await call.bridge();
      await reach(ari, call, "PJSIP/bob");
      entered.resolve();
      await aborted(call.signal);
      reasons.push(call.signal.reason);
      throw call.signal.reason;
    });
    await server.ready;
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await entered.promise;

    network.isDown = true;
    network.cut();
    await next("lost");
    await caller.hangup();
    network.isDown = false;
    await next("resumed");
    await server.drain();

    assertInstanceOf(reasons[0], AriGoneError);
    assertEquals(/went away while the connection was lost/.test(reasons[0].message), true, reasons[0].message);
    pbx.assertIdle({ disconnected: true });
  }, options);
});

Deno.test("a served call whose channel leaves the application during a loss ends with the return, without being touched", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const calls: Call[] = [];
    const entered = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    await using server = ari.serve({ apps: "greeter" }, async (channel, call) => {
      await channel.answer();
      await call.bridge();
      const leg = await reach(ari, call, "PJSIP/bob");
      calls.push(call);
      legId = leg.id;
      entered.resolve();
      await aborted(call.signal);
      ended.resolve();
    });
    let legId = "";
    await server.ready;
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await entered.promise;
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });

    network.isDown = true;
    network.cut();
    await next("lost");
    const place = { context: "default", extension: "200", priority: 1 };
    for (const channelId of [calls[0]?.channel.id ?? "", legId]) {
      await other.channels.continueInDialplan({ channelId, ...place });
    }
    network.isDown = false;
    const { left } = await next("resumed");
    await ended.promise;
    await server.drain();

    assertEquals(left.toSorted(), [calls[0]?.channel.id, legId].toSorted());
    assertEquals(
      String(calls[0]?.signal.reason).replace(/"[\d.]+"/, "ID"),
      'AriGoneError: Cannot go on with the call: channel "PJSIP/alice-00000000" left "greeter" while the connection was lost',
    );
    const dialplans = (await other.channels.list()).map(({ dialplan }) => dialplan.app_name);
    assertEquals([dialplans, await other.bridges.list()], [["Wait", "Wait"], []]);
    await caller.hangup();
  }, options);
});

Deno.test("a call that came while nothing came through is served when the connection is back, and only once", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const calls: unknown[] = [];
    await using server = ari.serve({ apps: "greeter" }, async (channel, { app, args, event }) => {
      calls.push([channel.name, app, args, event.type, event.channel === channel]);
      await channel.hangup();
    });
    await server.ready;

    network.silence();
    const call = await pbx.phone("PJSIP/alice").call("100");
    while ((await ari.channels.list()).length === 0);
    network.cut();
    await next("resumed");
    await call.ended();
    await server.drain();

    assertEquals(calls, [["PJSIP/alice-00000000", "greeter", ["one", "two,three"], "StasisStart", true]]);
  }, options);
});

Deno.test("a leg that has answered while nothing came through is there when the connection is back", async () => {
  for (const way of ["originate", "createAndDial", "consult"]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withNetwork(async ({ pbx, network, ari, next }) => {
      const served: string[] = [];
      await using server = ari.serve({ apps: "greeter" }, async (channel) => {
        served.push(channel.name.split("-")[0] ?? "");
        await channel.answer();
        if (way === "originate") await ari.channel("leg").originate({ endpoint: "PJSIP/bob", app: "legs" });
        if (way === "createAndDial") await ari.channel("leg").createAndDial({ endpoint: "PJSIP/bob", app: "legs" });
        if (way === "consult") await consult(channel, { endpoint: "PJSIP/bob", app: "legs" });
        served.push(way);
      });
      await using _legs = await ari.register({ apps: "legs" });
      await server.ready;
      const caller = await pbx.phone("PJSIP/alice").call("100");
      while ((await ari.channels.list()).length < 2);

      network.silence();
      await new Promise<void>((resolve) => void pbx.clock.schedule(6_000, resolve));
      assertEquals((await ari.channels.list()).map(({ state }) => state), ["Up", "Up"]);
      network.cut();
      await next("resumed");
      await next("resumed");
      await server.drain();

      assertEquals(served, ["PJSIP/alice", way]);
      await caller.hangup();
    }, options);
  }
});

Deno.test("a loss for good ends served calls and the server, and what can be released is", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const reasons: unknown[] = [];
    const entered = Promise.withResolvers<void>();
    await using server = ari.serve({ apps: "greeter" }, async (channel, call) => {
      await channel.answer();
      await call.bridge();
      entered.resolve();
      await aborted(call.signal);
      reasons.push(call.signal.reason);
    });
    await server.ready;
    const caller = await pbx.phone("PJSIP/alice").call("100");
    await entered.promise;

    network.hasWrongPassword = true;
    network.cut();
    const error = await assertRejects(() => server.finished, AriConnectionError, "answered 401");
    await next("stopped");
    await caller.heard("sound:goodbye");
    await caller.ended();

    assertInstanceOf(reasons[0], AriGoneError);
    assertEquals(
      [reasons[0].message, reasons[0].cause === error],
      ["Cannot go on with the call: the connection was lost", true],
    );
    pbx.assertIdle({ disconnected: true });
  }, options);
});

import { type AriClient, AriConnectionError, AriResponseError, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";

const extensions = "[default]\nexten => 100,1,Stasis(greeter,one,two)\n same => n,Hangup()\n";

/** Runs `body` with a simulator in memory and a client of it, and keeps what the client's `onError` gets. */
async function withClient(
  body: (given: { pbx: SimulatedPbx; ari: AriClient; errors: unknown[] }) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions } });
  const options = { ...pbx.ari.user, ...pbx.connection, onError: (error: unknown) => errors.push(error) };
  await using ari = await connect(pbx.ari.url, options);
  await body({ pbx, ari, errors });
}

Deno.test("a repository answers objects with verbs, and 501 for what the simulator does not have, naming it", async () => {
  await withClient(async ({ pbx, ari }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const started = ari.once("StasisStart");
    const call = await pbx.phone("PJSIP/alice").call("100");
    const { channel } = await started;

    const [listed] = await ari.channels.list();
    await listed?.answer();
    const fresh = await channel.get();

    assertEquals(listed, channel);
    assertEquals([channel.state, fresh.state], ["Ring", "Up"]);
    const error = await assertRejects(
      () => ari.asterisk.unloadModule({ moduleName: "app_echo.so" }),
      AriResponseError,
      "asterisk.unloadModule",
    );
    assertEquals(error.status, 501);
    await call.hangup();
  });
});

Deno.test("AriClient.on() gives typed events until it is disposed, and '*' those of every type", async () => {
  await withClient(async ({ pbx, ari }) => {
    const args: (readonly string[])[] = [];
    const types: string[] = [];
    const starts = ari.on("StasisStart", (event) => args.push(event.args));
    ari.on("*", ({ type }) => types.push(type));
    await using _ = await ari.register({ apps: "greeter" });

    for (let calls = 0; calls < 2; calls++) {
      const ended = ari.once("StasisEnd");
      const call = await pbx.phone("PJSIP/alice").call("100");
      await call.hangup();
      await ended;
      starts[Symbol.dispose]();
    }

    assertEquals(args, [["one", "two"]]);
    const callTypes = ["StasisStart", "ChannelHangupRequest", "StasisEnd"];
    assertEquals(types, [...callTypes, ...callTypes]);
  });
});

Deno.test("AriClient gives what a handler throws to onError, with the others called all the same", async () => {
  await withClient(async ({ pbx, ari, errors }) => {
    ari.on("StasisStart", () => {
      throw new Error("in the handler");
    });
    ari.on("StasisStart", ({ channel }) => channel.hangup());
    await using _ = await ari.register({ apps: "greeter" });

    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.ended();

    assertEquals(errors.map(String), ["Error: in the handler"]);
  });
});

Deno.test("AriClient.events() streams the events of some names or of all", async () => {
  await withClient(async ({ pbx, ari }) => {
    using some = ari.events("StasisStart", "StasisEnd");
    using all = ari.events({ capacity: 16 });
    await using _ = await ari.register({ apps: "greeter" });
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.hangup();

    const types: string[] = [];
    for await (const event of some) {
      types.push(`${event.type} ${event.channel.name}`);
      if (event.type === "StasisEnd") break;
    }

    assertEquals(types, ["StasisStart PJSIP/alice-00000000", "StasisEnd PJSIP/alice-00000000"]);
    assertEquals((await all.next()).value?.type, "StasisStart");
  });
});

Deno.test("AriClient.events keeps the operations on events", async () => {
  await withClient(async ({ ari }) => {
    const error = await assertRejects(
      () => ari.events.userEvent({ eventName: "hello", application: "greeter" }),
      AriResponseError,
    );

    assertEquals(error.operation, "events.userEvent");
  });
});

Deno.test("AriClient.run() resolves when its signal aborts and when the client closes", async () => {
  await withClient(async ({ ari }) => {
    const controller = new AbortController();
    const aborted = ari.run({ apps: "greeter", signal: controller.signal });
    await registered(ari, "greeter");
    controller.abort();
    await aborted;
    await ari.run({ apps: "greeter", signal: controller.signal });

    const closed = ari.run({ apps: ["greeter", "other"] });
    await registered(ari, "other");
    await ari.close();
    await closed;
  });
});

Deno.test("AriClient.run() without reconnect rejects when the connection is lost", async () => {
  const pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  const running = ari.run({ apps: "greeter", reconnect: false });
  await registered(ari, "greeter");

  const lost = assertRejects(() => running, AriConnectionError, 'Cannot receive events of "greeter": Asterisk closed');
  await pbx[Symbol.asyncDispose]();

  await lost;
});

Deno.test("AriClient.close() ends waits and streams, refuses what comes after, and is harmless twice", async () => {
  await withClient(async ({ ari }) => {
    const waiting = ari.once("StasisStart");
    const stream = ari.events();

    await ari.close();
    await ari.close();

    await assertRejects(() => waiting, AriConnectionError, "the client was closed");
    assertEquals((await stream.next()).done, true);
    await assertRejects(
      () => ari.channels.list(),
      AriConnectionError,
      "Cannot run channels.list: the client was closed",
    );
    await assertRejects(
      () => ari.register({ apps: "a" }),
      AriConnectionError,
      'Cannot register "a": the client was closed',
    );
    assertThrows(() => ari.events("StasisStart", { signal: AbortSignal.abort(new Error("stop")) }), Error, "stop");
  });
});

Deno.test("events.eventWebsocket() opens a WebSocket of one's own", async () => {
  await withClient(async ({ ari }) => {
    const socket = await ari.events.eventWebsocket({ app: "mine" });
    await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve, { once: true }));

    assertEquals((await ari.applications.get({ applicationName: "mine" })).name, "mine");
    socket.close();
    assertInstanceOf(await closed, CloseEvent);
  });
});

Deno.test("the client works as well on a port, and leaves nothing behind", async () => {
  await using pbx = await simulate({ files: { "extensions.conf": extensions } });
  await using ari = await connect(pbx.ari.url, pbx.ari.user);
  await using server = ari.serve({ apps: "greeter" }, (channel) => channel.hangup());
  await server.ready;

  const call = await pbx.phone("PJSIP/alice").call("100");

  assertEquals((await call.ended()).cause, 16);
});

/** Resolves when Asterisk has the application. */
async function registered(ari: AriClient, applicationName: string): Promise<void> {
  for (;;) {
    try {
      await ari.applications.get({ applicationName });
      return;
    } catch (error) {
      if (!(error instanceof AriResponseError) || error.status !== 404) throw error;
    }
  }
}

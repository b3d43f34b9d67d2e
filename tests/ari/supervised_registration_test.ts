import { AriClient as Client, AriConnectionError, AriReplacedError, connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { withNetwork } from "../support/broken_network.ts";
import { FaultyTransport } from "../support/faulty_transport.ts";

Deno.test("a registration that is lost comes back, and its handlers and streams hear what happens then", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const heard: string[] = [];
    ari.on("StasisStart", ({ channel }) => void heard.push(channel.name.split("-")[0] ?? ""));
    using stream = ari.events("StasisStart");
    await using registration = await ari.register({ apps: "greeter" });

    network.cut();
    const lost = await next("lost");
    await next("resumed");
    const call = await pbx.phone("PJSIP/alice").call("100");
    await stream.next();
    await call.hangup();

    assertEquals(lost.error.message, 'Cannot receive events of "greeter": Asterisk closed with code 1006');
    assertEquals(heard, ["PJSIP/alice"]);
    assertEquals(network.sockets.most, 1);
    await registration.close();
  });
});

Deno.test("a WebSocket that opens and stays silent is found out, closed, and another one opened", async () => {
  await withNetwork(async ({ network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });

    network.deaf = 1;
    network.cut();
    await next("lost");
    const silent = await next("waiting").then(() => next("waiting"));
    await next("resumed");

    assertEquals(
      silent.error.message,
      'Cannot receive events of "greeter": what was sent to it did not arrive in 1000 ms',
    );
    assertEquals([network.sockets.made, network.sockets.most], [3, 1]);
  });
});

Deno.test("a WebSocket whose handshake is never answered is given up, and the next one opened", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const before = pbx.clock.now();

    network.hanging = 1;
    network.cut();
    await next("waiting");
    const { error } = await next("waiting");
    await next("resumed");

    assertEquals(
      error.message,
      'Cannot receive events of "greeter": the WebSocket did not open in 10000 ms (handshakeTimeout)',
    );
    assertEquals(pbx.clock.now() - before >= 10_000, true);
    assertEquals(network.sockets, { made: 3, most: 1, open: 1 });
    network.hanging = 1;
    await assertRejects(() => ari.register({ apps: "other" }), AriConnectionError, "did not open");
  });
});

Deno.test("the proof is nobody's event, and one sent by the program is everybody's", async () => {
  await withNetwork(async ({ ari }) => {
    const heard: string[] = [];
    ari.on("*", (event) => void heard.push(event.type === "ChannelUserevent" ? event.eventname : event.type));
    await using _ = await ari.register({ apps: "greeter" });
    const own = ari.once("ChannelUserevent");

    await ari.events.userEvent({ eventName: "own", application: "greeter" });
    await own;

    assertEquals(heard, ["own"]);
  });
});

Deno.test("where the proof is hidden by a filter, that Asterisk has the application stands in for it", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    // It is called into the application, which so outlives the connection, with its filter.
    const started = ari.once("StasisStart");
    await pbx.phone("PJSIP/alice").call("100");
    await started;
    await ari.applications.filter({
      applicationName: "greeter",
      filter: { disallowed: [{ type: "ChannelUserevent" }] },
    });

    network.cut();
    const { proof } = await next("resumed");

    assertEquals(proof, "application");
  });
});

Deno.test("what was subscribed to and filtered is asked for again, as Asterisk has forgotten it", async () => {
  await withNetwork(async ({ network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const applicationName = "greeter";
    await ari.applications.subscribe({
      applicationName,
      eventSource: ["deviceState:Stasis:a", "endpoint:PJSIP"],
    });
    await ari.applications.subscribe({ applicationName, eventSource: "deviceState:Stasis:b" });
    await ari.applications.unsubscribe({ applicationName, eventSource: "deviceState:Stasis:a" });
    await ari.applications.filter({ applicationName, filter: { disallowed: [{ type: "Dial" }] } });

    network.cut();
    await next("resumed");

    const application = await ari.applications.get({ applicationName });
    assertEquals(
      [application.device_names, application.endpoint_ids, application.events_disallowed],
      [["Stasis:b"], ["PJSIP"], [{ type: "Dial" }]],
    );
  });
});

Deno.test("attempts go on for as long as it takes, further and further apart, up to a limit", async () => {
  await withNetwork(async ({ pbx, network, ari, status, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const before = pbx.clock.now();

    network.isDown = true;
    network.cut();
    const delays: number[] = [];
    for await (const change of { [Symbol.asyncIterator]: () => ({ next: () => status.next() }) }) {
      if (change.type === "waiting") delays.push(change.delay);
      if (delays.length === 25) break;
    }
    network.isDown = false;
    await next("resumed");

    assertEquals(delays.slice(0, 4), [100, 200, 400, 800]);
    assertEquals(delays.slice(-2), [10_000, 10_000]);
    assertEquals(pbx.clock.now() - before > 10 * 60_000 / 4, true);
  }, { random: () => 0.99999, firstReconnectDelay: 100, longestReconnectDelay: 10_000 });
});

Deno.test("a registration is closed at any moment of its life: in the middle of a wait", async () => {
  await withNetwork(async ({ network, ari, next }) => {
    const registration = await ari.register({ apps: "greeter" });
    network.isDown = true;
    network.cut();
    await next("waiting");

    await registration.close();
    await registration.closed;
    const { error } = await next("stopped");

    assertEquals([error, network.sockets.open], [undefined, 0]);
    await registration.close();
  });
});

Deno.test("run() ends with its signal while it waits for a lost Asterisk", async () => {
  await withNetwork(async ({ network, ari, next }) => {
    const controller = new AbortController();
    const running = ari.run({ apps: "greeter", signal: controller.signal });
    await next("connected");
    network.isDown = true;
    network.cut();
    await next("waiting");

    controller.abort();
    await running;
  });
});

Deno.test("an application that another connection registers is left to it: no tug of war", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    const registration = await ari.register({ apps: ["one", "two"] });
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    await using _one = await other.register({ apps: "one" });
    const first = await next("replaced");
    await using _two = await other.register({ apps: "two" });
    const { error } = await next("stopped");

    await assertRejects(() => registration.closed, AriReplacedError, 'of "two": another connection has registered it');
    assertInstanceOf(error, AriReplacedError);
    assertEquals([first.app, network.sockets.made, network.sockets.open], ["one", 1, 0]);
  });
});

Deno.test("what is left of the applications comes back, without the one that another connection has", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _registration = await ari.register({ apps: ["one", "two"] });
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    await using _one = await other.register({ apps: "one" });
    await next("replaced");

    network.cut();
    const resumed = await next("resumed");

    assertEquals(resumed.apps, ["two"]);
  });
});

Deno.test("an application is registered again on request, when another connection has taken it", async () => {
  await withNetwork(async ({ pbx, ari, next }) => {
    await using _registration = await ari.register({ apps: "one", replaced: "retake" });
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    const theirs = await other.register({ apps: "one" });

    await next("replaced");
    await next("resumed");

    await assertRejects(() => theirs.closed, AriReplacedError);
  });
});

Deno.test("a user that Asterisk refuses on the way back ends it, and says so", async () => {
  await withNetwork(async ({ network, ari }) => {
    const registration = await ari.register({ apps: "greeter" });

    network.hasWrongPassword = true;
    network.cut();
    const error = await assertRejects(
      () => registration.closed,
      AriConnectionError,
      "answered 401, wrong user or password",
    );

    assertEquals(error.status, 401);
  });
});

Deno.test("an Asterisk that is down at the start is waited for on request, and gets exactly one WebSocket", async () => {
  await using pbx = await simulate({ listen: false });
  const network = new FaultyTransport(pbx);
  network.isDown = true;
  await using ari = new Client(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, transport: network.transport });
  await assertRejects(() => ari.register({ apps: "greeter" }), AriConnectionError, "cannot reach");
  const status = ari.status();
  const registering = ari.register({ apps: "greeter", keepTrying: true });
  for (let waits = 0; waits < 5; waits++) await status.next();

  network.isDown = false;
  await using _ = await registering;

  assertEquals([network.sockets.open, network.sockets.most], [1, 1]);
});

Deno.test("a first WebSocket that stays silent is replaced as later ones are, without being asked to keep trying", async () => {
  await withNetwork(async ({ network, ari, status, next }) => {
    network.deaf = 2;
    await using _ = await ari.register({ apps: "greeter" });
    const types = [(await status.next()).value?.type, (await status.next()).value?.type];
    await next("connected");

    assertEquals(types, ["waiting", "waiting"]);
    assertEquals(network.sockets, { made: 3, most: 1, open: 1 });
  });
});

Deno.test("a first WebSocket that stays silent is replaced so many times, and no WebSocket is left", async () => {
  await withNetwork(async ({ network, ari }) => {
    network.deaf = 100;
    await assertRejects(
      () => ari.register({ apps: "greeter" }),
      AriConnectionError,
      'Cannot receive events of "greeter": what was sent to it did not arrive in 4000 ms, and so 3 times (proofAttempts)',
    );

    assertEquals(network.sockets, { made: 3, most: 1, open: 0 });
  }, { proofAttempts: 3 });
});

Deno.test("a first WebSocket is not kept when the filter of its application is refused", async () => {
  await withNetwork(async ({ network, ari }) => {
    network.before = (url) => {
      if (url.endsWith("/eventFilter")) throw new TypeError("tcp connect error");
      return undefined;
    };
    await assertRejects(() => ari.register({ apps: "greeter", filter: "handlers" }), AriConnectionError);

    assertEquals(network.sockets.open, 0);
  });
});

Deno.test("registering for good is given up by its signal", async () => {
  await using pbx = await simulate({ listen: false });
  const network = new FaultyTransport(pbx);
  network.isDown = true;
  await using ari = new Client(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, transport: network.transport });
  const controller = new AbortController();
  const status = ari.status();
  const registering = ari.register({ apps: "greeter", keepTrying: true, signal: controller.signal });
  await status.next();

  controller.abort(new Error("enough"));

  await assertRejects(() => registering, Error, "enough");
  assertEquals(network.sockets.open, 0);
});

Deno.test("a connection is not doubted because the program's own requests take all places", async () => {
  await withNetwork(async ({ pbx, network, ari, status }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const controller = new AbortController();
    network.unanswered = "/asterisk/ping";
    const waiting = [
      ari.asterisk.ping({ signal: controller.signal }),
      ari.asterisk.ping({ signal: controller.signal }),
    ];
    const given = waiting.map((request) => assertRejects(() => request, Error, "enough"));

    await pbx.tick(25_000);
    controller.abort(new Error("enough"));
    await Promise.all(given);
    await ari.close();

    assertEquals((await Array.fromAsync(status)).map(({ type }) => type), ["connected", "stopped"]);
    assertEquals(network.sockets.made, 1);
  }, { maxRequests: 2, heartbeat: 5_000, simulate: { clock: "manual", listen: false } });
});

Deno.test("what Asterisk has kept of subscriptions is not asked for twice, as it would count", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const started = ari.once("StasisStart");
    await pbx.phone("PJSIP/alice").call("100"); // The application outlives the connection by it.
    await started;
    const subscription = await ari.subscribe("greeter", "endpoint:PJSIP");

    for (let losses = 0; losses < 3; losses++) {
      network.cut();
      await next("resumed");
    }
    await subscription.close();

    assertEquals((await ari.applications.get({ applicationName: "greeter" })).endpoint_ids, []);
  });
});

Deno.test("1,000 times lost and back: no handler is lost, no WebSocket left or doubled, every gap told", async () => {
  const cycles = 1_000;
  await withNetwork(async ({ pbx, network, ari, next }) => {
    let heard = 0;
    ari.on("ChannelUserevent", () => void heard++);
    await using _ = await ari.register({ apps: "greeter" });
    let gaps = 0;
    let to = 0;
    for (let cycle = 0; cycle < cycles; cycle++) {
      if (cycle % 10 === 3) network.deaf = 1;
      if (cycle % 10 === 7) network.isDown = true;
      network.cut();
      await next("lost");
      if (network.isDown) await next("waiting").then(() => next("waiting"));
      network.isDown = false;
      const { missed } = await next("resumed");
      if (missed.from.getTime() >= to && missed.to >= missed.from) gaps++;
      to = missed.to.getTime();
      const event = ari.once("ChannelUserevent");
      await ari.events.userEvent({ eventName: "again", application: "greeter" });
      await event;
    }

    assertEquals([heard, gaps], [cycles, cycles]);
    assertEquals([network.sockets.open, network.sockets.most], [1, 1]);
    assertEquals((await ari.applications.list()).map(({ name }) => name), ["greeter"]);
    pbx.assertIdle();
  }, { firstReconnectDelay: 20 });
});

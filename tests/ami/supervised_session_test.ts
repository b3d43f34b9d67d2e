import {
  AmiAuthenticationError,
  type AmiClient,
  AmiConnectionError,
  type AmiStatus,
  connect,
  type ConnectOptions,
} from "@asterism/asterisk/ami";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { type AmiPeer, AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";

interface Bench {
  readonly server: AmiServer;
  readonly manager: AmiClient;
  readonly peer: AmiPeer;
  readonly clock: VirtualClock;
  /** The next status of this type. */
  next<Type extends AmiStatus["type"]>(type: Type): Promise<Extract<AmiStatus, { type: Type }>>;
}

/** A client whose time passes by itself when nothing else happens. */
async function withLosses(run: (bench: Bench) => Promise<void>, options: Partial<ConnectOptions> = {}): Promise<void> {
  using clock = new VirtualClock({ epoch: 0, auto: true });
  const server = new AmiServer();
  const connecting = connect({ ...server.options, clock, random: () => 0.5, onError: () => {}, ...options });
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  using status = manager.status();
  async function next<Type extends AmiStatus["type"]>(type: Type): Promise<Extract<AmiStatus, { type: Type }>> {
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      const { value } = await status.next();
      if (value === undefined) throw new Error(`Cannot wait for status "${type}": the client has ended`);
      if (isOfType(value, type)) return value;
    }
  }
  await run({ server, manager, peer, clock, next });
}

function isOfType<Type extends AmiStatus["type"]>(
  status: AmiStatus,
  type: Type,
): status is Extract<AmiStatus, { type: Type }> {
  return status.type === type;
}

Deno.test("a client that is lost logs in again, and its handlers and streams hear what happens then", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    const heard: string[] = [];
    manager.on("Hangup", ({ Channel }) => void heard.push(Channel ?? ""));
    using stream = manager.events("Hangup");
    peer.close();
    const lost = await next("lost");
    using second = await server.acceptLogin();
    const { missed, banner } = await next("resumed");
    await second.message("Event: Hangup", "Channel: PJSIP/alice-1");
    await stream.next();
    const served = second.serve();
    await manager.close();
    await served;

    assertEquals(lost.error.message, "Cannot go on: Asterisk closed the connection");
    assertEquals([heard, banner.version, server.connections], [["PJSIP/alice-1"], "11.0.0", 2]);
    assertEquals(missed.to.getTime() > missed.from.getTime(), true);
  });
});

Deno.test("attempts go on without end, ever more apart up to the limit, and actions meanwhile fail as not sent", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    server.refusal = new Deno.errors.ConnectionRefused("Connection refused");
    peer.close();
    const waits: number[] = [];
    // deno-lint-ignore no-await-in-loop -- One after the other.
    while (waits.length < 12) waits.push((await next("waiting")).delay);
    const error = await manager.action("Ping").then(() => undefined, (error: unknown) => error);
    assertInstanceOf(error, AmiConnectionError);
    server.refusal = undefined;
    using second = await server.acceptLogin();
    await next("resumed");
    const served = second.serve();
    await manager.close();
    await served;

    assertEquals(waits, [125, 250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000, 15_000]);
    assertEquals([error.outcome, error.message], [
      "not-sent",
      "Cannot send an action: Cannot go on: Asterisk closed the connection",
    ]);
  });
});

Deno.test("a return asks for the last mask, and for filters before any event", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    const served = peer.serve({ Filter: () => [], Events: () => ["Events: On"] });
    await manager.action("Filter", { Operation: "Add", Filter: "Event: Hangup" });
    await manager.action("Events", { EventMask: "call" });
    peer.close();
    await served;
    using second = await server.accept();
    const login = await second.logIn();
    const filter = await second.expect("Filter");
    await second.answer(filter);
    const events = await second.expect("Events");
    await second.answer(events, "Events: On");
    await next("resumed");
    const closed = second.serve();
    await manager.close();
    await closed;

    assertEquals([login.get("Events"), filter.get("Filter"), events.get("EventMask")], [
      "off",
      "Event: Hangup",
      "call",
    ]);
  });
});

Deno.test("a connection on which nothing comes, not even an answer to a ping, is given up", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    await peer.answer(await peer.expect("Ping"), "Ping: Pong");
    await peer.expect("Ping");
    const lost = await next("lost");
    using second = await server.acceptLogin();
    await next("resumed");
    const served = second.serve();
    await manager.close();
    await served;

    assertEquals(lost.error.message, "Cannot go on: no answer to a ping within 2000 ms");
  }, { heartbeat: 3_000, heartbeatTimeout: 2_000 });
});

Deno.test("a login that is refused for ever ends the client, and one that may pass does not", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    peer.close();
    using second = await server.accept();
    await second.send("Asterisk Call Manager/11.0.0\r\n");
    await second.answer(await second.expect("Challenge"), "Response: Error", "Message: Login Already In Use");
    using third = await server.accept();
    await third.send("Asterisk Call Manager/11.0.0\r\n");
    await third.answer(await third.expect("Challenge"), "Challenge: 1");
    await third.answer(await third.expect("Login"), "Response: Error", "Message: Authentication failed");

    const stopped = await next("stopped");
    assertInstanceOf(stopped.error, AmiAuthenticationError);
    await assertRejects(() => manager.closed, AmiAuthenticationError);
    await assertRejects(
      () => manager.action("Ping"),
      AmiConnectionError,
      'Cannot log in as "admin": Authentication failed',
    );
  });
});

Deno.test("without reconnect the client ends with its connection", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    peer.close();
    const { error } = await next("stopped");
    assertEquals(error?.message, "Cannot go on: Asterisk closed the connection");
    await assertRejects(() => manager.closed, AmiConnectionError);
    assertEquals(server.connections, 1);
  }, { reconnect: false });
});

Deno.test("connect() with keepTrying repeats the first attempt, until its signal aborts", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: true });
  const server = new AmiServer();
  server.refusal = new Deno.errors.ConnectionRefused("Connection refused");
  const controller = new AbortController();
  const options = { ...server.options, clock, keepTrying: true, signal: controller.signal };
  const rejects = assertRejects(() => connect(options), Error, "enough");
  await new Promise<void>((resolve) => void clock.schedule(600_000, resolve));
  controller.abort(new Error("enough"));
  await rejects;
  assertEquals(server.connections > 5, true);
});

Deno.test("a client is closed at any moment: while it waits, connects or logs in", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    peer.close();
    await next("waiting");
    await manager.close();
    assertEquals(server.connections, 1);
  });
  await withLosses(async ({ server, manager, peer }) => {
    peer.close();
    using second = await server.accept();
    await manager.close();
    assertEquals(await second.next(), undefined);
  });
});

Deno.test("1,000 losses leave no handler lost, no second connection, and each missed window told", async () => {
  await withLosses(async ({ server, manager, peer, next }) => {
    let heard = 0;
    manager.on("Hangup", () => void heard++);
    let current = peer;
    let windows = 0;
    for (let loss = 0; loss < 1_000; loss++) {
      current.close();
      // deno-lint-ignore no-await-in-loop -- One loss after the other.
      current = await server.acceptLogin();
      // deno-lint-ignore no-await-in-loop -- The same.
      const { missed } = await next("resumed");
      if (missed.to.getTime() > missed.from.getTime()) windows++;
      const once = manager.once("Hangup");
      // deno-lint-ignore no-await-in-loop -- The same.
      await current.message("Event: Hangup");
      // deno-lint-ignore no-await-in-loop -- The same.
      await once;
    }
    const served = current.serve();
    await manager.close();
    await served;
    assertEquals([heard, windows, server.connections], [1_000, 1_000, 1_001]);
  });
});

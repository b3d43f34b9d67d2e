import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type AmiClient,
  AmiConnectionError,
  type AmiStatus,
  connect,
  type ConnectOptions,
} from "@asterism/asterisk/ami";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { AmiHttpServer, bring, type HttpAction } from "../../support/ami_http_server.ts";

interface Bench {
  readonly manager: AmiClient;
  readonly server: AmiHttpServer;
  readonly clock: VirtualClock;
  /** The first wait for events. */
  readonly wait: HttpAction;
}

async function withHttpManager(
  run: (bench: Bench) => Promise<void>,
  options: Partial<ConnectOptions> = {},
): Promise<void> {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const server = new AmiHttpServer();
  const connecting = connect({ ...server.options, clock, random: () => 0, ...options });
  const wait = await server.logIn();
  const manager = await connecting;
  await run({ manager, server, clock, wait });
  const closing = manager.close();
  await server.serve();
  await closing;
}

const userEvent = (index: number) => ["Event: UserEvent", "Privilege: user,all", `Index: ${index}`];

Deno.test("events come by waits, one after the other, and actions go meanwhile", async () => {
  await withHttpManager(async ({ manager, server, wait }) => {
    using events = manager.events();
    assertEquals([wait.fields.get("Timeout"), wait.method], ["10", "POST"]);
    const ping = manager.action("Ping");
    (await server.expect("Ping")).answer("Ping: Pong");
    assertEquals((await ping).get("Ping"), "Pong");
    bring(wait, userEvent(1), userEvent(2));
    bring(await server.expect("WaitEvent"), userEvent(3));

    const seen = [await events.next(), await events.next(), await events.next()];
    assertEquals(seen.map(({ value }) => value?.get("Index")), ["1", "2", "3"]);
    await server.expect("WaitEvent");
  });
});

Deno.test("actions are requests in their order, the next when the one before is answered", async () => {
  await withHttpManager(async ({ manager, server }) => {
    const both = Promise.all([manager.send("A"), manager.send("B"), manager.send("C")]);
    const { count } = server;
    const first = await server.expect("A");
    assertEquals(server.count, count + 1);
    first.answer("X: 1");
    (await server.expect("B")).answer("Response: Error", "Message: no");
    (await server.expect("C")).answer("X: 3");

    assertEquals((await both).map(({ name }) => name), ["Success", "Error", "Success"]);
  });
});

Deno.test("waits that bring nothing at once are a second apart", async () => {
  await withHttpManager(async ({ server, clock, wait }) => {
    bring(wait);
    const { count } = server;
    await clock.tick(900);
    assertEquals(server.count, count);
    await clock.tick(200);
    await server.expect("WaitEvent");
  });
});

Deno.test("where events are off nothing waits, and what Asterisk records is thrown away, also before they are on again", async () => {
  await withHttpManager(async ({ manager, server, clock, wait }) => {
    const seen: string[] = [];
    manager.on("UserEvent", (event) => void seen.push(event.get("Index") ?? ""));
    const off = manager.action("Events", { EventMask: "off" });
    (await server.expect("Events")).answer("Events: Off");
    (await server.expect("Ping")).answer("Ping: Pong");
    await off;
    bring(wait, userEvent(1)); // The wait turned them on again.
    await clock.tick(20_100);
    const mask = await server.expect("Events");
    assertEquals(mask.fields.get("EventMask"), "cc");
    mask.answer("Events: On");
    const drain = await server.expect("WaitEvent");
    assertEquals(drain.fields.get("Timeout"), "0");
    bring(drain, userEvent(2));

    const on = manager.action("Events", { EventMask: "user" });
    (await server.expect("Events")).answer("Events: On");
    bring(await server.expect("WaitEvent"), userEvent(3));
    const asked = await server.expect("Events");
    assertEquals(asked.fields.get("EventMask"), "user");
    asked.answer("Events: On");
    const others = [await server.next(), await server.next()];
    others.find(({ name }) => name === "Ping")?.answer("Ping: Pong");
    await on;
    const event = manager.once("UserEvent");
    const next = others.find(({ name }) => name === "WaitEvent");
    assert(next);
    bring(next, userEvent(4));

    await event;
    assertEquals(seen, ["4"]);
  });
});

async function take(statuses: AsyncIterator<AmiStatus>, count: number): Promise<AmiStatus[]> {
  const taken: AmiStatus[] = [];
  while (taken.length < count) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    const { value } = await statuses.next();
    taken.push(value);
  }
  return taken;
}

for (
  const [what, lose, words] of [
    ["another wait takes its events", (wait) => wait.respond(response("")), "another WaitEvent has taken the events"],
    ["Asterisk has ended it", (_, server) => server.cookie = "12345678", "Asterisk has ended the session"],
    [
      "the connection breaks",
      (wait) => wait.fail(new TypeError("fetch failed")),
      "the connection broke (fetch failed)",
    ],
  ] satisfies [string, (wait: HttpAction, server: AmiHttpServer) => void, string][]
) {
  Deno.test(`a session is lost when ${what}, and comes back with a login and a time that was missed`, async () => {
    await withHttpManager(async ({ manager, server, clock, wait }) => {
      using statuses = manager.status();
      await clock.tick(5_000);
      bring(wait, userEvent(1));
      const second = await server.expect("WaitEvent");
      await clock.tick(3_000);
      const pong = manager.action("Ping").then(({ name }) => name, (error: AmiConnectionError) => error.outcome);
      lose(second, server);
      const ping = await server.expect("Ping");
      if (what === "Asterisk has ended it") ping.answer("Response: Error", "Message: Permission denied");
      const [lost, waiting] = await take(statuses, 2);
      await clock.tick(1_000);
      await server.logIn();
      const [resumed] = await take(statuses, 1);

      assert(lost?.type === "lost" && waiting?.type === "waiting" && resumed?.type === "resumed");
      assertEquals(lost.error.message.includes(words), true, lost.error.message);
      // What came before the wait that brought something ended is known, but for a second.
      assertEquals([resumed.missed.from.getTime(), resumed.missed.to.getTime() >= 8_000], [4_000, true]);
      assertEquals(await pong, what === "Asterisk has ended it" ? "not-sent" : "unknown");
    });
  });
}

function response(body: string): Response {
  return new Response(body, { headers: { "set-cookie": 'mansession_id="66cb0ca2"; Version=1; Max-Age=60' } });
}

Deno.test("a wait that finds Asterisk shutting down says nothing of an action that is under way beside it", async () => {
  await withHttpManager(async ({ manager, server, wait, clock }) => {
    using statuses = manager.status();
    const action = manager.action("Ping").then(({ name }) => name, (error: AmiConnectionError) => error.outcome);
    await server.expect("Ping");
    wait.respond(new Response("", { status: 503 }));

    assertEquals(await action, "unknown");
    await take(statuses, 2);
    await clock.tick(1_000);
    await server.logIn();
    await take(statuses, 1);
  });
});

Deno.test("a wait that does not end in time is the end of the session", async () => {
  await withHttpManager(async ({ manager, server, clock }) => {
    using statuses = manager.status();
    await clock.tick(40_100);
    const [lost] = await take(statuses, 1);
    assert(lost?.type === "lost");
    assertEquals(lost.error.message.includes("no end of a wait for events within 30000 ms after it"), true);
    await clock.tick(1_000);
    await server.logIn();
    await take(statuses, 2);
  });
});

Deno.test("an answer without an end does not run into the next one, and what is no message is told", async () => {
  const strays: unknown[] = [];
  await withHttpManager(async ({ manager, server }) => {
    const list = manager.send("IAXnetstats");
    (await server.expect("IAXnetstats")).respond(response("nothing to see"));
    (await server.expect("Ping")).answer("Ping: Pong");

    assertEquals((await list).get("Ping"), "Pong");
    assertEquals(strays.length, 1);
  }, { onError: (error) => void strays.push(error) });
});

Deno.test("a form that Asterisk would not read, and a wait of the program's own, are refused and nothing is sent", async () => {
  await withHttpManager(async ({ manager, server }) => {
    const { count } = server;
    const long = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Line${index}`, "é".repeat(100)]));
    await assertRejects(() => manager.send("Long", long), RangeError, "the limit is 40960");
    await assertRejects(() => manager.send("WaitEvent"), TypeError, "waits for events itself");
    assertEquals(server.count, count);
  });
});

Deno.test("a client that is closed lets nothing wait", async () => {
  const server = new AmiHttpServer();
  const connecting = connect(server.options);
  await server.logIn();
  const manager = await connecting;
  const closing = manager.close();
  (await server.expect("Logoff")).answer("Response: Goodbye", "Message: Thanks for all the fish.");
  await closing;
  await assertRejects(() => manager.send("Ping"), AmiConnectionError, "the client was closed");
});

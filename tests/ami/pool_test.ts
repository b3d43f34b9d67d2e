import { AmiAuthenticationError, type AmiPool, pool, type PoolStatus } from "@asterism/asterisk/ami";
import { answers } from "../support/ami_manager.ts";
import { type AmiPeer, AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";

interface Bench {
  readonly servers: AmiPool;
  readonly north: AmiPeer;
  readonly south: AmiPeer;
  readonly southServer: AmiServer;
}

async function withPool(run: (bench: Bench) => Promise<void>): Promise<void> {
  const [northServer, southServer] = [new AmiServer(), new AmiServer()];
  const opening = pool([
    { name: "north", ...northServer.options, random: () => 0 },
    { name: "south", ...southServer.options, random: () => 0 },
  ]);
  using north = await northServer.acceptLogin();
  using south = await southServer.acceptLogin();
  await using servers = await opening;
  await run({ servers, north, south, southServer });
  north.close();
  south.close();
}

async function nextOf(statuses: AsyncIterator<PoolStatus>, server: string, type: string): Promise<PoolStatus> {
  for (;;) {
    // deno-lint-ignore no-await-in-loop -- one status after the other.
    const { value, done } = await statuses.next();
    if (done) throw new Error(`Cannot wait for "${type}" of "${server}": the statuses have ended`);
    if (value.server === server && value.status.type === type) return value;
  }
}

Deno.test("pool() gives events of all servers with the server's name, to handlers and in one stream", async () => {
  await withPool(async ({ servers, north, south }) => {
    const seen: string[] = [];
    using added = servers.on("Hangup", (event, server) => void seen.push(`${server} ${event.Channel}`));
    using hangups = servers.events("Hangup", { capacity: 4 });
    using all = servers.events();
    await north.message("Event: Hangup", "Channel: a");
    const { value: first } = await hangups.next();
    await south.message("Event: Hangup", "Channel: b");
    const { value: second } = await hangups.next();
    added[Symbol.dispose]();
    await south.message("Event: Newstate", "Channel: c");
    await south.message("Event: Hangup", "Channel: d");
    await hangups.next();

    assertEquals([first?.server, first?.event.Channel, second?.server], ["north", "a", "south"]);
    assertEquals(seen, ["north a", "south b"]);
    const names = [await all.next(), await all.next(), await all.next()].map(({ value }) =>
      `${value?.server} ${value?.event.name}`
    );
    assertEquals(names, ["north Hangup", "south Hangup", "south Newstate"]);
  });
});

Deno.test("pool() sends actions to one server by its name, and knows its servers", async () => {
  await withPool(async ({ servers, south }) => {
    const ping = servers.get("south").action("Ping");
    await answers(south, "Ping: Pong");
    assertEquals((await ping).Ping, "Pong");
    assertEquals([servers.names, [...servers].map(([name]) => name)], [["north", "south"], ["north", "south"]]);
    assertEquals(servers.statusOf("north")?.type, "connected");
    assertThrows(
      () => servers.get("east"),
      RangeError,
      'Cannot find server "east" in the pool: it has "north", "south"',
    );
    assertThrows(() => servers.statusOf("east"), RangeError);
  });
});

Deno.test("a pool of which one server is lost goes on with the others, and gets that one back", async () => {
  await withPool(async ({ servers, north, south, southServer }) => {
    using status = servers.status();
    using events = servers.events("Hangup");
    south.close();
    await nextOf(status, "south", "lost");
    await north.message("Event: Hangup", "Channel: a");
    assertEquals((await events.next()).value?.server, "north");
    using back = await southServer.acceptLogin();
    await nextOf(status, "south", "resumed");
    await back.message("Event: Hangup", "Channel: b");
    assertEquals((await events.next()).value?.server, "south");
    back.close();
  });
});

Deno.test("pool() resolves although one server is out of reach and another lets nobody in, and says so", async () => {
  const [up, down, strict] = [new AmiServer(), new AmiServer(), new AmiServer()];
  down.refusal = new Error("refused");
  const opening = pool([
    { name: "up", ...up.options },
    { name: "down", ...down.options, random: () => 0.999, firstReconnectDelay: 60_000, longestReconnectDelay: 60_000 },
    { name: "strict", ...strict.options },
  ]);
  using peer = await up.acceptLogin();
  using refuser = await strict.accept();
  await refuser.send("Asterisk Call Manager/11.0.0\r\n");
  await answers(refuser, "Response: Error", "Message: Authentication failed");
  await using servers = await opening;

  assertEquals(["up", "down", "strict"].map((name) => servers.statusOf(name)?.type), [
    "connected",
    "waiting",
    "stopped",
  ]);
  const last = servers.statusOf("strict");
  assertInstanceOf(last?.type === "stopped" ? last.error : undefined, AmiAuthenticationError);
  peer.close();
});

Deno.test("pool() rejects for options that make no sense, and when its signal aborts", async () => {
  const { options } = new AmiServer();
  await assertRejects(() => pool([]), TypeError, "no servers");
  await assertRejects(() => pool([{ name: "", ...options }]), TypeError, "a server has no name");
  const twice = [{ name: "a", ...options }, { name: "a", ...options }];
  await assertRejects(() => pool(twice), TypeError, 'two servers are called "a"');
  await assertRejects(() => pool([{ name: "a", ...options, requestTimeout: -1 }]), RangeError);
  const controller = new AbortController();
  const opening = pool([{ name: "a", ...options }], { signal: controller.signal });
  controller.abort(new Error("enough"));
  await assertRejects(() => opening, Error, "enough");
});

/** The client's verbs do on a real Asterisk what they say. */
import { assertEquals, assertRejects } from "@std/assert";
import { AmiResponseError, connect, parseVariables } from "@asterism/asterisk/ami";
import { readState } from "../../_tools/asterisk.ts";
import { ManagerWorld } from "../support/manager_world.ts";
import { hasAsterisk } from "./harness.ts";

function onAsterisk(name: string, body: (world: ManagerWorld) => Promise<void>): void {
  Deno.test({
    name: `[Asterisk] ${name}`,
    ignore: !hasAsterisk(),
    fn: async () => {
      const state = await readState();
      if (state?.origin !== "installed") {
        throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
      }
      await using manager = await connect(state.manager);
      await using world = await ManagerWorld.open(manager, state);
      await body(world);
    },
  });
}

onAsterisk("setVar() and getVar() keep values as they are, of a channel and global", async (world) => {
  const { manager } = world;
  const channel = await world.channel();

  await manager.setVar("ASTERISM", 'a: "b", c=d', { channel });
  await manager.setVar("ASTERISM_GLOBAL", 7);

  assertEquals(await manager.getVar("ASTERISM", { channel }), 'a: "b", c=d');
  assertEquals(await manager.getVar("ASTERISM_GLOBAL"), "7");
  assertEquals(await manager.getVar("ASTERISM_NOT_SET", { channel }), "");
});

onAsterisk("channels() has variables, and hangup() ends a channel with its cause", async (world) => {
  const { manager } = world;
  const channel = await world.channel();
  await manager.setVar("A", "1", { channel });

  const [item] = await Array.fromAsync(manager.channels({ channel, variables: ["A", "CHANNEL(state)"] }));
  if (item === undefined) throw new Error("Cannot see the channel: it is not listed");
  assertEquals(parseVariables(item), { A: "1", "CHANNEL(state)": "Up" });

  const ended = manager.once("Hangup", {
    signal: AbortSignal.timeout(10_000),
    where: ({ Channel }) => Channel === channel,
  });
  await manager.hangup(channel, { cause: 17 });
  assertEquals((await ended).Cause, "17");
  await assertRejects(() => manager.hangup(channel), AmiResponseError, "No such channel");
});

onAsterisk("redirect() moves two channels at once", async (world) => {
  const { manager } = world;
  const [channel, extraChannel] = [await world.extension("up"), await world.extension("up")];
  const arrivals = Promise.all([channel, extraChannel].map((name) => {
    return manager.once("Newexten", {
      signal: AbortSignal.timeout(10_000),
      where: ({ Channel, Exten, Application }) => Channel === name && Exten === "silent" && Application === "Wait",
    });
  }));

  await manager.redirect(channel, { context: "conformance", exten: "silent", extraChannel });

  assertEquals((await arrivals).map(({ Context }) => Context), ["conformance", "conformance"]);
});

onAsterisk(
  "playDtmf() plays to a channel, which its other half hears, and as if the channel had sent it",
  async (world) => {
    const { manager } = world;
    const channel = await world.channel();
    for (const receive of [false, true]) {
      const hearing = receive ? channel : channel.replace(/;1$/, ";2");
      const played = manager.once("DTMFEnd", {
        signal: AbortSignal.timeout(10_000),
        where: ({ Channel }) => Channel === hearing,
      });
      await manager.playDtmf(channel, "5", { duration: 100, receive });
      const { Digit, Direction } = await played;
      assertEquals([Digit, Direction], ["5", "Received"]);
    }
  },
);

onAsterisk("absoluteTimeout() hangs a channel up", async (world) => {
  const { manager } = world;
  const channel = await world.channel();
  const ended = manager.once("Hangup", {
    signal: AbortSignal.timeout(10_000),
    where: ({ Channel }) => Channel === channel,
  });

  await manager.absoluteTimeout(channel, 1);

  await ended;
});

onAsterisk("the database's verbs write, read, list and delete, and tell what there is not", async ({ manager }) => {
  const family = `asterism-${crypto.randomUUID()}`;
  await manager.dbPut(`${family}/a`, "v1: x");
  await manager.dbPut(`${family}/b/c`, 2);

  assertEquals(await manager.dbGet(`${family}/a`), "v1: x");
  assertEquals(await manager.dbGet(`/${family}/b/c`), "2");
  assertEquals(await manager.dbGet(`${family}/z`), undefined);
  assertEquals([...await manager.dbGetTree(family)], [[`/${family}/a`, "v1: x"], [`/${family}/b/c`, "2"]]);
  assertEquals([...await manager.dbGetTree(`${family}/b`)], [[`/${family}/b/c`, "2"]]);
  assertEquals(await manager.dbDel(`${family}/a`), true);
  assertEquals(await manager.dbDel(`${family}/a`), false);
  assertEquals(await manager.dbDelTree(family), true);
  assertEquals(await manager.dbDelTree(family), false);
});

onAsterisk("mailboxes, hints and endpoints are told", async ({ manager }) => {
  assertEquals(await manager.mailboxStatus("nobody@default"), false);
  const none = { urgentMessages: 0, newMessages: 0, oldMessages: 0 };
  assertEquals(await manager.mailboxCount("nobody@default"), none);
  const hint = { hint: "", status: -1, statusText: "Unknown" };
  assertEquals(await manager.extensionState("up", { context: "conformance" }), hint);
  const endpoints = await Array.fromAsync(manager.pjsipEndpoints());
  assertEquals(endpoints.map(({ ObjectName }) => ObjectName).sort(), ["alice", "bob"]);
  const parts = await Array.fromAsync(manager.pjsipEndpoint("bob"));
  assertEquals(parts.map(({ Event }) => Event).sort(), ["AorDetail", "EndpointDetail"]);
  assertEquals(await Array.fromAsync(manager.pjsipRegistrations()), []);
});

onAsterisk("ping() and reload() come back", async ({ manager }) => {
  await manager.ping();
  await manager.reload("res_musiconhold.so");
  await assertRejects(() => manager.reload("no_such_module"), AmiResponseError, "No such module");
});

/** The client of the manager interface, on the real Asterisk, over its own protocol and over HTTP. */
import {
  AmiAuthenticationError,
  type AmiClient,
  AmiOriginateError,
  AmiResponseError,
  type ConnectOptions,
} from "@asterism/asterisk/ami";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { hasAsterisk } from "./harness.ts";
import { openHttpManager, openManager } from "./real_manager.ts";

/** A test over a manager connection, and over each kind of HTTP unless it is of the former only. */
function test(
  name: string,
  run: (manager: AmiClient) => Promise<void>,
  { overHttp = true, ...options }: Partial<ConnectOptions> & { overHttp?: boolean } = {},
): void {
  const digest: Partial<ConnectOptions> = { ...options, authentication: "digest" };
  const ways = { "a connection": options, "HTTP with a cookie": options, "HTTP with digest": digest };
  for (const [way, given] of Object.entries(ways)) {
    if (way !== "a connection" && !overHttp) continue;
    Deno.test({
      name: `${name} (over ${way})`,
      ignore: !hasAsterisk(),
      async fn() {
        await using manager = await (way === "a connection" ? openManager(given) : openHttpManager(given));
        await run(manager);
      },
    });
  }
}

test("a login by challenge is told that Asterisk has started", async (manager) => {
  const { Status } = await manager.once("FullyBooted", { signal: AbortSignal.timeout(5_000) });
  assertEquals([Status, manager.banner.product], ["Fully Booted", "Asterisk Call Manager"]);
  assertMatch((await manager.action("CoreSettings")).AsteriskVersion ?? "", /^22\./);
}, { overHttp: false }); // There nothing comes by itself.

test("a login by the secret itself asks for the classes of events that it names", async (manager) => {
  const seen: string[] = [];
  manager.on("*", (event) => void seen.push(event.Privilege ?? event.name));
  await manager.action("UserEvent", { UserEvent: "Mine" });
  await manager.action("Ping");
  assertEquals(seen.filter((privilege) => privilege !== "user,all"), []);
}, { authentication: "plain", events: "user" });

Deno.test({
  name: "a wrong secret is refused",
  ignore: !hasAsterisk(),
  async fn() {
    await assertRejects(() => openManager({ secret: "wrong" }), AmiAuthenticationError, "Authentication failed");
    await assertRejects(() => openManager({ username: "nobody" }), AmiAuthenticationError, 'Cannot log in as "nobody"');
  },
});

test("actions overtake nothing and each gets its own answer, also many at once and errors among them", async (manager) => {
  const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => {
    if (index % 5 === 0) return manager.send("Getvar", { Channel: "PJSIP/nobody", Variable: "X" });
    if (index % 5 === 1) return manager.send(`Unknown${index}`);
    return manager.action("Getvar", { Variable: "X" });
  }));
  const names = answers.map(({ name }) => name);
  assertEquals(names, answers.map((_, index) => index % 5 < 2 ? "Error" : "Success"));
  assertEquals(answers[6]?.get("Message")?.startsWith("Invalid/unknown command: Unknown6."), true);
});

test("the database is written, read as a list of one, listed as a tree, and emptied", async (manager) => {
  const Family = `asterism-${crypto.randomUUID()}`;
  await manager.action("DBPut", { Family, Key: "a", Val: "v1: x" });
  await manager.action("DBPut", { Family, Key: "b", Val: "ü" });
  const [one] = await Array.fromAsync(manager.list("DBGet", { Family, Key: "a" }));
  const tree = await Array.fromAsync(manager.list("DBGetTree", { Family }));
  await manager.action("DBDelTree", { Family });

  assertEquals([one?.Val, tree.map(({ Key, Val }) => `${Key}=${Val}`)], ["v1: x", [
    `/${Family}/a=v1: x`,
    `/${Family}/b=ü`,
  ]]);
  await assertRejects(
    () => Array.fromAsync(manager.list("DBGet", { Family, Key: "a" })),
    AmiResponseError,
    "not found",
  );
});

test("a command gives its lines, and one that there is not is an error", async (manager) => {
  const [first = ""] = await manager.command("core show version");
  assertMatch(first, /^Asterisk 22\./);
  await assertRejects(() => manager.command("core shew version"), AmiResponseError, "Cannot run action Command");
});

test("a list is complete while events come", async (manager) => {
  await using noise = await openManager({ events: "off" });
  let events = 0;
  manager.on("UserEvent", () => void events++);
  let isOver = false;
  const flood = async () => {
    while (!isOver) {
      // deno-lint-ignore no-await-in-loop -- A steady flow.
      await Promise.all(
        Array.from({ length: 100 }, (_, Index) => noise.send("UserEvent", { UserEvent: "Noise", Index })),
      );
    }
  };
  const flooding = flood();
  flooding.catch(() => {}); // Told below, unless something else fails first.
  await manager.once("UserEvent");
  for (let round = 0; round < 20 || events < 1_000; round++) {
    const list = manager.list("DeviceStateList");
    let count = 0;
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- One item after the other.
      const { done, value } = await list.next();
      if (done) {
        assertEquals(value.get("ListItems"), `${count}`);
        break;
      }
      assertEquals(value.name, "DeviceStateChange");
      count++;
    }
  }
  isOver = true;
  await flooding;
});

test("an originated call resolves when it is answered, and its channel is the one that was asked for", async (manager) => {
  const ChannelId = `asterism-${crypto.randomUUID()}`;
  const hangup = manager.once("Hangup", { where: ({ Uniqueid }) => Uniqueid === ChannelId });
  const event = await manager.originate({
    Channel: "Local/202@default",
    Application: "Wait",
    Data: "30",
    ChannelId,
    Variable: { A: "x,y", B: '"quoted"' },
  });
  const [a, b] = await Promise.all(
    ["A", "B"].map((Variable) => manager.action("Getvar", { Channel: ChannelId, Variable })),
  );
  await manager.action("Hangup", { Channel: ChannelId, Cause: 16 });

  assertEquals([event.Response, event.Uniqueid, a?.Value, b?.Value], ["Success", ChannelId, "x,y", '"quoted"']);
  assertEquals((await hangup).Cause, "16");
});

test("an origination that fails says why, and the connection is free meanwhile", async (manager) => {
  const call = manager.originate({ Channel: "Local/203@default", Application: "Wait", Data: "1", Timeout: 1_000 });
  await manager.action("Ping");
  const error = await assertRejects(() => call, AmiOriginateError);
  assertEquals([error.channel, error.reason], ["Local/203@default", 3]);
});

test("an origination that is given up leaves no channel", async (manager) => {
  const controller = new AbortController();
  const ChannelId = `asterism-${crypto.randomUUID()}`;
  const begun = manager.once("Newchannel", { where: ({ Uniqueid }) => Uniqueid === ChannelId });
  const hangup = manager.once("Hangup", { where: ({ Uniqueid }) => Uniqueid === ChannelId });
  const call = manager.originate({ Channel: "Local/203@default", Application: "Wait", Data: "30", ChannelId }, {
    signal: controller.signal,
  });
  await begun;
  controller.abort(new Error("enough"));
  await assertRejects(() => call, Error, "enough");
  await hangup;
});

test("a session that an administrator kicks comes back, with its filters", async (manager) => {
  const seen: string[] = [];
  await manager.action("Filter", { Operation: "Add", Filter: "Event: UserEvent" });
  using status = manager.status();
  using events = manager.events("UserEvent");
  manager.on("*", ({ name }) => void seen.push(name));
  const sessions = await manager.command("manager show connected");
  await using other = await openManager({ events: "off" });
  for (const line of sessions) {
    const [, descriptor] = /^ *admin +\S+ +\d+ +\d+ +(\d+) /.exec(line) ?? [];
    // deno-lint-ignore no-await-in-loop -- One after the other.
    if (descriptor !== undefined) await other.command(`manager kick session ${descriptor}`);
  }
  const types: string[] = [];
  while (types.at(-1) !== "resumed") {
    // deno-lint-ignore no-await-in-loop -- One status after the other.
    types.push((await status.next()).value?.type ?? "resumed");
  }
  await other.action("UserEvent", { UserEvent: "After" });
  assertEquals((await events.next()).value?.UserEvent, "After");

  assertEquals(types.filter((type) => type !== "booted"), ["lost", "waiting", "resumed"]);
  assertEquals(new Set(seen), new Set(["UserEvent"]));
}, { overHttp: false });

/** What is of HTTP alone in the manager interface of a real Asterisk: sessions, their ends, and how events come. */
import { AmiAuthenticationError, type AmiClient, type AmiStatus, connect, parseMxml } from "@asterism/asterisk/ami";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { hasAsterisk } from "./harness.ts";
import { openHttpManager, openManager, realAsterisk } from "./real_manager.ts";

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasAsterisk(), fn });
}

test("over HTTP the banner is the server's, and wrong secrets and URLs are told apart", async () => {
  await using manager = await openHttpManager();
  assertEquals(manager.banner.product, "Asterisk");
  assertMatch(manager.banner.version, /^22\./);
  for (const authentication of ["md5", "plain", "digest"] as const) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await assertRejects(() => openHttpManager({ secret: "wrong", authentication }), AmiAuthenticationError);
  }
  const { url, manager: { username, secret } } = await realAsterisk();
  await assertRejects(
    () => connect({ url: `${url}/nowhere`, username, secret }),
    Error,
    '"webenabled" of manager.conf',
  );
});

test("events come within a second, in order and none twice, while actions go their way", async () => {
  await using manager = await openHttpManager();
  using events = manager.events("UserEvent");
  const sent = Array.from({ length: 300 }, (_, index) => `${index}`);
  for (const Index of sent) {
    // deno-lint-ignore no-await-in-loop -- In order.
    await manager.send("UserEvent", { UserEvent: "Ordered", Index, Text: "a=b&c+d é%" });
  }
  const seen: string[] = [];
  for await (const event of events) {
    assertEquals(event.get("Text"), "a=b&c+d é%");
    seen.push(event.get("Index") ?? "");
    if (seen.length === sent.length) break;
  }
  assertEquals(seen, sent);
});

test("events that are off stay off, as no wait for them turns them on, and come back when they are asked for", async () => {
  await using manager = await openHttpManager({ events: "off" });
  const seen: string[] = [];
  manager.on("UserEvent", (event) => void seen.push(event.get("Index") ?? ""));
  await manager.send("UserEvent", { UserEvent: "E", Index: 1 });
  await manager.action("Events", { EventMask: "user" });
  const second = manager.once("UserEvent");
  await manager.send("UserEvent", { UserEvent: "E", Index: 2 });
  await second;
  await manager.action("Events", { EventMask: "off" });
  await manager.send("UserEvent", { UserEvent: "E", Index: 3 });
  await manager.action("Ping");
  await manager.action("Events", { EventMask: "user" });
  const last = manager.once("UserEvent", { where: (event) => event.get("Index") === "4" });
  await manager.send("UserEvent", { UserEvent: "E", Index: 4 });
  await last;
  assertEquals(seen, ["2", "4"]);
});

test("header injection through an action's fields is refused before it is sent", async () => {
  await using manager = await openHttpManager();
  const seen: string[] = [];
  manager.on("*", ({ name }) => void seen.push(name));
  await assertRejects(
    () => manager.send("Ping", { X: "a\r\nFoo: bar\r\n\r\nEvent: Fake" }),
    TypeError,
    "has a carriage return at 1",
  );
  // Without the check Asterisk would have sent that back as messages of its own.
  const { url } = await realAsterisk();
  const response = await fetch(`${url}/rawman?action=Challenge&actionid=a%0d%0aFoo:%20bar%0d%0a%0d%0aEvent:%20Fake`);
  assertEquals((await response.text()).includes("\r\n\r\nEvent: Fake\r\n"), true);
  assertEquals(seen.includes("Fake"), false);
});

/** Runs until the client has come back, and gives what was told of it. */
async function statusesUntilResumed(manager: AmiClient, lose: () => Promise<unknown>): Promise<AmiStatus[]> {
  using statuses = manager.status();
  await lose();
  const seen: AmiStatus[] = [];
  for await (const status of statuses) {
    seen.push(status);
    if (status.type === "resumed") break;
  }
  return seen;
}

for (const authentication of ["md5", "digest"] as const) {
  test(`a session that was ended comes back with a login, and with what was missed (${authentication})`, async () => {
    await using manager = await openHttpManager({ authentication });

    const seen = await statusesUntilResumed(manager, async () => {
      await manager.action("Logoff"); // The session is gone, and the client is not told by itself.
      await manager.send("Ping").catch(() => {});
    });

    assertEquals(seen.map(({ type }) => type), ["lost", "waiting", "resumed"]);
    const [, , resumed] = seen;
    assert(resumed?.type === "resumed" && resumed.missed.from <= resumed.missed.to);
    using events = manager.events("UserEvent");
    await manager.send("UserEvent", { UserEvent: "After" });
    assertEquals((await events.next()).value?.UserEvent, "After");
  });
}

test("/mxml says what /rawman says, with names in lower case, and can be tricked the same way", async () => {
  const { url, manager: { username, secret } } = await realAsterisk();
  const login = new URLSearchParams({ action: "Login", username, secret, events: "off" });
  const first = await fetch(`${url}/mxml`, { method: "POST", body: login });
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  const ask = async (path: string, fields: Record<string, string>) => {
    const response = await fetch(`${url}/${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { cookie },
    });
    return await response.text();
  };

  const [accepted] = parseMxml(await first.text());
  const list = parseMxml(await ask("mxml", { action: "CoreShowChannels", actionid: "l" }));
  const command = parseMxml(await ask("mxml", { action: "Command", command: "core show uptime" }));
  const settings = parseMxml(await ask("mxml", { action: "CoreSettings" }));
  await ask("rawman", { action: "Setvar", variable: "INJ", value: "<a>&'\"\r\n\r\nEvent: Injected\r\nX: y" });
  const injected = parseMxml(await ask("mxml", { action: "Getvar", variable: "INJ" }));
  await ask("rawman", { action: "Setvar", variable: "INJ", value: "" });
  await ask("rawman", { action: "Logoff" });

  assertEquals([accepted?.kind, accepted?.get("Message")], ["response", "Authentication accepted"]);
  assertEquals(list.at(-1)?.toJSON(), {
    event: "CoreShowChannelsComplete",
    actionid: "l",
    eventlist: "Complete",
    listitems: "0",
  });
  assertEquals(command[0]?.getAll("output").length, 2);
  assertMatch(settings[0]?.get("AsteriskVersion") ?? "", /^22\./);
  assertEquals(injected.map(({ name }) => name), ["Success", "Injected"]);
  assertEquals(injected[0]?.get("value"), "<a>&'\"");
});

test("one manager over HTTP and one over its own protocol see the same events", async () => {
  await using http = await openHttpManager({ events: "user" });
  await using tcp = await openManager({ events: "user" });
  const [overHttp, overTcp] = [http.once("UserEvent"), tcp.once("UserEvent")];

  await tcp.send("UserEvent", { UserEvent: "Both", A: "1", B: "2" });

  assertEquals((await overHttp).toJSON(), (await overTcp).toJSON());
});

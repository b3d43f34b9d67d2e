import { AmiClient, AmiConnectionError, AmiError, AmiResponseError, connect } from "@asterism/asterisk/ami";
import { answers, withManager } from "../support/ami_manager.ts";
import { AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";

Deno.test("AmiClient.action() sends an action and resolves with its answer, typed", async () => {
  await withManager(async ({ manager, peer }) => {
    const answered = answers(peer, "Variable: B", "Value: x:y=z");
    const { Value } = await manager.action("Getvar", { Channel: "PJSIP/alice-1", Variable: "B" });
    const action = await answered;

    assertEquals(Value, "x:y=z");
    assertEquals(action.lines.toSorted(), [
      "Action: Getvar",
      `ActionID: ${action.actionId}`,
      "Channel: PJSIP/alice-1",
      "Variable: B",
    ]);
    assertEquals(manager.banner.version, "11.0.0");
  });
});

Deno.test("AmiClient.action() rejects with AmiResponseError when Asterisk answers Error; send() resolves with it", async () => {
  await withManager(async ({ manager, peer }) => {
    const hangup = manager.action("Hangup", { Channel: "PJSIP/nobody" });
    await answers(peer, "Response: Error", "Message: No such channel");
    const error = await assertRejects(() => hangup, AmiResponseError, '"No such channel"');
    assertEquals(error.action, "Hangup");

    const raw = manager.send("Hangup", { Channel: "PJSIP/nobody" });
    await answers(peer, "Response: Error", "Message: No such channel");
    assertEquals((await raw).get("Message"), "No such channel");
  });
});

Deno.test("AmiClient.action() gives up with its signal, and the late answer harms nobody", async () => {
  const errors: unknown[] = [];
  await withManager(async ({ manager, peer }) => {
    await assertRejects(
      () => manager.action("Ping", {}, { signal: AbortSignal.abort(new Error("before")) }),
      Error,
      "before",
    );
    const controller = new AbortController();
    const ping = manager.action("Ping", {}, { signal: controller.signal });
    const action = await peer.action();
    controller.abort(new Error("enough"));
    await assertRejects(() => ping, Error, "enough");
    await peer.answer(action, "Ping: Pong");
    const next = manager.action("Ping");
    await answers(peer, "Ping: Pong");
    await next;
  }, { onError: (error) => errors.push(error) });
  assertEquals(errors, []);
});

Deno.test("AmiClient.command() resolves with the lines of the output, and rejects for no such command", async () => {
  await withManager(async ({ manager, peer }) => {
    const uptime = manager.command("core show uptime");
    const action = await answers(
      peer,
      "Message: Command output follows",
      "Output: System uptime: 1 second",
      "Output: ",
    );
    assertEquals(await uptime, ["System uptime: 1 second", ""]);
    assertEquals(action.get("Command"), "core show uptime");

    const unknown = manager.command("nonsense");
    await answers(peer, "Response: Error", "Message: Command output follows", "Output: No such command 'nonsense'");
    await assertRejects(() => unknown, AmiResponseError);
  });
});

Deno.test("AmiClient gives events that come with the login to handlers that are added right after connect()", async () => {
  const server = new AmiServer();
  const connecting = connect(server.options);
  using peer = await server.acceptLogin();
  await peer.message("Event: FullyBooted", "Status: Fully Booted");
  const manager = await connecting;
  using status = manager.status();
  const booted = manager.once("FullyBooted");

  assertEquals((await booted).Status, "Fully Booted");
  assertEquals((await status.next()).value?.type, "booted");
  const closing = manager.close();
  await peer.serve();
  await closing;
});

Deno.test("AmiClient.events() streams events of the names given, and all without", async () => {
  await withManager(async ({ manager, peer }) => {
    using hangups = manager.events("Hangup", { capacity: 2 });
    using all = manager.events();
    await peer.message("Event: Newchannel", "Channel: a");
    await peer.message("Event: Hangup", "Channel: a", "Cause: 16");

    assertEquals((await hangups.next()).value?.Cause, "16");
    assertEquals([(await all.next()).value?.name, (await all.next()).value?.name], ["Newchannel", "Hangup"]);
  });
});

Deno.test("AmiClient.on() and off() add and remove handlers, whose errors go to onError with the event", async () => {
  const errors: string[] = [];
  await withManager(async ({ manager, peer }) => {
    const seen: string[] = [];
    const handler = () => void seen.push("handler");
    manager.on("Hangup", handler);
    using _ = manager.on("Hangup", () => {
      throw new Error("oops");
    });
    await peer.message("Event: Hangup");
    await manager.once("Hangup", { where: () => true, signal: AbortSignal.timeout(0) }).catch(() => {});
    manager.off("Hangup", handler);
    const later = manager.once("Hangup");
    await peer.message("Event: Hangup");
    await later;
    assertEquals(seen, ["handler"]);
  }, { onError: (error, event) => errors.push(`${event?.name}: ${error instanceof Error ? error.message : error}`) });
  assertEquals(errors, ["Hangup: oops", "Hangup: oops"]);
});

Deno.test("AmiClient traces what it sends and gets, without secrets, and survives a trace hook that throws", async () => {
  const records: string[] = [];
  const errors: unknown[] = [];
  await withManager(async ({ manager, peer }) => {
    const ping = manager.action("Ping");
    await answers(peer, "Ping: Pong");
    await ping;
  }, {
    onError: (error) => errors.push(error),
    trace(record) {
      records.push(JSON.stringify(record));
      throw new Error("hook");
    },
  });

  assertEquals(records.some((record) => record.includes('"action":"Login"')), true);
  assertEquals(records.some((record) => record.includes("Pong")), true);
  assertEquals(records.filter((record) => /361629031|"Key":"[0-9a-f]{32}/.test(record)), []);
  assertEquals(errors.length, records.length);
});

Deno.test("AmiClient that is closed sends nothing, ends its streams, and may be closed again", async () => {
  const server = new AmiServer();
  const connecting = connect(server.options);
  using peer = await server.acceptLogin();
  const manager = await connecting;
  const stream = manager.events("Hangup");
  const status = manager.status();
  const served = peer.serve();
  await manager.close();
  await manager.close();
  await manager.closed;
  await served;

  const error = await manager.action("Ping").then(() => undefined, (error: unknown) => error);
  assertInstanceOf(error, AmiConnectionError);
  assertEquals([error.outcome, (await Array.fromAsync(stream)).length], ["not-sent", 0]);
  assertEquals((await Array.fromAsync(status)).map(({ type }) => type), ["stopped"]);
});

Deno.test("AmiClient.banner is an error before there was one", () => {
  const manager = new AmiClient(new AmiServer().options);
  assertThrows(() => manager.banner, AmiError, "the client was never connected");
});

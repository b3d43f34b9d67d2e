import { systemClock } from "../../_internal/clock.ts";
import { TimerWheel } from "../../_internal/timer_wheel.ts";
import { AmiConnectionError, type AmiError, AmiProtocolError } from "../../ami/errors.ts";
import { request } from "../../ami/login.ts";
import { Session, type SessionOptions } from "../../ami/session.ts";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { AmiPeer } from "../support/ami_server.ts";
import { memoryPipe } from "../support/memory_pipe.ts";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";

interface Bench {
  readonly session: Session;
  readonly peer: AmiPeer;
  readonly clock: VirtualClock;
  /** Names of events, and messages of what was of no use. */
  readonly seen: string[];
}

async function withSession(run: (bench: Bench) => Promise<void>, options: Partial<SessionOptions> = {}): Promise<void> {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  using wheel = new TimerWheel(clock);
  const [ours, theirs] = memoryPipe();
  const seen: string[] = [];
  using session = new Session({
    connection: ours,
    prefix: "test",
    wheel,
    requestTimeout: 1_000,
    maxPendingActions: 10,
    maxMessageBytes: 10_000,
    onRead() {},
    onEvent: (event) => seen.push(event.name),
    onStray: (error) => seen.push(error.message),
    ...options,
  });
  using peer = new AmiPeer(theirs);
  await run({ session, peer, clock, seen });
}

async function rejected(promise: Promise<unknown>): Promise<AmiConnectionError> {
  const error = await promise.then(() => undefined, (error: unknown) => error);
  assertInstanceOf(error, AmiConnectionError);
  return error;
}

Deno.test("Session reads the banner however it is cut, and messages from right behind it on", async () => {
  await withSession(async ({ session, peer, seen }) => {
    await peer.send("Asterisk Call ");
    await peer.send("Manager/11.0.0\r\nEvent: FullyBooted\r\n\r\n");

    assertEquals(await session.banner, { product: "Asterisk Call Manager", version: "11.0.0" });
    assertEquals([seen, session.reads], [["FullyBooted"], 2]);
  });
});

Deno.test("Session gives answers to their actions in whatever order they come, and events to all others", async () => {
  await withSession(async ({ session, peer, seen }) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\n");
    const first = request(session, "Ping");
    const second = request(session, "CoreStatus");
    const actions = [await peer.action(), await peer.action()];
    await peer.message("Event: Newchannel", `ActionID: ${actions[0]?.actionId}`);
    for (const action of actions.reverse()) await peer.answer(action, `Message: ${action.name}`);

    assertEquals([(await first).get("Message"), (await second).get("Message")], ["Ping", "CoreStatus"]);
    assertEquals([actions.map(({ actionId }) => actionId), seen], [["test-2", "test-1"], ["Newchannel"]]);
  });
});

Deno.test("Session rejects what can't be sent, and sends nothing of it", async () => {
  await withSession(async ({ session, peer }) => {
    assertThrows(
      () => session.send("Ping", { A: "x\r\nAction: Logoff" }, { response: () => true, fail() {} }),
      TypeError,
    );
    request(session, "Ping").catch(() => {});
    assertEquals((await peer.action()).lines, ["Action: Ping", "ActionID: test-2"]);
  });
});

Deno.test("Session refuses one unanswered action too many, with both numbers", async () => {
  await withSession(async ({ session, peer }) => {
    request(session, "Ping").catch(() => {});
    const error = await rejected(Promise.try(() => request(session, "Ping")));
    assertEquals(error.outcome, "not-sent");
    assertEquals(
      error.message,
      "Cannot send action Ping: 1 actions are unanswered, and at most 1 may be",
    );
    await peer.action();
  }, { maxPendingActions: 1 });
});

Deno.test("Session gives up an action whose answer does not come in time; it blocks no other, and a late answer is none", async () => {
  await withSession(async ({ session, peer, clock, seen }) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\n");
    const lost = rejected(request(session, "Status"));
    const action = await peer.action();
    await clock.tick(1_100);
    const error = await lost;
    assertEquals(error.outcome, "unknown");
    assertEquals(error.message, "Cannot wait longer for the answer to action Status: none came within 1000 ms");

    const next = request(session, "Ping");
    await peer.answer(action);
    await peer.answer(await peer.action(), "Ping: Pong");
    assertEquals([(await next).get("Ping"), seen], ["Pong", []]);
  });
});

Deno.test("Session waits longer for an action that keeps Asterisk from all others, and knows that it is blocked", async () => {
  await withSession(async ({ session, peer, clock }) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\n");
    const answer = request(session, "Originate", { Channel: "Local/1@a", Timeout: 5_000 });
    const action = await peer.action();
    await clock.tick(5_900);
    assertEquals(session.isBlocked, true);
    await peer.answer(action);
    await answer;
    assertEquals(session.isBlocked, false);
  });
});

Deno.test("Session that is lost tells each action whether Asterisk may have acted", async () => {
  await withSession(async ({ session, peer }) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\n");
    const sent = rejected(request(session, "DBPut", { Family: "a", Key: "b", Val: "c" }));
    await peer.action();
    const unsent = rejected(request(session, "Ping"));
    session.fail(new AmiConnectionError("Cannot go on: broken"));

    assertEquals([(await sent).outcome, (await unsent).outcome], ["unknown", "not-sent"]);
    const later = await rejected(Promise.try(() => request(session, "Ping")));
    assertEquals([later.outcome, later.message], ["not-sent", "Cannot send action Ping: Cannot go on: broken"]);
  });
});

Deno.test("Session cut within a message says so, as Asterisk does that to who reads too slowly", async () => {
  await withSession(async ({ session, peer, seen }) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\nEvent: A\r\n\r\nEvent: UserEvent\r\nKey: xxx");
    peer.close();

    const error: AmiError = await session.closed;
    assertEquals(
      error.message,
      "Cannot go on: Asterisk closed the connection within a message, after 26 of its bytes, as it does when they are not read in time",
    );
    assertEquals(seen, ["A"]);
  });
});

Deno.test("Session closed before its banner says that Asterisk may have too many", async () => {
  await withSession(async ({ session, peer }) => {
    peer.close();
    const error = await rejected(session.banner);
    assertEquals([error.outcome, error.message], [
      "not-sent",
      "Cannot open a manager connection: Asterisk closed it before its banner, as it does when there are too many",
    ]);
  });
});

Deno.test.each([
  ["HTTP/1.1 400 Bad Request\r\n", "Cannot speak with the server: its first line is no manager banner"],
  ["x".repeat(2_000), "Cannot read a banner of more than 1024 bytes: another service answers"],
])("Session that another service answers with %s is refused", async (text, message) => {
  await withSession(async ({ session, peer }) => {
    await peer.send(text);
    await assertRejects(() => session.banner, AmiProtocolError, message);
    assertEquals(await peer.next(), undefined);
  });
});

Deno.test("Session hands on what is of no use to anybody, and settles no action by it", async () => {
  await withSession(async ({ session, peer, seen }) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\n");
    const answer = request(session, "Getvar", { Variable: "X" });
    const action = await peer.action();
    await peer.message("X: y", `ActionID: ${action.actionId}`);
    await peer.message("Response: Error", "Message: Missing action in request");
    await peer.answer(action, "Value: a");

    assertEquals((await answer).get("Value"), "a");
    assertEquals(seen, [
      'Cannot make use of a message that begins with neither Response nor Event: "X: y\\r\\nActionID: test-1"',
      'Cannot make use of an answer to no action: "Response: Error\\r\\nMessage: Missing action in request"',
    ]);
  });
});

Deno.test("Session ends at a message beyond its limit, after the ones before it", async () => {
  await withSession(async ({ session, peer, seen }) => {
    await peer.send(`Asterisk Call Manager/11.0.0\r\nEvent: A\r\n\r\nEvent: B\r\nX: ${"x".repeat(200)}\r\n\r\n`);
    await peer.send("Event: C\r\n\r\n");

    const error = await session.closed;
    assertInstanceOf(error, AmiProtocolError);
    assertEquals(seen, ["A"]);
  }, { maxMessageBytes: 100 });
});

Deno.test("Session ends old answers to commands at their mark up to Asterisk 13, and takes no such mark later", async () => {
  const text = "Response: Follows\r\nPrivilege: Command\r\nActionID: test-1\r\na\n\nEvent: X\n--END COMMAND--\r\n\r\n";
  await withSession(async ({ session, peer, seen }) => {
    await peer.send("Asterisk Call Manager/2.10.4\r\n");
    const answer = request(session, "Command", { Command: "x" });
    await peer.action();
    await peer.send(text);
    assertEquals((await answer).getAll("Output"), ["a", "", "Event: X"]);
    assertEquals(seen, []);
  });
});

Deno.test("Session that knows who answers waits for no banner, and lets its connection refuse actions", async () => {
  const [ours, theirs] = memoryPipe();
  using wheel = new TimerWheel(systemClock);
  using session = new Session({
    connection: theirs,
    prefix: "c",
    wheel,
    requestTimeout: 1_000,
    maxPendingActions: 10,
    maxMessageBytes: 1_000,
    greeting: { product: "Asterisk", version: "22.10.1" },
    check(action) {
      if (action === "No") throw new TypeError("not here");
    },
    onRead: () => {},
    onEvent: () => {},
    onStray: () => {},
  });

  assertEquals(await session.banner, { product: "Asterisk", version: "22.10.1" });
  assertThrows(() => session.send("No", {}, { response: () => true, fail: () => {} }), TypeError, "not here");
  const answer = Promise.withResolvers<string>();
  session.send("Ping", {}, { response: (message) => (answer.resolve(message.name), true), fail: answer.reject });
  await ours.write(new TextEncoder().encode("Response: Success\r\nActionID: c-2\r\n\r\n"));
  assertEquals(await answer.promise, "Success");
});

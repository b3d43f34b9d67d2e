import { assertEquals } from "@std/assert";
import { AsteriskRelease } from "../../../../simulator/asterisk_release.ts";
import { ApiRelease } from "../../../../simulator/fronts/ari/api_release.ts";
import { EventSession } from "../../../../simulator/fronts/ari/event_session.ts";
import { JournalRecorder } from "../../../../simulator/journal_recorder.ts";
import { MemorySocket } from "../../../../simulator/memory_socket.ts";
import { TestChannel } from "../../core/test_channel.ts";

function open(given: TestChannel, release = given.pbx.release): EventSession {
  const journal = new JournalRecorder(() => 0);
  return new EventSession({
    pbx: given.pbx,
    journal,
    api: new ApiRelease(release),
    entityId: "02:00:00:00:00:01",
    isPretty: false,
  });
}

/** A socket that keeps what is sent. */
class SentSocket extends MemorySocket {
  readonly sent: string[] = [];

  constructor() {
    super(() => {});
  }

  override send(data: string): void {
    this.sent.push(JSON.parse(data).type);
  }
}

for (
  const [list, names] of [
    ["a", ["a"]],
    [" a , b/c:d ", ["a", "b/c:d"]],
    ['"a,b",c', ["a,b", "c"]],
    ["'a b'", ["a b"]],
    ["a\\,b", ["a\\,b"]],
    ["x".repeat(73), ["x".repeat(73)]],
    ["é".repeat(36), ["é".repeat(36)]],
  ] as const
) {
  Deno.test(`EventSession.register() reads the names in ${list}`, () => {
    using given = new TestChannel();
    const session = open(given);

    assertEquals(session.register(list, { subscribesAll: false }), true);
    assertEquals([session.applications, session.firstApplication], [names, names[0]]);
    assertEquals(given.pbx.stasis.list().map(({ name }) => name), [...names]);
  });
}

for (const list of ["", "a,,b", "a,", ",a", `a,${"x".repeat(74)}`, "é".repeat(37)]) {
  Deno.test(`EventSession.register() refuses ${list.slice(0, 10)}, but keeps what comes before the mistake`, () => {
    using given = new TestChannel();
    const session = open(given);

    assertEquals(session.register(list, { subscribesAll: false }), false);
    assertEquals(session.applications, list.startsWith("a") ? ["a"] : []);
    session.unregister();
    assertEquals(given.pbx.stasis.list(), []);
  });
}

Deno.test("EventSession keeps events while there is no socket, and sends them when there is one", () => {
  using given = new TestChannel();
  const session = open(given);
  const socket = new SentSocket();
  session.register("app", { subscribesAll: true });

  given.channel.setVariable("A", "1");
  session.attach(socket);
  given.channel.receive({ kind: "dtmf", digit: "1", duration: 100 });
  session.detach();
  given.channel.setVariable("A", "2");

  assertEquals(socket.sent, ["ChannelVarset", "ChannelDtmfReceived"]);
});

Deno.test("EventSession gives up an application that another one takes over, but answers by its name", () => {
  using given = new TestChannel();
  const [first, second] = [open(given), open(given)];
  const socket = new SentSocket();
  first.register("a,b", { subscribesAll: false });
  first.attach(socket);

  second.register("a", { subscribesAll: false });
  first.unregister();

  assertEquals([first.firstApplication, socket.sent], ["a", ["ApplicationReplaced"]]);
  assertEquals(given.pbx.stasis.list().map(({ name }) => name), ["a"]);
});

Deno.test("EventSession sends nothing that a filter holds back, or for an application that is gone", () => {
  using given = new TestChannel();
  const session = open(given);
  const socket = new SentSocket();
  session.attach(socket);
  session.register("app", { subscribesAll: false });
  given.pbx.stasis.get("app")?.filter.set({ disallowed: [{ type: "RESTResponse" }] });

  session.sendEvent("app", { type: "RESTResponse" });
  session.sendEvent("app", { type: "StasisStart" });
  session.sendEvent("nobody", { type: "StasisStart" });
  session.sendUnfiltered("app", { type: "RESTResponse" });

  assertEquals(socket.sent, ["StasisStart", "RESTResponse"]);
});

Deno.test("EventSession sends nothing that its release has not got", () => {
  using given = new TestChannel();
  const session = open(given, new AsteriskRelease("16.2.1"));
  const socket = new SentSocket();
  session.attach(socket);
  session.register("app", { subscribesAll: false });

  session.sendEvent("app", { type: "ApplicationMoveFailed" });
  session.sendEvent("app", { type: "StasisStart" });

  assertEquals(socket.sent, ["StasisStart"]);
});

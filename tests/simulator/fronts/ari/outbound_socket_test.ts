import { assertEquals } from "@std/assert";
import { ApiRelease } from "../../../../simulator/fronts/ari/api_release.ts";
import { EventSession } from "../../../../simulator/fronts/ari/event_session.ts";
import { OutboundSocket } from "../../../../simulator/fronts/ari/outbound_socket.ts";
import { ByteReader } from "../../../../simulator/http/byte_reader.ts";
import { FrameSocket } from "../../../../simulator/http/frame_socket.ts";
import { encodeFrame, FrameDecoder, opcodes } from "../../../../simulator/http/frames.ts";
import { JournalRecorder } from "../../../../simulator/journal_recorder.ts";
import { TestChannel } from "../../core/test_channel.ts";
import { MemoryConnection } from "../../http/memory_connection.ts";

function open(given: TestChannel, attempts: number) {
  const journal = new JournalRecorder(() => given.clock.now());
  const session = new EventSession({
    pbx: given.pbx,
    journal,
    api: new ApiRelease(given.pbx.release),
    entityId: "e",
    isPretty: false,
    isOutbound: true,
  });
  session.register("b,a", { subscribesAll: false });
  const connections: MemoryConnection[] = [];
  const state = { isReachable: true, givenUp: 0, attempts: 0 };
  const socket = new OutboundSocket({
    clock: given.clock,
    journal,
    session,
    attempts,
    interval: 100,
    connect: () => {
      state.attempts++;
      if (!state.isReachable) return Promise.reject(new Error("Cannot connect"));
      const connection = new MemoryConnection();
      connections.push(connection);
      const options = { clock: given.clock, writeTimeLimit: 100, protocol: "" };
      return Promise.resolve(new FrameSocket(connection, new ByteReader(connection, given.clock), options));
    },
    onFrame: () => Promise.resolve(),
    onGiveUp: () => void state.givenUp++,
  });
  /** The types and applications of the events that a connection got. */
  const events = (at: number) => {
    const bytes = Uint8Array.from(connections[at]?.raw ?? "", (character) => character.charCodeAt(0));
    return new FrameDecoder().push(bytes).flatMap((event) => {
      if (event.kind !== "message") return [];
      const { type, application } = JSON.parse(event.text);
      return [`${type} ${application}`];
    });
  };
  return { connections, journal, socket, state, events };
}

Deno.test("OutboundSocket connects again at once when it is lost, and says again who it is", async () => {
  using given = new TestChannel();
  const { connections, socket, events, journal } = open(given, Infinity);
  const running = socket.run();
  await given.clock.tick(0);

  connections[0]?.end();
  await given.clock.tick(0);
  given.pbx.publish({ kind: "user-event", name: "x", fields: {}, application: "b" });
  await given.clock.tick(0);
  const closed = socket.close();
  await given.clock.tick(0);
  connections[1]?.give(encodeFrame(opcodes.close, new Uint8Array()));
  await Promise.all([running, closed]);

  assertEquals(events(0), ["ApplicationRegistered b", "ApplicationRegistered a"]);
  assertEquals(events(1), ["ApplicationRegistered a", "ApplicationRegistered b", "ChannelUserevent b"]);
  assertEquals(given.pbx.stasis.list(), []);
  const sockets = [...journal].filter((entry) => entry.face === "websocket").map(({ kind }) => kind);
  assertEquals(sockets, ["opened", "closed", "opened", "closed"]);
});

Deno.test("OutboundSocket waits between attempts, and gives up after so many", async () => {
  using given = new TestChannel();
  const { socket, state, journal } = open(given, 3);
  state.isReachable = false;

  const running = socket.run();
  await given.clock.tick(199);
  const before = [state.attempts, state.givenUp];
  await given.clock.tick(1);
  await running;

  assertEquals([before, [state.attempts, state.givenUp]], [[2, 0], [3, 1]]);
  const reasons = [...journal].flatMap((entry) => entry.face === "websocket" ? [entry.reason] : []);
  assertEquals(reasons, Array(3).fill("Cannot connect"));
  assertEquals(given.pbx.stasis.list(), []);
});

Deno.test("OutboundSocket.close() ends its waiting", async () => {
  using given = new TestChannel();
  const { socket, state } = open(given, Infinity);
  state.isReachable = false;
  const running = socket.run();
  await given.clock.tick(50);

  await socket.close();
  await running;

  assertEquals([state.attempts, state.givenUp, socket.isConnected], [1, 0, false]);
});

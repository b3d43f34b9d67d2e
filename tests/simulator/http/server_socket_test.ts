import { assertEquals } from "@std/assert";
import { ByteReader } from "../../../simulator/http/byte_reader.ts";
import { encodeFrame, opcodes } from "../../../simulator/http/frames.ts";
import { HttpHeaders } from "../../../simulator/http/headers.ts";
import { ServerSocket } from "../../../simulator/http/server_socket.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function open() {
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  const headers = new HttpHeaders([["Upgrade", "websocket"], ["Sec-WebSocket-Key", "x"]]);
  const reader = new ByteReader(connection, clock);
  const socket = new ServerSocket(connection, reader, { clock, headers, writeTimeLimit: 100 });
  const seen: unknown[] = [];
  socket.addEventListener("open", () => seen.push("open"));
  socket.addEventListener("message", (event) => event instanceof MessageEvent && seen.push(event.data));
  socket.addEventListener("close", (event) => event instanceof CloseEvent && seen.push([event.code, event.wasClean]));
  const give = (opcode: number, payload = "") => {
    connection.give(encodeFrame(opcode, Uint8Array.from(payload, (character) => character.charCodeAt(0))));
  };
  /** What was written behind the handshake. */
  const written = () => {
    return connection.raw.slice(connection.raw.indexOf("\r\n\r\n") + 4);
  };
  return { connection, clock, socket, seen, give, written, running: socket.run() };
}

Deno.test("ServerSocket gives messages, answers pings, and closes with the code that the client gave", async () => {
  const { connection, socket, seen, give, written, running } = open();

  socket.send("hello");
  give(opcodes.text, "a");
  give(opcodes.ping, "p");
  give(opcodes.close, String.fromCharCode(15, 70));
  await running;

  assertEquals(seen, ["open", "a", [15 * 256 + 70, true]]);
  assertEquals(written(), "\x81\x05hello\x8a\x01p\x88\x02\x0f\x46");
  assertEquals([connection.isClosed, socket.readyState], [true, WebSocket.CLOSED]);
});

Deno.test("ServerSocket.close() waits for the client's half, and takes no message meanwhile", async () => {
  const { socket, seen, give, written, running } = open();

  socket.close();
  socket.send("late");
  give(opcodes.text, "late");
  give(opcodes.close, String.fromCharCode(3, 232));
  await running;

  assertEquals(seen, ["open", [1000, true]]);
  assertEquals(written(), "\x88\x02\x03\xe8");
});

Deno.test("ServerSocket closes with 1009 when a frame is too long", async () => {
  const { seen, give, written, running } = open();

  give(opcodes.text, "x".repeat(70_000));
  await running;

  assertEquals([seen, written()], [["open", [1009, true]], "\x88\x02\x03\xf1"]);
});

Deno.test("ServerSocket is lost when the connection is", async () => {
  const { connection, seen, running } = open();

  connection.end();
  await running;

  assertEquals(seen, ["open", [1006, false]]);
});

Deno.test("ServerSocket cuts a client off that does not read for 100 ms", async () => {
  const { connection, clock, socket, seen, running } = open();
  await clock.tick(0);
  connection.isRead = false;

  socket.send("x");
  await clock.tick(99);
  const before = [...seen];
  await clock.tick(1);
  await running;

  assertEquals([before, seen], [["open"], ["open", [1006, false]]]);
  assertEquals(connection.isClosed, true);
});

Deno.test("ServerSocket cuts a client off for which more than 16 MiB wait", async () => {
  const { connection, socket, seen, running } = open();
  connection.isRead = false;

  for (let sent = 0; sent <= 16; sent++) socket.send("x".repeat(1_048_576));
  await running;

  assertEquals([seen, connection.isClosed], [["open", [1006, false]], true]);
});

import { assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { ByteReader } from "../../../simulator/http/byte_reader.ts";
import { encodeFrame, opcodes } from "../../../simulator/http/frames.ts";
import { FrameSocket, type FrameSocketOptions } from "../../../simulator/http/frame_socket.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function open(changes: Partial<FrameSocketOptions> = {}) {
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  const reader = new ByteReader(connection, clock);
  const socket = new FrameSocket(connection, reader, { clock, writeTimeLimit: 100, protocol: "ari", ...changes });
  const seen: unknown[] = [];
  socket.addEventListener("open", () => seen.push("open"));
  socket.addEventListener("message", (event) => event instanceof MessageEvent && seen.push(event.data));
  socket.addEventListener("close", (event) => event instanceof CloseEvent && seen.push([event.code, event.wasClean]));
  const give = (opcode: number, payload = "") => {
    connection.give(encodeFrame(opcode, Uint8Array.from(payload, (character) => character.charCodeAt(0))));
  };
  const written = () => connection.raw;
  return { connection, clock, socket, seen, give, written, running: socket.run() };
}

Deno.test("FrameSocket gives messages, answers pings, and closes with the code that it was given", async () => {
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

Deno.test("FrameSocket.close() waits for the other half, and takes no message meanwhile", async () => {
  const { socket, seen, give, written, running } = open();

  socket.close();
  socket.send("late");
  give(opcodes.text, "late");
  give(opcodes.close, String.fromCharCode(3, 232));
  await running;

  assertEquals(seen, ["open", [1000, true]]);
  assertEquals(written(), "\x88\x02\x03\xe8");
});

Deno.test("FrameSocket closes with 1009 when a frame is too long", async () => {
  const { seen, give, written, running } = open();

  give(opcodes.text, "x".repeat(70_000));
  await running;

  assertEquals([seen, written()], [["open", [1009, true]], "\x88\x02\x03\xf1"]);
});

Deno.test("FrameSocket is lost when the connection is", async () => {
  const { connection, seen, running } = open();

  connection.end();
  await running;

  assertEquals(seen, ["open", [1006, false]]);
});

Deno.test("FrameSocket cuts one off that does not read for 100 ms", async () => {
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

Deno.test("FrameSocket cuts one off for which more than 16 MiB wait", async () => {
  const { connection, socket, seen, running } = open();
  connection.isRead = false;

  for (let sent = 0; sent <= 16; sent++) socket.send("x".repeat(1_048_576));
  await running;

  assertEquals([seen, connection.isClosed], [["open", [1006, false]], true]);
});

Deno.test("FrameSocket writes its greeting first, and masks what a client sends", async () => {
  const { connection, socket, give, running } = open({ greeting: "hello", maskRandom: () => 0.5 });

  socket.send("abc");
  give(opcodes.close);
  await running;

  const mask = "\x80\x80\x80\x80";
  const masked = (text: string) =>
    Array.from(text, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 0x80)).join("");
  assertEquals(socket.protocol, "ari");
  assertEquals(connection.raw, `hello\x81\x83${mask}${masked("abc")}\x88\x82${mask}${masked("\x03\xe8")}`);
});

Deno.test("FrameSocket looks at nothing more while it is held", async () => {
  const { socket, seen, give, written, running } = open();
  const work = Promise.withResolvers<void>();
  socket.addEventListener("message", () => socket.hold(work.promise));

  for (const text of ["a", "b"]) give(opcodes.text, text);
  give(opcodes.ping, "p");
  give(opcodes.close);
  await new Promise((resolve) => setImmediate(resolve));
  const held = [[...seen], written()];
  work.resolve();
  await running;

  assertEquals(held, [["open", "a"], ""]);
  assertEquals([seen, written()], [["open", "a", "b", [1005, true]], "\x8a\x01p\x88\x02\x03\xe8"]);
});

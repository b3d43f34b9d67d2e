import { assertEquals } from "@std/assert";
import { ByteWriter } from "../../../simulator/http/byte_writer.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function open(limits: { timeLimit?: number; maxWaiting?: number } = {}) {
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  const state = { failures: 0 };
  const writer = new ByteWriter(connection, { clock, ...limits, onFailure: () => void state.failures++ });
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  return { connection, clock, state, writer, write };
}

Deno.test("ByteWriter writes in order, and knows what waits", async () => {
  const { connection, writer, write } = open({ timeLimit: 100 });

  write("a");
  write("bc");
  const waiting = writer.waitingLength;
  await writer.flush();

  assertEquals([waiting, writer.waitingLength, connection.text], [3, 0, "abc"]);
});

Deno.test("ByteWriter writes what is said within a few steps in one piece", async () => {
  const { connection, writer, write } = open();

  for (const text of ["a", "b", "c"]) {
    write(text);
    // deno-lint-ignore no-await-in-loop -- A step.
    await Promise.resolve();
  }
  await writer.flush();

  assertEquals([connection.text, connection.writes], ["abc", 1]);
});

Deno.test("ByteWriter fails when the other side does not read in time, and then writes nothing more", async () => {
  const { connection, clock, state, writer, write } = open({ timeLimit: 100 });
  connection.isRead = false;

  write("a");
  await clock.tick(99);
  const before = state.failures;
  await clock.tick(1);
  connection.isRead = true;
  write("b");
  await writer.flush();

  assertEquals([before, state.failures, connection.text], [0, 1, ""]);
});

Deno.test("ByteWriter fails at once when too much waits", () => {
  const { connection, state, write } = open({ maxWaiting: 3 });
  connection.isRead = false;

  write("abc");
  const before = state.failures;
  write("d");

  assertEquals([before, state.failures], [0, 1]);
});

Deno.test("ByteWriter fails when the connection is gone", async () => {
  const { connection, state, writer, write } = open();
  connection.close();

  write("a");
  await writer.flush();

  assertEquals(state.failures, 1);
});

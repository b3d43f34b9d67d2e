import { assertEquals } from "@std/assert";
import { ByteReader } from "../../../simulator/http/byte_reader.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function open(data?: string): { connection: MemoryConnection; reader: ByteReader; clock: VirtualClock } {
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  if (data !== undefined) {
    connection.give(data);
    connection.end();
  }
  return { connection, clock, reader: new ByteReader(connection, clock) };
}

Deno.test("ByteReader reads the same lines and bytes however they are cut", async () => {
  const text = "first\r\n\nthïrd\n12345rest";
  const bytes = new TextEncoder().encode(text);
  for (let cut = 1; cut < bytes.length; cut++) {
    const { connection, reader } = open();
    connection.give(bytes.slice(0, cut));
    connection.give(bytes.slice(cut));
    connection.end();

    // deno-lint-ignore no-await-in-loop -- One cut after the other.
    const lines = [await reader.readLine(99), await reader.readLine(99), await reader.readLine(99)];
    // deno-lint-ignore no-await-in-loop -- One cut after the other.
    const five = await reader.readBytes(5);
    // deno-lint-ignore no-await-in-loop -- One cut after the other.
    const rest = await reader.readLine(99);

    assertEquals(lines.map((line) => line?.text), ["first\r\n", "\n", "thïrd\n"]);
    assertEquals(new TextDecoder().decode(five), "12345");
    assertEquals(rest, { text: "rest", isComplete: false });
  }
});

Deno.test("ByteReader.readLine() gives up at its limit, which counts the line feed", async () => {
  assertEquals(await open("1234\n").reader.readLine(5), { text: "1234\n", isComplete: true });
  assertEquals(await open("12345\n").reader.readLine(5), { text: "12345", isComplete: false });
});

Deno.test("ByteReader gives undefined at the end, and for fewer bytes than asked for", async () => {
  const { reader } = open("abc");

  assertEquals(await reader.readBytes(4), undefined);
  assertEquals(new TextDecoder().decode(await reader.readSome()), "abc");
  assertEquals([await reader.readLine(9), await reader.readSome()], [undefined, undefined]);
});

Deno.test("ByteReader takes silence for the end, sooner or later", async () => {
  const { connection, reader, clock } = open();
  reader.setPatience(1_000, 5_000);
  const first = reader.readBytes(2);
  await clock.tick(900);
  connection.give("a");
  await clock.tick(4_900);
  connection.give("b");
  const bytes = await first;
  const second = reader.readBytes(2);
  await clock.tick(5_000);

  assertEquals([new TextDecoder().decode(bytes), await second], ["ab", undefined]);
});

Deno.test("ByteReader reads what is longer than its buffer", async () => {
  const { reader } = open("x".repeat(50_000));

  assertEquals((await reader.readBytes(50_000))?.length, 50_000);
});

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { EventStream, StreamOverflowError } from "../../_internal/event_stream.ts";

function numbered(count: number): { n: number }[] {
  return Array.from({ length: count }, (_, n) => ({ n }));
}

Deno.test("EventStream gives events in order, those from before the reader came and those from after", async () => {
  const stream = new EventStream<{ n: number }>({ name: "test", capacity: 8 });
  const [first, second, third] = numbered(3);
  if (!first || !second || !third) throw new Error("Cannot happen");
  stream.push(first);
  stream.push(second);

  const read = (async () => {
    const events: number[] = [];
    for await (const { n } of stream) events.push(n);
    return events;
  })();
  stream.push(third);
  stream.end();
  stream.push(first);

  assertEquals(await read, [0, 1, 2]);
});

Deno.test("EventStream that overflows gives what it holds, then an error that states its capacity", async () => {
  let ends = 0;
  const stream = new EventStream<{ n: number }>({ name: "ChannelVarset", capacity: 2, onEnd: () => ends++ });

  for (const event of numbered(5)) stream.push(event);

  assertEquals((await stream.next()).value, { n: 0 });
  assertEquals((await stream.next()).value, { n: 1 });
  await assertRejects(() => stream.next(), StreamOverflowError, '3 unread events in the stream "ChannelVarset"');
  assertEquals((await stream.next()).done, true);
  assertEquals(ends, 1);
});

Deno.test("EventStream left with break ends and forgets what it holds", async () => {
  let ends = 0;
  const stream = new EventStream<{ n: number }>({ name: "test", capacity: 8, onEnd: () => ends++ });
  for (const event of numbered(3)) stream.push(event);

  for await (const _ of stream) break;

  assertEquals((await stream.next()).done, true);
  assertEquals(ends, 1);
});

Deno.test("EventStream that ends or fails lets its waiting reader go", async () => {
  const ended = new EventStream({ name: "test", capacity: 1 });
  const failed = new EventStream({ name: "test", capacity: 1 });
  const [endOfEnded, endOfFailed] = [ended.next(), failed.next()];

  ended.end();
  failed.fail(new Error("lost"));

  assertEquals((await endOfEnded).done, true);
  await assertRejects(() => endOfFailed, Error, "lost");
});

Deno.test("EventStream refuses a capacity below one", () => {
  assertThrows(() => new EventStream({ name: "test", capacity: 0 }), RangeError, "current value is 0");
});

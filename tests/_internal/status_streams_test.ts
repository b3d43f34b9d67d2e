import { StatusStreams } from "../../_internal/status_streams.ts";
import { assertEquals, assertRejects } from "@std/assert";

interface Status {
  readonly name: string;
}

Deno.test("StatusStreams gives each stream what comes after it was opened, and ends them all", async () => {
  const streams = new StatusStreams<Status>();
  const first = streams.open();
  streams.emit({ name: "a" });
  const second = streams.open();
  streams.emit({ name: "b" });
  streams.end();

  assertEquals((await Array.fromAsync(first)).map(({ name }) => name), ["a", "b"]);
  assertEquals((await Array.fromAsync(second)).map(({ name }) => name), ["b"]);
});

Deno.test("StatusStreams.open() ends with its signal, and when too much waits to be read", async () => {
  const streams = new StatusStreams<Status>();
  const controller = new AbortController();
  const stream = streams.open({ signal: controller.signal });
  controller.abort(new Error("enough"));
  const small = streams.open({ capacity: 1 });
  streams.emit({ name: "a" });
  streams.emit({ name: "b" });

  await assertRejects(() => stream.next(), Error, "enough");
  await small.next();
  await assertRejects(() => small.next(), Error, 'the stream "status": its capacity is 1');
});

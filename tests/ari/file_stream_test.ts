import { assertEquals, assertRejects } from "@std/assert";
import { watchStream } from "../../ari/file_stream.ts";

/** A body of so many chunks of 64 KiB, made as they are asked for. */
function body(chunks: number, given: { failAt?: number } = {}) {
  const seen = { made: 0, cancelled: undefined as unknown };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (seen.made === given.failAt) return controller.error(new Error("connection reset"));
      if (seen.made === chunks) return controller.close();
      seen.made++;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel(reason) {
      seen.cancelled = reason;
    },
  }, { highWaterMark: 0 });
  return { stream, seen };
}

function watched(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const controller = new AbortController();
  const seen = { ended: 0 };
  const file = watchStream(stream, {
    signal: controller.signal,
    onEnd: () => seen.ended++,
    toError: (cause) => new Error("Cannot read on", { cause }),
  });
  return { file, seen, controller };
}

Deno.test("watchStream() passes a file of 256 MiB on without holding it, and tells its end once", async () => {
  const { stream, seen: source } = body(4_096);
  const { file, seen, controller } = watched(stream);
  let size = 0;
  let read = 0;
  for await (const chunk of file) {
    size += chunk.length;
    // Asked for as it is read: what waits in between is one chunk at most.
    assertEquals(source.made - ++read <= 1, true);
  }

  assertEquals([size, seen.ended], [256 * 1_024 * 1_024, 1]);
  controller.abort(new Error("after the end"));
  assertEquals(seen.ended, 1);
});

Deno.test("watchStream() gives the body up when its reader does", async () => {
  const { stream, seen: source } = body(10);
  const { file, seen } = watched(stream);

  for await (const _ of file) break;
  await watched(body(1).stream).file.cancel("other");

  assertEquals([source.made, seen.ended], [1, 1]);
  const reader = watched(body(10).stream);
  await reader.file.cancel("enough");
  assertEquals(reader.seen.ended, 1);
});

Deno.test("watchStream() ends with the signal's reason, and gives the body up", async () => {
  const { stream, seen: source } = body(10);
  const { file, seen, controller } = watched(stream);
  const reader = file.getReader();
  await reader.read();
  controller.abort(new Error("hung up"));

  await assertRejects(() => reader.read(), Error, "hung up");
  assertEquals([seen.ended, source.cancelled instanceof Error], [1, true]);
});

Deno.test("watchStream() ends a read under way with the signal's reason", async () => {
  const { file, seen, controller } = watched(new ReadableStream({ pull: () => new Promise<void>(() => {}) }));
  const reading = file.getReader().read();
  controller.abort(new Error("hung up"));

  await assertRejects(() => reading, Error, "hung up");
  assertEquals(seen.ended, 1);
});

Deno.test("watchStream() says when the body breaks", async () => {
  const { file, seen } = watched(body(10, { failAt: 2 }).stream);

  const error = await assertRejects(() => Array.fromAsync(file), Error, "Cannot read on");

  assertEquals(error.cause instanceof Error && error.cause.message, "connection reset");
  assertEquals(seen.ended, 1);
});

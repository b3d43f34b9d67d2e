import { Outbox } from "../../ami/outbox.ts";
import type { Connection } from "../../_internal/transport.ts";
import { assertEquals } from "@std/assert";

/** A connection that takes at most so many bytes at once. */
function slow(most: number, written: string[]): Connection {
  return {
    read: () => Promise.resolve(null),
    write(bytes) {
      const part = bytes.subarray(0, most);
      written.push(new TextDecoder().decode(part));
      return Promise.resolve(part.length);
    },
    close() {},
    [Symbol.dispose]() {},
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("Outbox writes all of one turn at once, in order, however little the connection takes", async () => {
  const written: string[] = [];
  const outbox = new Outbox(slow(4, written), () => {});
  const first = outbox.add(bytes("abc"));
  outbox.add(bytes("def"));
  assertEquals(outbox.hasBegun(first), false);
  await Promise.resolve();
  assertEquals(outbox.hasBegun(first), true);
  const late = outbox.add(bytes("ghi"));
  assertEquals(outbox.hasBegun(late), false);
  // deno-lint-ignore no-await-in-loop -- Each turn is one step.
  while (!outbox.hasBegun(late)) await Promise.resolve();

  assertEquals(written.join("|"), "abcd|ef|ghi");
});

Deno.test("Outbox tells when the connection takes no more, once", async () => {
  const failed = Promise.withResolvers<unknown>();
  const connection = { ...slow(1, []), write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")) };
  const outbox = new Outbox(connection, failed.resolve);
  outbox.add(bytes("a"));

  assertEquals(String(await failed.promise), "BrokenPipe: gone");
  const never = outbox.add(bytes("b"));
  assertEquals(outbox.hasBegun(never), false);
});

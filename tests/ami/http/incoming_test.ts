import { assertEquals, assertRejects } from "@std/assert";
import { Incoming } from "../../../ami/http/incoming.ts";

Deno.test("Incoming gives bytes in order, as many as are asked for, and then the end", async () => {
  const incoming = new Incoming();
  const buffer = new Uint8Array(2);
  const read = async () => {
    const count = await incoming.read(buffer);
    return count === null ? null : [...buffer.subarray(0, count)];
  };
  const early = read();
  incoming.push(new Uint8Array());
  incoming.push(Uint8Array.of(1, 2, 3));
  incoming.push(Uint8Array.of(4));
  incoming.end();
  incoming.end({ error: new Error("too late") });

  assertEquals([await early, await read(), await read(), await read(), await read()], [[1, 2], [3], [4], null, null]);
});

Deno.test("Incoming rejects with why there is no more, once all is read", async () => {
  const incoming = new Incoming();
  incoming.push(Uint8Array.of(1));
  incoming.end({ error: new Error("broken") });

  assertEquals(await incoming.read(new Uint8Array(9)), 1);
  await assertRejects(() => incoming.read(new Uint8Array(9)), Error, "broken");
});

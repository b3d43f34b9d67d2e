import { assertEquals } from "@std/assert";
import { lock } from "../../../_tools/asterisk/lock.ts";
import { makeCache } from "./cache.ts";

Deno.test("lock() waits for its holder, and says so", async () => {
  await using cache = await makeCache();
  const order: string[] = [];
  const first = await lock(cache.path, (line) => order.push(line));

  const told = Promise.withResolvers<void>();
  const second = lock(cache.path, (line) => {
    order.push(line);
    told.resolve();
  }).then((held) => {
    order.push("second");
    held[Symbol.dispose]();
  });
  await told.promise;
  order.push("first lets go");
  first[Symbol.dispose]();
  await second;

  assertEquals(order, ["Waiting for another process that is setting up the same Asterisk", "first lets go", "second"]);
});

Deno.test("lock() is free again when it was let go", async () => {
  await using cache = await makeCache();
  const waits: string[] = [];

  for (let i = 0; i < 2; i++) (await lock(cache.path, (line) => waits.push(line)))[Symbol.dispose]();

  assertEquals(waits, []);
});

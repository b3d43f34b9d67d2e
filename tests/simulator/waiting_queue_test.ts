import { assertEquals, assertRejects } from "@std/assert";
import { WaitingQueue } from "../../simulator/waiting_queue.ts";

Deno.test("WaitingQueue gives what comes to who asked first, and keeps what nobody has asked for", async () => {
  const queue = new WaitingQueue<string>(10);
  const [first, second] = [queue.take(), queue.take()];

  for (const item of ["a", "b", "c"]) queue.push(item);

  assertEquals(await Promise.all([first, second, queue.take()]), ["a", "b", "c"]);
});

Deno.test("WaitingQueue forgets the oldest when too many wait", async () => {
  const queue = new WaitingQueue<number>(2);

  for (const item of [1, 2, 3]) queue.push(item);

  assertEquals([await queue.take(), await queue.take()], [2, 3]);
});

Deno.test("WaitingQueue.take() gives up with the reason of its signal, and takes nothing then", async () => {
  const queue = new WaitingQueue<string>(2);
  const controller = new AbortController();
  const taking = queue.take({ signal: controller.signal });
  const next = queue.take();

  controller.abort(new Error("enough"));
  queue.push("a");

  await assertRejects(() => taking, Error, "enough");
  await assertRejects(() => queue.take({ signal: controller.signal }), Error, "enough");
  assertEquals(await next, "a");
});

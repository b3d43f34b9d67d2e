import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Semaphore } from "../../_internal/semaphore.ts";

Deno.test("Semaphore.acquire() lets in as many as it has places, the others in order of arrival", async () => {
  const semaphore = new Semaphore(2);
  const entered: string[] = [];
  const enter = async (name: string) => {
    const place = await semaphore.acquire();
    entered.push(name);
    return place;
  };

  const first = await enter("a");
  await enter("b");
  const third = enter("c");
  const fourth = enter("d");
  assertEquals(entered, ["a", "b"]);
  first[Symbol.dispose]();
  first[Symbol.dispose](); // Twice gives no second place.
  (await third)[Symbol.dispose]();
  await fourth;

  assertEquals(entered, ["a", "b", "c", "d"]);
});

Deno.test("Semaphore.acquire() rejects with the signal's reason and keeps its place for the next", async () => {
  const semaphore = new Semaphore(1);
  const place = await semaphore.acquire();
  const controller = new AbortController();
  const given = semaphore.acquire(controller.signal);
  const patient = semaphore.acquire();

  controller.abort(new Error("no longer"));
  await assertRejects(() => given, Error, "no longer");
  place[Symbol.dispose]();

  (await patient)[Symbol.dispose]();
  await assertRejects(() => semaphore.acquire(AbortSignal.abort(new Error("too late"))), Error, "too late");
});

Deno.test("Semaphore.acquireNow() takes a place that is free, and does not wait for one", () => {
  const semaphore = new Semaphore(1);
  const place = semaphore.acquireNow();

  assertEquals(semaphore.acquireNow(), undefined);
  place?.[Symbol.dispose]();
  assertEquals(semaphore.acquireNow() === undefined, false);
});

Deno.test("Semaphore refuses a limit below one", () => {
  assertThrows(() => new Semaphore(0), RangeError, "current value is 0");
});

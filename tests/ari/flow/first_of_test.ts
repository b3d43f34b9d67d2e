import { assertEquals } from "@std/assert";
import { firstOf, onAbort } from "../../../ari/flow/first_of.ts";

Deno.test("firstOf() resolves with what comes first, and then hears nothing more", async () => {
  const steps: string[] = [];
  let second = () => {};
  const waiting = firstOf<string>((settle, fail, listening) => {
    listening.defer(() => steps.push("disposed"));
    second = () => fail("late");
    queueMicrotask(() => {
      settle("first");
      steps.push("settled");
      second();
    });
  });

  assertEquals(await waiting, "first");
  assertEquals(steps, ["disposed", "settled"]);
});

Deno.test("firstOf() rejects with the first reason, and disposes of what is added after it was over", async () => {
  const steps: string[] = [];

  const reason = await firstOf<void>((_settle, fail, listening) => {
    fail("at once");
    listening.defer(() => steps.push("disposed"));
  }).catch((error) => error);

  const thrown = await firstOf<void>((_settle, _fail, listening) => {
    listening.defer(() => steps.push("disposed again"));
    throw new RangeError("thrown");
  }).catch((error) => error);

  assertEquals([reason, String(thrown), steps], ["at once", "RangeError: thrown", ["disposed", "disposed again"]]);
});

Deno.test("onAbort() calls with the reason, now or later, once, and not after it was disposed", () => {
  const reasons: unknown[] = [];
  const controller = new AbortController();
  onAbort(AbortSignal.abort("before"), (reason) => reasons.push(reason));
  onAbort(controller.signal, (reason) => reasons.push(reason));
  onAbort(controller.signal, () => reasons.push("disposed"))[Symbol.dispose]();
  onAbort(undefined, () => reasons.push("never"))[Symbol.dispose]();

  controller.abort("later");

  assertEquals(reasons, ["before", "later"]);
});

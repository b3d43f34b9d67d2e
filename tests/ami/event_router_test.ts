import { EventRouter } from "../../ami/event_router.ts";
import type { AmiMessage } from "../../ami/message.ts";
import { amiMessage } from "../support/ami_messages.ts";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";

function makeRouter(maxRunning = 10): { router: EventRouter; errors: string[]; lost: number[] } {
  const errors: string[] = [];
  const lost: number[] = [];
  const router = new EventRouter({
    maxRunning,
    onError: (error, event) => errors.push(`${event.name}: ${error instanceof Error ? error.message : error}`),
    onOverflow: (count) => lost.push(count),
  });
  return { router, errors, lost };
}

const hangup = amiMessage("Event: Hangup", "Channel: PJSIP/alice-1");
const newexten = amiMessage("Event: Newexten");

Deno.test("EventRouter calls handlers of the name, in whatever case, before those of all, in their order", () => {
  const { router } = makeRouter();
  const called: string[] = [];
  router.on("*", () => called.push("all"));
  router.on("NewExten", () => called.push("first"));
  router.on("newexten", () => called.push("second"));
  router.on("Hangup", () => called.push("hangup"));
  router.dispatch(newexten);
  router.dispatch(amiMessage("Event: Unheard"));

  assertEquals(called, ["first", "second", "all", "all"]);
});

Deno.test("EventRouter calls no handler behind one that returns true, as the ancestor did", () => {
  const { router } = makeRouter();
  const called: string[] = [];
  router.on("Hangup", () => void called.push("first"));
  router.on("Hangup", () => called.push("second") > 0);
  router.on("Hangup", () => called.push("third"));
  router.on("*", () => called.push("all"));
  router.dispatch(hangup);

  assertEquals(called, ["first", "second"]);
});

Deno.test("EventRouter stops calling what was disposed or removed, also when that is removed twice", () => {
  const { router } = makeRouter();
  const called: string[] = [];
  const once = router.on("Hangup", () => {
    called.push("once");
    once[Symbol.dispose]();
  });
  const twice = () => void called.push("twice");
  router.on("Hangup", twice);
  router.on("hangup", twice);
  router.dispatch(hangup);
  once[Symbol.dispose]();
  router.off("HANGUP", twice);
  router.off("Never", twice);
  router.dispatch(hangup);

  assertEquals(called, ["once", "twice", "twice"]);
});

Deno.test("EventRouter reports what handlers throw and reject with, and calls the others", async () => {
  const { router, errors } = makeRouter();
  const called: string[] = [];
  router.on("Hangup", () => {
    throw new Error("thrown");
  });
  router.on("Hangup", () => Promise.reject(new Error("rejected")));
  router.on("Hangup", () => void called.push("third"));
  router.dispatch(hangup);
  await Promise.resolve();

  assertEquals([called, errors], [["third"], ["Hangup: thrown", "Hangup: rejected"]]);
});

Deno.test("EventRouter leaves out calls when too many are under way, says so with both numbers, and counts them", async () => {
  const { router, errors, lost } = makeRouter(2);
  const running: PromiseWithResolvers<void>[] = [];
  router.on("Hangup", () => {
    const one = Promise.withResolvers<void>();
    running.push(one);
    return one.promise;
  });
  for (let count = 0; count < 5; count++) router.dispatch(hangup);
  const before = [...lost];
  for (const one of running) one.resolve();
  // deno-lint-ignore no-await-in-loop -- Each turn is one step.
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  router.dispatch(hangup);

  assertEquals([before, lost, running.length], [[], [3], 3]);
  assertEquals(errors, ["Hangup: Cannot call handlers for more events: 2 calls are under way, and at most 2 may be"]);
  running.at(-1)?.resolve();
});

Deno.test("EventRouter.once() waits for the first event that the predicate holds for", async () => {
  const { router } = makeRouter();
  const bob = router.once("Hangup", {}, (event) => event.get("Channel") === "PJSIP/bob-1");
  router.dispatch(hangup);
  router.dispatch(amiMessage("Event: Hangup", "Channel: PJSIP/bob-1"));

  assertEquals((await bob).get("Channel"), "PJSIP/bob-1");
});

Deno.test("EventRouter.once() rejects with its signal's reason, what the predicate throws, and when the client closes", async () => {
  const { router } = makeRouter();
  const controller = new AbortController();
  const aborted = router.once("Hangup", { signal: controller.signal });
  const before = router.once("Hangup", { signal: AbortSignal.abort(new Error("before")) });
  const thrown = router.once("Hangup", {}, () => {
    throw new Error("predicate");
  });
  const closed = router.once("Newexten");
  controller.abort(new Error("enough"));
  router.dispatch(hangup);
  router.close();

  await assertRejects(() => aborted, Error, "enough");
  await assertRejects(() => before, Error, "before");
  await assertRejects(() => thrown, Error, "predicate");
  await assertRejects(() => closed, Error, "Cannot wait for events: the client was closed");
});

Deno.test("EventRouter.stream() gives events of its names, each once, and ends with the client, its signal or an overflow", async () => {
  const { router } = makeRouter();
  const controller = new AbortController();
  const names = (events: AmiMessage[]) => events.map(({ name }) => name);
  const two = router.stream(["Hangup", "hangup"], { capacity: 10 });
  const all = router.stream([], { capacity: 10 });
  const aborted = router.stream(["Hangup"], { capacity: 10, signal: controller.signal });
  const small = router.stream(["*"], { capacity: 1 });
  controller.abort(new Error("enough"));
  router.dispatch(newexten);
  router.dispatch(hangup);
  router.close();

  assertEquals([names(await Array.fromAsync(two)), names(await Array.fromAsync(all))], [["Hangup"], [
    "Newexten",
    "Hangup",
  ]]);
  await assertRejects(() => aborted.next(), Error, "enough");
  await small.next();
  await assertRejects(() => small.next(), Error, 'Cannot keep 2 unread events in the stream "*": its capacity is 1');
  assertThrows(() => router.stream([], { capacity: 1, signal: AbortSignal.abort(new Error("no")) }), Error, "no");
});

Deno.test("EventRouter.tap() sees each event before the handlers: none stops it, and none keeps it waiting", async () => {
  const { router } = makeRouter(1);
  const called: string[] = [];
  const busy = Promise.withResolvers<void>();
  router.on("Hangup", () => called.push("handler") > 0);
  router.on("Newexten", () => busy.promise);
  const tap = router.tap(["Hangup", "Newexten"], ({ name }) => called.push(`tap ${name}`));
  router.dispatch(hangup);
  router.dispatch(newexten);
  router.dispatch(newexten);
  tap[Symbol.dispose]();
  router.dispatch(newexten);
  busy.resolve();
  await busy.promise;

  assertEquals(called, ["tap Hangup", "handler", "tap Newexten", "tap Newexten"]);
});

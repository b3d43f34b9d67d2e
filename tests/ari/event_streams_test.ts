import { assertEquals, assertRejects } from "@std/assert";
import { StreamOverflowError } from "../../_internal/event_stream.ts";
import { EventRouter } from "../../ari/event_router.ts";
import { makeStreams } from "../../ari/event_streams.ts";
import type { Repositories } from "../../ari/generated/repositories.ts";

const repository: Repositories["events"] = {
  eventWebsocket: () => Promise.reject(new Error("eventWebsocket")),
  userEvent: () => Promise.resolve(),
  claimChannel: () => Promise.resolve(),
};

Deno.test("makeStreams() opens streams of the names that it is given, or of all, and keeps the operations", async () => {
  const router = new EventRouter({ onError: () => {} });
  const events = makeStreams(router, repository);
  using some = events("StasisStart", "StasisEnd", { capacity: 1 });
  using all = events();

  for (const type of ["ChannelVarset", "StasisEnd"]) router.dispatch({ type }, new Set());

  assertEquals((await some.next()).value?.type, "StasisEnd");
  assertEquals([(await all.next()).value?.type, (await all.next()).value?.type], ["ChannelVarset", "StasisEnd"]);
  for (let i = 0; i < 2; i++) router.dispatch({ type: "StasisStart" }, new Set());
  await some.next();
  await assertRejects(() => some.next(), StreamOverflowError);
  await assertRejects(() => events.eventWebsocket({ app: ["a"] }), Error, "eventWebsocket");
});

import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { aborted, pause } from "../../_internal/pause.ts";

Deno.test("pause() resolves when its time has passed, and not a moment earlier", async () => {
  await using pbx = await simulate({ listen: false });
  const before = pbx.clock.now();

  await pause(1_234, pbx.clock, new AbortController().signal);

  assertEquals(pbx.clock.now() - before, 1_234);
});

Deno.test("pause() and aborted() reject with the signal's reason, also one that has aborted before", async () => {
  await using pbx = await simulate({ listen: false });
  const controller = new AbortController();
  const waits = [pause(1e9, pbx.clock, controller.signal), aborted(pbx.clock, controller.signal)];
  controller.abort(new Error("enough"));

  for (const wait of waits) await assertRejects(() => wait, Error, "enough");
  await assertRejects(() => pause(1, pbx.clock, controller.signal), Error, "enough");
});

import { assertEquals, assertRejects } from "@std/assert";
import { collectDigits } from "../../../_internal/flow/collect_digits.ts";
import type { FlowCall } from "../../../_internal/flow/flow_call.ts";
import { runFlow } from "../../../_internal/flow/run_flow.ts";

/** A call whose caller has typed everything ahead. */
function callWith(digits: string): { call: FlowCall; steps: string[] } {
  const steps: string[] = [];
  const left = [...digits];
  const call: FlowCall = {
    play: (media, { stopOn }) => {
      steps.push(`play ${media.join(",")} until ${stopOn}`);
      return Promise.resolve({ type: "finished" });
    },
    digit: ({ timeout }) => {
      steps.push(`digit ${timeout}`);
      return Promise.resolve(left.shift());
    },
    discard: (of) => void steps.push(`discard ${of ?? "all"}`),
  };
  return { call, steps };
}

Deno.test("runFlow() does each step of a flow on the call, and resolves with the result", async () => {
  const { call, steps } = callWith("12#");
  const validate = (digits: string) => Promise.resolve(digits === "12");

  const result = await runFlow(call, collectDigits({ prompt: "sound:pin", bargeIn: "1", validate }));

  assertEquals(result, { type: "digits", digits: "12", terminator: "#", attempts: 1 });
  assertEquals(steps, ["discard #", "play sound:pin until 1", "digit 5000", "digit 3000", "digit 3000"]);
});

Deno.test("runFlow() rejects with what the validation throws, and with the reason of a signal that aborts meanwhile", async () => {
  const stop = new AbortController();
  const failing = collectDigits({ validate: () => Promise.reject(new Error("no database")) });
  const slow = collectDigits({
    validate: (_digits, { signal }) => {
      stop.abort("enough");
      return signal.aborted;
    },
  });

  await assertRejects(() => runFlow(callWith("1#").call, failing), Error, "no database");
  assertEquals(await runFlow(callWith("1#").call, slow, { signal: stop.signal }).catch((reason) => reason), "enough");
  const late = runFlow(callWith("1#").call, collectDigits({}), { signal: stop.signal });
  assertEquals(await late.catch((reason) => reason), "enough");
});

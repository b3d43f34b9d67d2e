import type { Flow, FlowAnswer, FlowStep } from "./flow.ts";
import type { FlowCall } from "./flow_call.ts";

/** What stops a flow. */
export interface RunOptions {
  /** Stops what is being played and rejects with the signal's reason; digits that are not yet read stay kept. */
  readonly signal?: AbortSignal;
}

/** Runs a flow on a call: does each of its steps in turn, and resolves with its result. */
export async function runFlow<Result>(call: FlowCall, flow: Flow<Result>, options: RunOptions = {}): Promise<Result> {
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  let step = flow.next();
  // deno-lint-ignore no-await-in-loop -- One step after the other is what a flow is.
  while (step.done !== true) step = flow.next(await perform(call, step.value, signal));
  return step.value;
}

async function perform(call: FlowCall, step: FlowStep, signal: AbortSignal): Promise<FlowAnswer> {
  switch (step.type) {
    case "play":
      return await call.play(step.media, { stopOn: step.stopOn, takes: step.takes, signal });
    case "digit": {
      const digit = await call.digit({ timeout: step.timeout, signal });
      return digit === undefined ? { type: "timedOut" } : { type: "digit", digit };
    }
    case "discard":
      call.discard(step.digits);
      return { type: "done" };
    case "validate": {
      const verdict = await step.judge(signal);
      signal.throwIfAborted();
      return { type: "verdict", verdict };
    }
    default:
      throw new Error(`Unreachable: ${step satisfies never}`);
  }
}

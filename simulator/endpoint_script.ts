import type { CallScript } from "./endpoint_options.ts";
import type { IncomingPhoneCall } from "./phone.ts";

/** `AST_CAUSE_USER_BUSY`, as SIP says it. */
const busyHere = 486;

/** Does with a call what a script says. It resolves when the script or the call is over. */
export async function runCallScript(call: IncomingPhoneCall, script: CallScript): Promise<void> {
  const { ring = 0, progress, answer, reject, status = busyHere, press, hold, talk, transfer } = script;
  const steps: { readonly at: number; readonly run: () => void | Promise<void> }[] = [];
  if (ring !== false) steps.push({ at: ring, run: () => call.ring() });
  if (progress !== undefined) steps.push({ at: progress, run: () => call.progress() });
  if (answer !== undefined) steps.push({ at: answer, run: () => call.answer() });
  else if (reject !== undefined) steps.push({ at: reject, run: () => call.reject({ status }) });
  // What is due at the same time is done in this order.
  steps.sort((one, other) => one.at - other.at);

  let now = 0;
  for (const { at, run } of steps) {
    // deno-lint-ignore no-await-in-loop -- one step after the other.
    if (at > now) await call.wait(at - now);
    now = at;
    // deno-lint-ignore no-await-in-loop -- one step after the other.
    await run();
  }
  if (answer === undefined) return;
  if (press !== undefined) await call.press(press);
  if (hold !== undefined) {
    call.hold();
    await call.wait(hold);
    call.unhold();
  }
  if (talk === undefined && transfer === undefined) return;
  await call.wait(talk ?? 0);
  if (transfer !== undefined) await call.transfer(transfer);
  await call.hangup();
}

/** Says what is wrong with a script, or gives `undefined`. */
export function checkCallScript(script: CallScript): string | undefined {
  const { ring, progress, answer, reject, hold, talk, status, press, transfer } = script;
  const times = { ring: ring === false ? undefined : ring, progress, answer, reject, hold, talk };
  for (const [name, time] of Object.entries(times)) {
    if (time !== undefined && !(time >= 0)) return `"${name}" must be 0 or more: current value is ${time}`;
  }
  if (answer !== undefined && reject !== undefined) return `a call is answered or refused, not both`;
  if (press !== undefined && answer === undefined) return `keys are pressed after an answer, and there is none`;
  if ((hold !== undefined || transfer !== undefined) && answer === undefined) {
    return `a call is held or transferred after an answer, and there is none`;
  }
  if (status !== undefined && !(status >= 300 && status <= 699)) {
    return `"status" must be 300 to 699: current value is ${status}`;
  }
  return undefined;
}

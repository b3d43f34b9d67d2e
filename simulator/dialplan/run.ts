import type { Channel } from "../core/channel.ts";
import type { ApplicationResult } from "./application.ts";
import { enterSubroutine } from "./applications/subroutines.ts";
import { refuse } from "./applications/calls.ts";
import { waitForDigit } from "./digits.ts";
import type { FileDialplan } from "./runner.ts";

/** What is told while a dialplan runs. */
export interface DialplanHooks {
  /** A step is about to run. */
  onStep(channel: Channel): void;
  /** A step is beyond the simulator; the channel is about to go. */
  onFailure(error: unknown, channel: Channel): void;
}

/** What Asterisk puts as cause of the request that ends each dialplan: the flag `AST_SOFTHANGUP_APPUNLOAD`. */
const softhangupAppUnload = 16;

/** How long a call that fell through hears why, in seconds. */
const fallthroughTime = "10";

/** The longest number that is collected digit by digit. */
const maxDigits = 255;

/**
 * The thread of a channel: runs its dialplan until it ends or the channel is hung up, then the extension `h` and the
 * hangup handlers, and then destroys the channel.
 */
export async function runDialplan(plan: FileDialplan, channel: Channel, hooks: DialplanHooks): Promise<void> {
  const isThrough = await runSteps(plan, channel, hooks);
  channel.requestHangup({ cause: softhangupAppUnload, soft: true });
  try {
    if (isThrough) await runHangup(plan, channel, hooks);
  } catch (error) {
    hooks.onFailure(error, channel);
  }
  channel.destroy();
}

/**
 * Runs the dialplan until it ends or the channel is hung up, and leaves the channel to its owner. Gives `false` when it
 * came to something that is beyond the simulator.
 */
export async function runSteps(plan: FileDialplan, channel: Channel, hooks: DialplanHooks): Promise<boolean> {
  channel.hasPbx = true;
  try {
    if (channel.position.exten === "") channel.moveTo({ exten: "s", priority: 1 });
    // deno-lint-ignore no-await-in-loop -- One extension after the other.
    while (await runExtension(plan, channel, hooks) === "again");
    return true;
  } catch (error) {
    hooks.onFailure(error, channel);
    return false;
  } finally {
    channel.hasPbx = false;
    plan.thread(channel).clearDeadline();
  }
}

/** Runs one application outside of the dialplan. */
export async function executeApplication(
  plan: FileDialplan,
  channel: Channel,
  application: { name: string; data: string },
  hooks: DialplanHooks,
): Promise<ApplicationResult> {
  try {
    // Within another application it shows nowhere; on a channel without a dialplan it does.
    if (channel.hasPbx) return await plan.call(channel, application.name, application.data);
    return await show(plan, channel, application);
  } catch (error) {
    if (channel.hasPbx) throw error;
    hooks.onFailure(error, channel);
    return "hangup";
  }
}

/** Runs a subroutine for its own sake, and comes back to where the channel was. */
export async function runHandler(
  plan: FileDialplan,
  channel: Channel,
  target: string,
  hooks: DialplanHooks,
): Promise<void> {
  const before = channel.position;
  const { frames } = plan.thread(channel);
  const depth = frames.length;
  if (!enterSubroutine(plan, channel, target, before.priority)) return;
  goOn(channel);
  while (frames.length > depth) {
    // deno-lint-ignore no-await-in-loop -- One step after the other.
    const result = await runStep(plan, channel, hooks);
    if (result !== "continue") break;
    goOn(channel);
  }
  frames.length = Math.min(frames.length, depth);
  channel.moveTo({ context: before.context, exten: before.exten, priority: before.priority });
}

/** Runs what an extension has, and says whether there is another one to run (`__ast_pbx_run`). */
async function runExtension(plan: FileDialplan, channel: Channel, hooks: DialplanHooks): Promise<"again" | "end"> {
  const result = await runPriorities(plan, channel, hooks);
  if (result === "overdue") return leaveOverdue(plan, channel);
  if (result === "hangup") {
    return channel.isHungUp && plan.thread(channel).isOverdue ? leaveOverdue(plan, channel) : "end";
  }
  if (result === "missing") return await leaveMissing(plan, channel);
  if (result === "incomplete") return await collectIncomplete(plan, channel);
  return await collect(plan, channel, result.digit);
}

type PrioritiesResult = Exclude<ApplicationResult, "continue"> | "missing" | "overdue";

async function runPriorities(plan: FileDialplan, channel: Channel, hooks: DialplanHooks): Promise<PrioritiesResult> {
  while (true) {
    // deno-lint-ignore no-await-in-loop -- One step after the other.
    const result = await runStep(plan, channel, hooks);
    if (result !== "continue") return result;
    if (channel.isHungUp) return plan.thread(channel).isOverdue ? "overdue" : "hangup";
    goOn(channel);
  }
}

/** Goes where the application has sent the channel, or to the next step. */
function goOn(channel: Channel): void {
  const { context, exten, priority } = channel.position;
  const destination = channel.takeDestination() ?? { context, exten };
  channel.moveTo({ ...destination, priority: destination.priority ?? priority + 1 });
}

async function runStep(
  plan: FileDialplan,
  channel: Channel,
  hooks: DialplanHooks,
): Promise<ApplicationResult | "missing"> {
  const { context, exten, priority } = channel.position;
  const found = plan.model.find(context, exten, priority, {
    callerId: channel.caller.number,
    time: new Date(plan.pbx.clock.now()),
  });
  if (found.kind !== "priority") return "missing";
  const { application, data } = found.priority;
  if (!plan.knows(application)) return "hangup";
  const substituted = plan.substitute(data, channel);
  return await show(plan, channel, { name: application, data: substituted }, () => hooks.onStep(channel));
}

/** Shows an application while it runs, and what was shown before it when it is through. */
async function show(
  plan: FileDialplan,
  channel: Channel,
  { name, data }: { name: string; data: string },
  onStart: () => void = () => {},
): Promise<ApplicationResult> {
  const { appName, appData } = channel.position;
  channel.moveTo({ appName: name, appData: data });
  channel.publish();
  onStart();
  try {
    return await plan.call(channel, name, data);
  } finally {
    channel.moveTo({ appName, appData });
  }
}

function leaveOverdue(plan: FileDialplan, channel: Channel): "again" | "end" {
  const { context, exten, priority } = channel.position;
  const thread = plan.thread(channel);
  for (const special of ["T", "e"]) {
    if (!plan.exists(channel, { context, exten: special, priority: 1 })) continue;
    if (special === "e") thread.exception = { reason: "ABSOLUTETIMEOUT", context, exten, priority };
    thread.clearDeadline();
    channel.revive();
    channel.moveTo({ exten: special, priority: 1 });
    return "again";
  }
  return "end";
}

/** There is no such step: the extension is invalid, or the call falls through its end. */
async function leaveMissing(plan: FileDialplan, channel: Channel): Promise<"again" | "end"> {
  const { context, exten } = channel.position;
  if (!plan.exists(channel, { context, exten, priority: 1 })) return leaveInvalid(plan, channel, exten);
  if (!plan.model.options.autofallthrough) return await collect(plan, channel, "");
  const status = channel.variables.get("DIALSTATUS")?.toUpperCase();
  if (status === "CONGESTION" || status === "CHANUNAVAIL") {
    await refuse({ channel, data: fallthroughTime }, "congestion", 34);
  } else if (status === "BUSY") await refuse({ channel, data: fallthroughTime }, "busy", 17);
  return "end";
}

function leaveInvalid(plan: FileDialplan, channel: Channel, exten: string): "again" | "end" {
  const { context, priority } = channel.position;
  if (plan.exists(channel, { context, exten: "i", priority: 1 })) {
    channel.setVariable("INVALID_EXTEN", exten);
    channel.moveTo({ exten: "i", priority: 1 });
    return "again";
  }
  return leaveByException(plan, channel, { reason: "INVALID", context, exten, priority });
}

function leaveByException(
  plan: FileDialplan,
  channel: Channel,
  exception: { reason: string; context: string; exten: string; priority: number },
): "again" | "end" {
  if (!plan.exists(channel, { context: exception.context, exten: "e", priority: 1 })) return "end";
  plan.thread(channel).exception = exception;
  channel.moveTo({ exten: "e", priority: 1 });
  return "again";
}

async function collectIncomplete(plan: FileDialplan, channel: Channel): Promise<"again" | "end"> {
  const { context, exten } = channel.position;
  if (plan.model.matchesMore(context, exten, { callerId: channel.caller.number })) {
    return await collect(plan, channel, exten);
  }
  return leaveInvalid(plan, channel, exten);
}

/** Takes more digits for as long as they could become an extension, and goes there. */
async function collect(plan: FileDialplan, channel: Channel, begun: string): Promise<"again" | "end"> {
  const { context, exten, priority } = channel.position;
  const { digitTimeout, responseTimeout } = plan.thread(channel);
  const options = { callerId: channel.caller.number };
  let digits = begun;
  let limit = begun === "" ? responseTimeout : digitTimeout;
  while (digits.length < maxDigits && plan.model.matchesMore(context, digits, options)) {
    // deno-lint-ignore no-await-in-loop -- One digit after the other.
    const result = await waitForDigit(plan.pbx, channel, limit);
    if (result === "hangup") return plan.thread(channel).isOverdue ? leaveOverdue(plan, channel) : "end";
    if (result === "elapsed") break;
    digits += result.digit;
    limit = digitTimeout;
  }
  if (digits !== "") {
    if (!plan.exists(channel, { context, exten: digits, priority: 1 })) return leaveInvalid(plan, channel, digits);
    channel.moveTo({ exten: digits, priority: 1 });
    return "again";
  }
  if (plan.exists(channel, { context, exten: "t", priority: 1 })) {
    channel.moveTo({ exten: "t", priority: 1 });
    return "again";
  }
  return leaveByException(plan, channel, { reason: "RESPONSETIMEOUT", context, exten, priority });
}

/** Runs the extension `h`, and then the hangup handlers, the latest first. */
async function runHangup(plan: FileDialplan, channel: Channel, hooks: DialplanHooks): Promise<void> {
  const { context } = channel.position;
  channel.hasPbx = true;
  if (plan.exists(channel, { context, exten: "h", priority: 1 })) {
    channel.moveTo({ exten: "h", priority: 1 });
    // deno-lint-ignore no-await-in-loop -- One step after the other.
    while (await runStep(plan, channel, hooks) === "continue") goOn(channel);
  }
  const { hangupHandlers } = plan.thread(channel);
  for (let target = hangupHandlers.pop(); target !== undefined; target = hangupHandlers.pop()) {
    // deno-lint-ignore no-await-in-loop -- One handler after the other.
    await runHandler(plan, channel, target, hooks);
  }
  channel.hasPbx = false;
}

import type { Channel } from "../core/channel.ts";
import type { Pbx } from "../core/pbx.ts";
import { type ApplicationResult, findApplication } from "./applications.ts";
import type { Dialplan, Step } from "./load.ts";
import { substitute } from "./substitute.ts";

/** What is told while a dialplan runs. */
export interface DialplanHooks {
  /** A step is about to run. */
  onStep(channel: Channel): void;
  /** A step is beyond the simulator; the channel is about to go. */
  onFailure(error: unknown, channel: Channel): void;
}

/** What Asterisk puts as cause of the request that ends each dialplan: the flag `AST_SOFTHANGUP_APPUNLOAD`. */
const softhangupAppUnload = 16;

/**
 * The thread of a channel: runs its dialplan, step by step, until it ends or the channel is hung up, and then destroys
 * the channel.
 */
export async function runDialplan(pbx: Pbx, channel: Channel, dialplan: Dialplan, hooks: DialplanHooks): Promise<void> {
  await runSteps(pbx, channel, dialplan, hooks);
  channel.requestHangup({ cause: softhangupAppUnload, soft: true });
  channel.destroy();
}

/** Runs the dialplan until it ends or the channel is hung up, and leaves the channel to its owner. */
export async function runSteps(pbx: Pbx, channel: Channel, dialplan: Dialplan, hooks: DialplanHooks): Promise<void> {
  channel.hasPbx = true;
  try {
    while (!channel.isHungUp) {
      const { context, exten, priority } = channel.position;
      const step = dialplan.find(context, exten, priority);
      // Out of steps: Asterisk calls it an auto fallthrough, and hangs up.
      if (step === undefined) break;

      // deno-lint-ignore no-await-in-loop -- One step after the other.
      if (await runStep(pbx, channel, dialplan, step, hooks) === "hangup") break;
      goOn(channel);
    }
  } catch (error) {
    hooks.onFailure(error, channel);
  } finally {
    channel.hasPbx = false;
  }
}

/** Goes where the application has sent the channel, or to the next step. */
function goOn(channel: Channel): void {
  const { context, exten, priority } = channel.position;
  const destination = channel.takeDestination() ?? { context, exten };
  channel.moveTo({ ...destination, priority: destination.priority ?? priority + 1 });
}

/** Runs one application outside of the dialplan. */
export async function executeApplication(
  pbx: Pbx,
  channel: Channel,
  application: { name: string; data: string },
  hooks: DialplanHooks,
): Promise<void> {
  try {
    await run(pbx, channel, application);
  } catch (error) {
    hooks.onFailure(error, channel);
  }
}

async function runStep(
  pbx: Pbx,
  channel: Channel,
  dialplan: Dialplan,
  step: Step,
  hooks: DialplanHooks,
): Promise<ApplicationResult> {
  const data = substitute(step.appData, channel, dialplan);
  return await run(pbx, channel, { name: step.appName, data }, () => hooks.onStep(channel));
}

/** Shows an application while it runs, and what was shown before it when it is through. */
async function run(
  pbx: Pbx,
  channel: Channel,
  { name, data }: { name: string; data: string },
  onStart: () => void = () => {},
): Promise<ApplicationResult> {
  const { appName, appData } = channel.position;
  channel.moveTo({ appName: name, appData: data });
  channel.publish();
  onStart();
  try {
    return await findApplication(name)({ pbx, channel, data });
  } finally {
    channel.moveTo({ appName, appData });
  }
}

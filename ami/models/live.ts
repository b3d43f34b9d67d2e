import type { AmiClient } from "../client.ts";
import { agentModel, type LiveAgent } from "./agents.ts";
import { bridgeModel, type LiveBridge } from "./bridges.ts";
import { channelModel, type LiveChannel } from "./channels.ts";
import { type LiveModel, type LiveModelOptions, openModel } from "./live_model.ts";
import { type LiveQueue, queueModel } from "./queues.ts";
import {
  deviceStateModel,
  extensionStateModel,
  type LiveDeviceState,
  type LiveExtensionState,
  type LivePresenceState,
  presenceStateModel,
} from "./states.ts";

/** How channels are kept. */
export interface LiveChannelsOptions extends LiveModelOptions {
  /**
   * Whether to follow each channel through the dialplan, by events of class `dialplan`, which are most of all events. Without, a channel's context,
   * extension, priority and application are those that another event or the list last told. @default {true}
   */
  dialplan?: boolean;
}

/**
 * Keeps the channels that there are, by their Uniqueids.
 *
 * Rejects with {@linkcode AmiError} when events of class `call`, or `dialplan`, are not asked for or may not be read, and when Asterisk does not answer
 * `CoreShowChannels`. No event tells that a channel's language was changed: it is as of the event that last described the channel.
 *
 * @example Who is talking
 * ```ts ignore
 * await using channels = await liveChannels(manager);
 * console.log(channels.size, [...channels].filter(({ BridgeId }) => BridgeId !== ""));
 * for await (const change of channels.changes()) {
 *   if (change.type === "removed") console.log(change.before.Channel, "is gone");
 *   else console.log(change.item.Channel, change.item.ChannelStateDesc, change.cause);
 * }
 * ```
 */
export function liveChannels(manager: AmiClient, options: LiveChannelsOptions = {}): Promise<LiveModel<LiveChannel>> {
  const { dialplan = true } = options;
  return openModel(manager, channelModel({ dialplan }), options);
}

/** Keeps the bridges that there are, each with its channels, by their ids. Rejects as {@linkcode liveChannels} does. */
export function liveBridges(manager: AmiClient, options: LiveModelOptions = {}): Promise<LiveModel<LiveBridge>> {
  return openModel(manager, bridgeModel, options);
}

/**
 * Keeps the queues, each with its members and who waits in it, by their names.
 *
 * Rejects with {@linkcode AmiError} when `app_queue` is not loaded, and when events of class `agent` or `call` do not come. Figures of the queue itself,
 * such as `Completed`, and queues that a reload adds or removes have no events: {@linkcode LiveModel.resync} reads them again.
 *
 * @example Who waits for how many members
 * ```ts ignore
 * await using queues = await liveQueues(manager);
 * for (const { Queue, callers, members } of queues) {
 *   console.log(Queue, callers.length, members.filter(({ Paused }) => Paused === "0").length);
 * }
 * ```
 */
export function liveQueues(manager: AmiClient, options: LiveModelOptions = {}): Promise<LiveModel<LiveQueue>> {
  return openModel(manager, queueModel, options);
}

/**
 * Keeps the states of devices, by the devices' names, without those of Local channels, which Asterisk does not keep either. It never tells that it has
 * forgotten one: {@linkcode LiveModel.resync} does. Rejects as {@linkcode liveChannels} does.
 */
export function liveDeviceStates(
  manager: AmiClient,
  options: LiveModelOptions = {},
): Promise<LiveModel<LiveDeviceState>> {
  return openModel(manager, deviceStateModel, options);
}

/**
 * Keeps the states of extensions that have hints, by `extension@context`. That a hint was added, taken out or made one of other devices has no event:
 * {@linkcode LiveModel.resync} tells, after a reload of the dialplan. Rejects as {@linkcode liveChannels} does.
 */
export function liveExtensionStates(
  manager: AmiClient,
  options: LiveModelOptions = {},
): Promise<LiveModel<LiveExtensionState>> {
  return openModel(manager, extensionStateModel, options);
}

/** Keeps presence states, by whose they are. Rejects as {@linkcode liveChannels} does. */
export function livePresenceStates(
  manager: AmiClient,
  options: LiveModelOptions = {},
): Promise<LiveModel<LivePresenceState>> {
  return openModel(manager, presenceStateModel, options);
}

/** Keeps the agents of `agents.conf`, by their ids. Rejects with {@linkcode AmiError} when `app_agent_pool` is not loaded. */
export function liveAgents(manager: AmiClient, options: LiveModelOptions = {}): Promise<LiveModel<LiveAgent>> {
  return openModel(manager, agentModel, options);
}

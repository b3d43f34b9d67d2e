import type { ChannelTechnology } from "./channel_technology.ts";
import type { DeviceState } from "./device_states.ts";
import { EndpointTechnology } from "./endpoint_technology.ts";
import type { Endpoint } from "./endpoints.ts";
import type { ChannelState, Fact } from "./facts.ts";
import { LocalTechnology, parseLocalAddress } from "./local.ts";
import type { Pbx } from "./pbx.ts";
import { UnrealPair } from "./unreal.ts";

/** What a channel in a state makes of its device (`ast_state_chan2dev`). */
const channelStates: Readonly<Record<ChannelState, DeviceState>> = {
  Down: "NOT_INUSE",
  Rsrved: "INUSE",
  OffHook: "INUSE",
  Dialing: "INUSE",
  Ring: "INUSE",
  Ringing: "RINGING",
  Up: "INUSE",
  Busy: "BUSY",
};

/** Of several states the one that counts most, from the least (`ast_devstate_aggregate_add`). */
const weights: readonly DeviceState[] = ["NOT_INUSE", "ONHOLD", "RINGING", "INUSE", "BUSY"];

/** The devices that channels are on: endpoints, whose states change with their channels, and what other channels lead to. */
export class ChannelDevices {
  readonly #pbx: Pbx;
  readonly #reported = new Map<Endpoint, DeviceState>();
  readonly #others = new Groups();
  readonly #due = new Set<string>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
    pbx.deviceStates.addProvider((device) => this.#stateOf(device));
  }

  /** An endpoint is new: its state is no news. */
  welcome(endpoint: Endpoint): void {
    this.#reported.set(endpoint, this.#endpointState(endpoint));
  }

  /** Looks whether a fact changes the state of a device, and says so a moment later, as Asterisk's own thread does. */
  notice(fact: Fact): void {
    if (fact.kind === "endpoint-updated") {
      const { technology, resource } = fact.endpoint;
      return this.#look(`${technology}/${resource}`);
    }
    if (fact.kind !== "channel-updated" || fact.channel.isHidden) return;
    const { old, channel } = fact;
    if (old !== undefined && old.state === channel.state && !channel.isDead) return;
    if (channel.endpoint !== undefined) return this.#look(channel.endpoint);
    const device = deviceOf(channel.name);
    if (this.#technologyOf(device) instanceof EndpointTechnology) return;
    if (old === undefined) return this.#others.add(device, channel.id);
    if (channel.isDead) this.#others.delete(device, channel.id);
    // What is no endpoint is not remembered: it is reported whenever it may have changed.
    queueMicrotask(() => this.#pbx.deviceStates.changed(device, this.#pbx.deviceStates.get(device)));
  }

  #look(device: string): void {
    if (this.#due.has(device)) return;
    this.#due.add(device);
    queueMicrotask(() => {
      this.#due.delete(device);
      const endpoint = this.#pbx.endpoints.get(device);
      if (endpoint === undefined) return;
      const state = this.#endpointState(endpoint);
      if (this.#reported.get(endpoint) === state) return;
      this.#reported.set(endpoint, state);
      this.#pbx.deviceStates.changed(device, state);
    });
  }

  #stateOf(device: string): DeviceState | undefined {
    const endpoint = this.#pbx.endpoints.get(device);
    if (endpoint !== undefined) return this.#endpointState(endpoint);
    const technology = this.#technologyOf(device);
    if (technology instanceof LocalTechnology) return this.#localState(device.slice("Local/".length));
    // Nobody can tell of what is not there to be asked for; otherwise it is the channels that tell.
    if (technology === undefined || technology instanceof EndpointTechnology) return undefined;
    const [first] = this.#others.get(device);
    if (first === undefined) return "UNKNOWN";
    return this.#pbx.channels.get(first)?.snapshot.state === "Ringing" ? "RINGING" : "INUSE";
  }

  #technologyOf(device: string): ChannelTechnology | undefined {
    const [technology = ""] = device.split("/", 1);
    return this.#pbx.technologies.get(technology);
  }

  #endpointState({ state, channels }: Endpoint): DeviceState {
    const states = [...channels].flatMap((id) => {
      const channel = this.#pbx.channels.get(id);
      if (channel === undefined) return [];
      return channel.driver.isOnHold === true ? "ONHOLD" as const : channelStates[channel.snapshot.state];
    });
    if (states.length > 0) return aggregate(states);
    return state === "offline" ? "UNAVAILABLE" : state === "online" ? "NOT_INUSE" : "UNKNOWN";
  }

  #localState(address: string): DeviceState {
    const { exten, context } = parseLocalAddress(address);
    const channels = this.#others.get(`Local/${exten}@${context}`);
    for (const id of channels) {
      const channel = this.#pbx.channels.get(id);
      const pair = channel === undefined ? undefined : UnrealPair.of(channel);
      if (pair?.hasCaretaker === true && !pair.first.isDead) return "INUSE";
    }
    if (channels.size > 0) return "NOT_INUSE";
    return this.#pbx.dialplan.has({ context, exten, priority: 1 }, "") ? "NOT_INUSE" : "INVALID";
  }
}

/** The device that a channel is on, by its name: what comes before the number that makes it unique. */
function deviceOf(name: string): string {
  return name.replace(/-[^-]*$/, "");
}

/** Ids by a name that they share. */
class Groups {
  readonly #groups = new Map<string, Set<string>>();

  get(name: string): ReadonlySet<string> {
    return this.#groups.get(name) ?? new Set();
  }

  add(name: string, id: string): void {
    const group = this.#groups.get(name) ?? new Set();
    this.#groups.set(name, group.add(id));
  }

  delete(name: string, id: string): void {
    const group = this.#groups.get(name);
    group?.delete(id);
    if (group?.size === 0) this.#groups.delete(name);
  }
}

/** Several calls on one device (`ast_devstate_aggregate_result`). */
function aggregate(states: readonly DeviceState[]): DeviceState {
  const isBusy = states.some((state) => state === "INUSE" || state === "ONHOLD" || state === "BUSY");
  if (states.includes("RINGING") && isBusy) return "RINGINUSE";
  return states.reduce((most, state) => weights.indexOf(state) > weights.indexOf(most) ? state : most, "NOT_INUSE");
}

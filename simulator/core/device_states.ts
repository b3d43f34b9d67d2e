import type { FactContent } from "./facts.ts";

/** The states of a device, by Asterisk's names. */
export type DeviceState =
  | "UNKNOWN"
  | "NOT_INUSE"
  | "INUSE"
  | "BUSY"
  | "INVALID"
  | "UNAVAILABLE"
  | "RINGING"
  | "RINGINUSE"
  | "ONHOLD";

/** What came of setting or deleting a state. */
export type DeviceStateResult = "done" | "not-controlled" | "no-name" | "unknown-state";

const settable: readonly DeviceState[] = [
  "NOT_INUSE",
  "INUSE",
  "BUSY",
  "INVALID",
  "UNAVAILABLE",
  "RINGING",
  "RINGINUSE",
  "ONHOLD",
];

const scheme = "Stasis:";

/** Tells the state of devices of one kind, and gives `undefined` for devices that are not of that kind. */
export type DeviceStateProvider = (device: string) => DeviceState | undefined;

/** The states of devices: those that applications set (`res_stasis_device_state.c`), and those that others tell. */
export class DeviceStates {
  readonly #states = new Map<string, DeviceState>();
  readonly #publish: (fact: FactContent) => void;
  readonly #providers: DeviceStateProvider[] = [];

  /** `publish` is told of each change. */
  constructor(publish: (fact: FactContent) => void) {
    this.#publish = publish;
  }

  /** Adds somebody who knows the states of other devices; who was added first is asked first. */
  addProvider(provider: DeviceStateProvider): void {
    this.#providers.push(provider);
  }

  /** The devices that applications have set, by name. */
  list(): { device: string; state: DeviceState }[] {
    return [...this.#states].map(([name, state]) => ({ device: scheme + name, state }))
      .sort((a, b) => a.device < b.device ? -1 : 1);
  }

  /** The state of any device. */
  get(device: string): DeviceState {
    const name = controlledName(device);
    if (name !== undefined) return this.#states.get(name) ?? "UNKNOWN";
    for (const provider of this.#providers) {
      const state = provider(device);
      if (state !== undefined) return state;
    }
    // Devices of the dialplan's own are there, and nothing is known of them until somebody says so (func_devstate.c).
    return device.toLowerCase().startsWith("custom:") ? "UNKNOWN" : "INVALID";
  }

  /** Sets the state of a device that applications control. */
  set(device: string, text: string): DeviceStateResult {
    const name = controlledName(device);
    if (name === undefined) return "not-controlled";
    if (name === "") return "no-name";
    const state = settable.find((known) => known === text.toUpperCase());
    if (state === undefined) return "unknown-state";
    const old = this.#states.get(name);
    this.#states.set(name, state);
    if (old !== state) this.changed(scheme + name, state);
    return "done";
  }

  /** Forgets a device that applications control, known or not. Nobody is told, as in Asterisk. */
  delete(device: string): DeviceStateResult {
    const name = controlledName(device);
    if (name === undefined) return "not-controlled";
    if (name === "") return "no-name";
    this.#states.delete(name);
    return "done";
  }

  /** Tells everyone of a device that has changed; who provides its state calls this. */
  changed(device: string, state: DeviceState): void {
    this.#publish({ kind: "device-state-changed", device, state });
  }
}

/** What follows the scheme of devices that applications control. */
function controlledName(device: string): string | undefined {
  return device.toLowerCase().startsWith(scheme.toLowerCase()) ? device.slice(scheme.length) : undefined;
}

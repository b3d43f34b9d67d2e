import type { AmiMessage } from "../message.ts";
import type { ModelDefinition } from "./model.ts";

/** The state of a device. */
export interface LiveDeviceState {
  /** The device, as in `PJSIP/alice` or `Custom:lamp`. */
  readonly Device: string;
  /** Its state, as in `NOT_INUSE`. */
  readonly State: string;
}

/**
 * Keeps states of devices, by the devices' names. Of Local channels Asterisk tells states and keeps none (`AST_FLAG_DISABLE_DEVSTATE_CACHE`), and so
 * does this: there would be more and more of them.
 */
export const deviceStateModel: ModelDefinition<LiveDeviceState> = stateModel({
  name: "device states",
  events: ["DeviceStateChange"],
  lists: ["DeviceStateList"],
  idOf: ({ Device }) => Device,
  stateOf: (get) => ({ Device: get("Device"), State: get("State") }),
  isKept: ({ Device }) => !Device.startsWith("Local/"),
});

/** The state of an extension that has a hint. */
export interface LiveExtensionState {
  /** The extension. */
  readonly Exten: string;
  /** Its context. */
  readonly Context: string;
  /** The devices of the hint. */
  readonly Hint: string;
  /** The state, as number. */
  readonly Status: string;
  /** The state, in words. */
  readonly StatusText: string;
}

/** Keeps states of extensions with hints, by `extension@context`. */
export const extensionStateModel: ModelDefinition<LiveExtensionState> = stateModel({
  name: "extension states",
  events: ["ExtensionStatus"],
  lists: ["ExtensionStateList"],
  module: "pbx_config",
  idOf: ({ Exten, Context }) => `${Exten}@${Context}`,
  stateOf: (get) => ({
    Exten: get("Exten"),
    Context: get("Context"),
    Hint: get("Hint"),
    Status: get("Status"),
    StatusText: get("StatusText"),
  }),
  // While the dialplan is loaded anew, events have the state and no devices.
  merge: (state, known) => state.Hint === "" ? { ...state, Hint: known.Hint } : state,
  isGone: ({ Status }) => Number(Status) < 0,
});

/** A presence state. */
export interface LivePresenceState {
  /** Whose presence it is, as in `CustomPresence:alice`. */
  readonly Presentity: string;
  /** The state, as in `away`. */
  readonly Status: string;
  /** More about the state. */
  readonly Subtype: string;
  /** A message for people. */
  readonly Message: string;
}

/** Keeps presence states, by the presentities. */
export const presenceStateModel: ModelDefinition<LivePresenceState> = stateModel({
  name: "presence states",
  events: ["PresenceStateChange"],
  lists: ["PresenceStateList"],
  idOf: ({ Presentity }) => Presentity,
  stateOf: (get) => ({
    Presentity: get("Presentity"),
    Status: get("Status"),
    Subtype: get("Subtype"),
    Message: get("Message"),
  }),
});

interface StateFacts<State> extends Pick<ModelDefinition<object>, "events" | "lists" | "module" | "name"> {
  idOf(state: State): string;
  stateOf(get: (header: string) => string): State;
  /** Adds what is known and the event did not say. */
  merge?(state: State, known: State): State;
  isKept?(state: State): boolean;
  isGone?(state: State): boolean;
}

/** A model of which the events are as the items of the list, and each says all there is to say. */
function stateModel<State extends object>(facts: StateFacts<State>): ModelDefinition<State> {
  const { idOf, stateOf, merge = (state) => state, isKept = () => true, isGone = () => false, ...rest } = facts;
  const read = (message: AmiMessage) => stateOf((header) => message.get(header) ?? "");
  return {
    ...rest,
    read: ([items = []]) => new Map(items.map(read).filter(isKept).map((state) => [idOf(state), state])),
    edits(event, items) {
      const state = read(event);
      const id = idOf(state);
      const known = items.get(id);
      if (!isKept(state)) return [];
      return [{ id, item: isGone(state) ? undefined : known === undefined ? state : merge(state, known) }];
    },
  };
}

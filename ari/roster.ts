import type { AnyEvent } from "./event_router.ts";

/** What is known to be in Asterisk: by id, what the applications were told of and have not seen end. */
export interface Known {
  readonly channels: ReadonlySet<string>;
  readonly bridges: ReadonlySet<string>;
}

/** The events that it goes by; few enough to parse them all. */
export const rosterEvents: readonly string[] = [
  "StasisStart",
  "StasisEnd",
  "ChannelCreated",
  "ChannelDestroyed",
  "BridgeCreated",
  "BridgeDestroyed",
];

/** Keeps the ids of the channels and bridges that events tell of, to tell after a loss which of them are gone. */
export class Roster {
  readonly #channels = new Set<string>();
  readonly #bridges = new Set<string>();

  /** The names of the events that it has to see. */
  get events(): readonly string[] {
    return rosterEvents;
  }

  /** Takes an event into account. */
  see(event: AnyEvent): void {
    const { type, channel, bridge }: AnyEvent & { channel?: unknown; bridge?: unknown } = event;
    const id = idOf(type.startsWith("Bridge") ? bridge : channel);
    if (id === undefined) return;
    const ids = type.startsWith("Bridge") ? this.#bridges : this.#channels;
    if (type === "StasisStart" || type.endsWith("Created")) ids.add(id);
    else ids.delete(id);
  }

  /** What it knows now; later events change nothing of it. */
  snapshot(): Known {
    return { channels: new Set(this.#channels), bridges: new Set(this.#bridges) };
  }

  /** Takes a channel up that no event told of. */
  addChannel(id: string): void {
    this.#channels.add(id);
  }

  /** Takes a bridge up that no event told of. */
  addBridge(id: string): void {
    this.#bridges.add(id);
  }

  /** Forgets a channel or bridge whose end no event told of. */
  forget(id: string): void {
    this.#channels.delete(id);
    this.#bridges.delete(id);
  }
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  return typeof value.id === "string" ? value.id : undefined;
}

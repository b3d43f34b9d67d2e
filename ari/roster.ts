import { peekApplication, peekId } from "./event_frame.ts";
import type { AnyEvent } from "./event_router.ts";

/** What is known to be in Asterisk: what the applications were told of and have not seen end. */
export interface Known {
  /** Id of a channel → the application that it is in, or nothing where the applications only hear of it. */
  readonly channels: ReadonlyMap<string, string | undefined>;
  readonly bridges: ReadonlySet<string>;
}

/** The events that it goes by → the field with what they are about. */
const subjects: ReadonlyMap<string, "channel" | "bridge"> = new Map([
  ["StasisStart", "channel"],
  ["StasisEnd", "channel"],
  ["ChannelCreated", "channel"],
  ["ChannelDestroyed", "channel"],
  ["BridgeCreated", "bridge"],
  ["BridgeDestroyed", "bridge"],
]);

/** The names of the events that it goes by. */
export const rosterEvents: readonly string[] = [...subjects.keys()];

/**
 * As much of an event as tells who is where, read of a text that is not parsed, as nobody else wants it; `undefined` when it must be. Ends must be: what
 * has ended goes by other names, too.
 */
export function glimpse(type: string, text: string): AnyEvent | undefined {
  const subject = subjects.get(type);
  if (subject === undefined || type.endsWith("Destroyed")) return undefined;
  const id = peekId(text, subject);
  if (id === undefined) return undefined;
  const about = { [subject]: { id: detached(id) } };
  if (!type.startsWith("Stasis")) return { type, ...about };
  const application = peekApplication(text);
  return application === undefined ? undefined : { type, ...about, application: detached(application) } as AnyEvent;
}

/** Keeps the ids of the channels and bridges that events tell of, to tell after a loss which of them are gone. */
export class Roster {
  readonly #hearsAll: boolean;
  readonly #channels = new Map<string, string | undefined>();
  readonly #bridges = new Set<string>();
  /** The ids that events have told of since the last snapshot, until the difference to it was told. */
  #told: Set<string> | undefined;

  /** With `hearsAll` also the end of a channel is heard that has left the application. */
  constructor({ hearsAll }: { readonly hearsAll: boolean }) {
    this.#hearsAll = hearsAll;
  }

  /** The names of the events that it has to see. */
  get events(): readonly string[] {
    return rosterEvents;
  }

  /** Takes an event into account. */
  see(event: AnyEvent): void {
    const fields: AnyEvent & { channel?: unknown; bridge?: unknown; application?: unknown } = event;
    const subject = subjects.get(fields.type);
    const id = subject === undefined ? undefined : idOf(subject === "channel" ? fields.channel : fields.bridge);
    if (id !== undefined) this.#take(fields.type, id, fields.application);
  }

  #take(type: string, id: string, app: unknown): void {
    this.#told?.add(id);
    if (type === "BridgeCreated") this.#bridges.add(id);
    else if (type === "BridgeDestroyed") this.#bridges.delete(id);
    else if (type === "StasisStart") this.#channels.set(id, typeof app === "string" ? app : undefined);
    else if (type === "ChannelCreated") this.#channels.set(id, this.#channels.get(id));
    else if (type === "ChannelDestroyed") this.#channels.delete(id);
    // Of a channel that was moved, the end in the one application may come after the beginning in the other.
    else if (type === "StasisEnd" && this.#channels.get(id) === app) this.leave(id);
  }

  /** What it knows now; later events change nothing of it, and are told apart from then on. */
  snapshot(): Known {
    this.#told = new Set();
    return { channels: new Map(this.#channels), bridges: new Set(this.#bridges) };
  }

  /** The channels and bridges that events have told of since the last snapshot; from now on they are not kept apart. */
  takeTold(): ReadonlySet<string> {
    const told = this.#told ?? new Set();
    this.#told = undefined;
    return told;
  }

  /** Takes a channel up that no event told of, and the application that it is in. */
  addChannel(id: string, app?: string): void {
    this.#channels.set(id, app);
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

  /** Takes into account that a channel is in none of the applications any more. */
  leave(id: string): void {
    if (this.#hearsAll) this.#channels.set(id, undefined);
    else this.#channels.delete(id);
  }

  /** Forgets the channels in an application of which no event comes any more. */
  forgetApp(app: string): void {
    for (const [id, isIn] of this.#channels) if (isIn === app) this.leave(id);
  }
}

/** A copy of a piece of a text, which would keep all of it in memory. */
function detached(piece: string): string {
  return JSON.parse(JSON.stringify(piece));
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { id }: { id?: unknown } = value;
  return typeof id === "string" ? id : undefined;
}

import type { ActionFields } from "./encode.ts";
import { fieldOf } from "./field_of.ts";
import { request } from "./login.ts";
import type { Session } from "./session.ts";

/** Which events were asked for, as far as Asterisk agreed: asked for again on the next connection. */
export class EventWishes {
  #mask: string;
  readonly #filters: ActionFields[] = [];

  /** Begins with the mask of the login. */
  constructor(mask: string) {
    this.#mask = mask;
  }

  /** The mask to log in with: filters must be there before the first event. */
  get loginMask(): string {
    return this.#filters.length === 0 ? this.#mask : "off";
  }

  /** Whether events of calls, such as `OriginateResponse`, are asked for. */
  get hasCalls(): boolean {
    return this.asksFor("call");
  }

  /** Whether there are filters, which may keep some of the events away that are asked for. */
  get hasFilters(): boolean {
    return this.#filters.length > 0;
  }

  /** Whether events of a class are asked for. */
  asksFor(eventClass: string): boolean {
    const words = this.#mask.split(",").map((word) => word.trim());
    const bit = classBits.get(eventClass) ?? 0;
    return words.some((word) => allMasks.has(word) || word === eventClass || (Number(word) & bit) !== 0);
  }

  /** Sees an action that Asterisk has carried out. */
  see(action: string, fields: ActionFields): void {
    const name = action.toLowerCase();
    if (name === "events") this.#mask = String(fieldOf(fields, "EventMask") ?? this.#mask);
    else if (name === "filter") this.#filters.push({ ...fields });
  }

  /** Asks a fresh session for the filters, and then for the events. */
  async restore(session: Session): Promise<void> {
    if (this.#filters.length === 0) return;
    await Promise.all(this.#filters.map((fields) => request(session, "Filter", fields)));
    await request(session, "Events", { EventMask: this.#mask });
  }
}

/** What Asterisk takes for all classes. */
const allMasks: ReadonlySet<string> = new Set(["on", "true", "yes", "all"]);

/** The classes' bits in a mask that is a number (`include/asterisk/manager.h`). */
const classBits: ReadonlyMap<string, number> = new Map([
  ["system", 1],
  ["call", 2],
  ["log", 4],
  ["verbose", 8],
  ["command", 16],
  ["agent", 32],
  ["user", 64],
  ["config", 128],
  ["dtmf", 256],
  ["reporting", 512],
  ["cdr", 1_024],
  ["dialplan", 2_048],
  ["originate", 4_096],
  ["agi", 8_192],
  ["cc", 32_768],
  ["aoc", 65_536],
  ["test", 131_072],
  ["security", 262_144],
  ["message", 1_073_741_824],
]);

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
    const words = this.#mask.split(",").map((word) => word.trim());
    return words.some((word) => callMasks.has(word) || Number(word) & 2);
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

/** What Asterisk takes for all classes, and the class of calls itself. */
const callMasks: ReadonlySet<string> = new Set(["on", "true", "yes", "all", "call"]);

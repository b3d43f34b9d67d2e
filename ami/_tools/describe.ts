import { objectEvents } from "./descriptions_headers.ts";

/** What we say about actions, events and their headers. */
export interface Descriptions {
  readonly actions: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, string>>;
  /** Fields of actions. */
  readonly fields: Readonly<Record<string, string>>;
  /** Headers of answers. */
  readonly answers: Readonly<Record<string, string>>;
  /** Headers of events. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Looks descriptions up, and remembers which were of use. */
export class Describer {
  readonly #descriptions: Descriptions;
  readonly #used = new Set<string>();
  readonly #missing = new Set<string>();

  constructor(descriptions: Descriptions) {
    this.#descriptions = descriptions;
  }

  /** What an action or event is. */
  named(kind: "actions" | "events", name: string): string {
    return this.#find(kind, [name]);
  }

  /** What a header of an action, an answer or an event is: what is said of it there, or of its name. */
  header(kind: "fields" | "answers" | "headers", owner: string, name: string): string {
    if (kind === "headers" && objectEvents.has(owner)) return objectHeader(name);
    return this.#find(kind, [`${owner}.${name}`, name]);
  }

  /** Fails naming what has no description, and descriptions that are of no use. */
  requireComplete(): void {
    if (this.#missing.size > 0) throw new Error(`Cannot describe "${[...this.#missing].join('", "')}": add it`);
    const idle = Object.entries(this.#descriptions)
      .flatMap(([kind, table]) => Object.keys(table).map((key) => `${kind} ${key}`))
      .filter((place) => !this.#used.has(place));
    if (idle.length > 0) throw new Error(`Cannot use the descriptions "${idle.join('", "')}": there is no such thing`);
  }

  #find(kind: keyof Descriptions, keys: readonly string[]): string {
    const table = this.#descriptions[kind];
    const key = keys.find((candidate) => Object.hasOwn(table, candidate));
    if (key === undefined) this.#missing.add(`${kind} ${keys[0]}`);
    else this.#used.add(`${kind} ${key}`);
    return key === undefined ? "" : table[key] ?? "";
  }
}

/** Headers of PJSIP's objects are options of pjsip.conf in another spelling: `RtpSymmetric` is `rtp_symmetric`. */
function objectHeader(name: string): string {
  const own = objectHeaders.get(name);
  if (own !== undefined) return own;
  return `Option or property \`${name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase()}\`.`;
}

const objectHeaders: ReadonlyMap<string, string> = new Map([
  ["ObjectType", "Type of the object."],
  ["ObjectName", "Name of the object."],
  ["EndpointName", "Name of the endpoint."],
  ["Password", "The password, in plain text."],
  ["OauthSecret", "The secret of OAuth, in plain text."],
  ["RefreshToken", "The refresh token of OAuth, in plain text."],
  ["ActiveChannels", "Channels of the endpoint, with commas."],
  ["DeviceState", "State of the device."],
  ["Contacts", "Its contacts, with commas."],
  ["TotalContacts", "Number of contacts."],
  ["ContactsRegistered", "Number of contacts that have registered."],
  ["Status", "The state."],
  ["NextReg", "Seconds until it registers again."],
  ["RoundtripUsec", "Time to the contact and back, in microseconds."],
]);

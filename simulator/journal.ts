/** One thing that happened, as the {@linkcode Journal} keeps it. What it is, `face` and `kind` tell. */
export type JournalEntry =
  | PhoneEntry
  | RequestEntry
  | ResponseEntry
  | EventEntry
  | DialplanEntry
  | WebSocketEntry
  | NotSimulatedEntry;

/** What every entry has. */
export interface EntryBase {
  /** Its place in the journal, from 0. */
  readonly sequence: number;
  /** When it happened, in milliseconds since 1970, by the PBX's clock. */
  readonly time: number;
}

/** A phone did something, or something reached it. */
export interface PhoneEntry extends EntryBase {
  /** `"phone"`. */
  readonly face: "phone";
  /**
   * `dials`, `presses`, `holds`, `unholds`, `transfers`, `writes` (a text), `lets-ring`, `lets-hear` (before the answer), `answers`, `rejects` and `hangs-up`
   * are the doing of the person at the phone; `is-called`, `rings`, `is-answered`, `hears` (a sound begins), `heard` (it
   * ended), `reads` (a text), `is-held`, `is-unheld`, `is-redirected` and `ended` reach them.
   */
  readonly kind:
    | "dials"
    | "presses"
    | "holds"
    | "unholds"
    | "transfers"
    | "writes"
    | "lets-ring"
    | "lets-hear"
    | "answers"
    | "rejects"
    | "hangs-up"
    | "is-called"
    | "rings"
    | "is-answered"
    | "hears"
    | "heard"
    | "reads"
    | "is-held"
    | "is-unheld"
    | "is-redirected"
    | "ended";
  /** The phone: `PJSIP/alice`. */
  readonly phone: string;
  /** The id of the call's channel; an empty string when it got none. */
  readonly channel: string;
  /** The extension, sound, digit or cause, when there is one. */
  readonly detail?: string;
}

/** A request reached the REST interface. */
export interface RequestEntry extends EntryBase {
  /** `"rest"`. */
  readonly face: "rest";
  /** `"request"`. */
  readonly kind: "request";
  /** The number that its answer repeats. */
  readonly request: number;
  /** HTTP method. */
  readonly method: string;
  /** Path and query, with the value of `api_key` taken out. */
  readonly path: string;
  /** Whether it came over a WebSocket. */
  readonly isOverWebSocket?: boolean;
}

/** A request was answered. */
export interface ResponseEntry extends EntryBase {
  /** `"rest"`. */
  readonly face: "rest";
  /** `"response"`. */
  readonly kind: "response";
  /** The number of the request. */
  readonly request: number;
  /** HTTP method of the request. */
  readonly method: string;
  /** Path and query of the request. */
  readonly path: string;
  /** The operation, as `channels.answer`, when the request got as far as one. */
  readonly operation?: string;
  /** HTTP status; 101 for a WebSocket. */
  readonly status: number;
  /** Asterisk's text, when it is an error. */
  readonly message?: string;
  /** Whether it went over a WebSocket. */
  readonly isOverWebSocket?: boolean;
}

/** An application was sent an event. */
export interface EventEntry extends EntryBase {
  /** `"event"`. */
  readonly face: "event";
  /** `"sent"`. */
  readonly kind: "sent";
  /** The application. */
  readonly application: string;
  /** The type of the event: `StasisStart`. */
  readonly type: string;
  /** The whole event, as on the wire. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** The dialplan took a step. */
export interface DialplanEntry extends EntryBase {
  /** `"dialplan"`. */
  readonly face: "dialplan";
  /** `"step"`. */
  readonly kind: "step";
  /** The id of the channel. */
  readonly channel: string;
  /** The context. */
  readonly context: string;
  /** The extension. */
  readonly exten: string;
  /** The priority. */
  readonly priority: number;
  /** The application. */
  readonly application: string;
  /** Its arguments. */
  readonly data: string;
}

/** An events WebSocket opened or closed, or could not be opened by Asterisk. */
export interface WebSocketEntry extends EntryBase {
  /** `"websocket"`. */
  readonly face: "websocket";
  /** What happened. */
  readonly kind: "opened" | "closed" | "failed";
  /** Its applications. */
  readonly applications: readonly string[];
  /** The close code. */
  readonly code?: number;
  /** Whether Asterisk has opened it, or has tried to. */
  readonly isOutbound?: boolean;
  /** Why it could not be opened. */
  readonly reason?: string;
}

/** Something was asked for that is not simulated. */
export interface NotSimulatedEntry extends EntryBase {
  /** `"simulator"`. */
  readonly face: "simulator";
  /** `"not-simulated"`. */
  readonly kind: "not-simulated";
  /** What, and what to do about it. */
  readonly message: string;
}

/**
 * Everything that happened on all faces of the simulated PBX, in order. It holds no secrets: neither headers nor API keys
 * come in.
 */
export interface Journal extends Iterable<JournalEntry> {
  /** How many entries there are. */
  readonly length: number;
  /** Calls `listener` for each entry from now on, at the moment it is made; it must neither throw nor act on the PBX. */
  on(listener: (entry: JournalEntry) => void): Disposable;
  /** The journal as text, a line for each entry: the time in seconds from the start, the face, and what happened. */
  format(): string;
}

/** One entry as a line of text; times count from `start`. */
export function formatEntry(entry: JournalEntry, options: { start?: number } = {}): string {
  const { start = 0 } = options;
  const seconds = ((entry.time - start) / 1000).toFixed(3).padStart(9);
  return `${seconds}  ${entry.face.padEnd(9)}  ${describe(entry)}`;
}

function describe(entry: JournalEntry): string {
  switch (entry.face) {
    case "phone":
      return [entry.phone, entry.kind.replace("-", " "), entry.detail].filter(Boolean).join(" ");
    case "rest":
      return entry.kind === "request"
        ? `#${entry.request} > ${entry.method} ${entry.path}`
        : [`#${entry.request} <`, entry.status, entry.operation, entry.message].filter(Boolean).join(" ");
    case "event":
      return `${entry.application} ${entry.type}${describeEvent(entry.event)}`;
    case "dialplan":
      return `${entry.context},${entry.exten},${entry.priority} ${entry.application}(${entry.data})`;
    case "websocket":
      return [entry.applications.join(","), entry.kind, entry.code, entry.reason].filter(Boolean).join(" ");
    case "simulator":
      return entry.message;
    default:
      throw new Error(`Unreachable: ${entry satisfies never}`);
  }
}

/** The few fields that tell one event from another of its type. */
function describeEvent(event: Readonly<Record<string, unknown>>): string {
  const { playback, channel, digit, variable, value, cause } = event;
  const parts = [
    field(playback, "media_uri"),
    field(channel, "name"),
    field(channel, "state"),
    digit,
    variable === undefined ? undefined : `${variable}=${value}`,
    cause,
  ];
  return parts.filter((part) => part !== undefined).map((part) => ` ${part}`).join("");
}

function field(object: unknown, name: string): unknown {
  return typeof object === "object" && object !== null
    ? Object.getOwnPropertyDescriptor(object, name)?.value
    : undefined;
}

import type { WebSocketLike } from "../../../_internal/transport.ts";
import type { Fact } from "../../core/facts.ts";
import type { Pbx } from "../../core/pbx.ts";
import type { StasisListener } from "../../core/stasis_app.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import { toEvents } from "./events.ts";
import { toTimestamp } from "./snapshots.ts";

/** The longest application name, in bytes, as a real Asterisk takes it. */
const maxApplicationName = 73;

/** What an {@linkcode EventSocket} is made from. */
export interface EventSocketOptions {
  /** The applications that it connects; at least one. */
  readonly applications: readonly string[];
  /** Whether they hear of everything. */
  readonly subscribesAll: boolean;
  /** The id of this Asterisk in events. */
  readonly entityId: string;
}

/** Splits the parameter `app`; `undefined` when Asterisk would refuse to register one of its names. */
export function parseApplications(text: string): string[] | undefined {
  const names = text.split(",").map((name) => name.trim());
  const isRefused = (name: string) => name === "" || new TextEncoder().encode(name).length > maxApplicationName;
  return names.some(isRefused) ? undefined : names;
}

/** One events WebSocket: what its applications hear goes out as JSON, a frame for each event. */
export class EventSocket implements StasisListener {
  readonly #socket: WebSocketLike;
  readonly #pbx: Pbx;
  readonly #journal: JournalRecorder;
  readonly #options: EventSocketOptions;
  #waiting: string[] | undefined = [];

  constructor(socket: WebSocketLike, pbx: Pbx, journal: JournalRecorder, options: EventSocketOptions) {
    this.#socket = socket;
    this.#pbx = pbx;
    this.#journal = journal;
    this.#options = options;
    socket.addEventListener("open", () => this.#onOpen());
    socket.addEventListener("message", (event) => this.#onMessage(event));
    // Applications are registered before the handshake ends, so nothing is lost in between.
    const { applications, subscribesAll } = options;
    for (const application of applications) pbx.stasis.register(application, this, { subscribesAll });
    journal.add({ face: "websocket", kind: "opened", applications });
  }

  /** Its applications. */
  get applications(): readonly string[] {
    return this.#options.applications;
  }

  /** Sends the events of a fact. */
  send(application: string, fact: Fact): void {
    for (const event of toEvents(fact, { application, entityId: this.#options.entityId })) {
      if (this.#pbx.stasis.get(application)?.filter.allows(event.type) !== true) continue;
      this.#journal.add({ face: "event", kind: "sent", application, type: event.type, event });
      this.#sendText(JSON.stringify(event));
    }
  }

  /** Takes its applications away; the socket is closed. */
  onClose(code: number): void {
    for (const application of this.applications) this.#pbx.stasis.unregister(application, this);
    this.#journal.add({ face: "websocket", kind: "closed", applications: this.applications, code });
  }

  /** Closes the socket from the server's side, and resolves when it is closed. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#socket.addEventListener("close", () => resolve());
    this.#socket.close(1000);
    await promise;
  }

  #onOpen(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const text of waiting) this.#sendText(text);
  }

  #sendText(text: string): void {
    if (this.#waiting !== undefined) this.#waiting.push(text);
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  #onMessage(event: Event): void {
    if (!(event instanceof MessageEvent) || typeof event.data !== "string") return;
    this.#journal.add({
      face: "simulator",
      kind: "not-simulated",
      message: "Cannot run a request over the WebSocket: REST over WebSocket is not simulated yet, use HTTP",
    });
    this.#sendText(JSON.stringify(this.#refusal(event.data)));
  }

  #refusal(text: string): Record<string, unknown> {
    const request = parseObject(text);
    const field = (name: string) => typeof request[name] === "string" ? request[name] : "";
    return {
      type: "RESTResponse",
      transaction_id: field("transaction_id"),
      request_id: field("request_id"),
      status_code: 501,
      reason_phrase: "Not Implemented",
      uri: field("uri").split("?", 1)[0],
      content_type: "application/json",
      message_body: JSON.stringify({ message: "REST over WebSocket is not simulated yet, use HTTP" }),
      application: this.applications[0],
      timestamp: toTimestamp(this.#pbx.clock.now()),
      asterisk_id: this.#options.entityId,
    };
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

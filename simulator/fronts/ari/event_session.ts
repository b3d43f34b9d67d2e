import type { WebSocketLike } from "../../../_internal/transport.ts";
import type { Fact } from "../../core/facts.ts";
import type { Pbx } from "../../core/pbx.ts";
import type { StasisListener } from "../../core/stasis_app.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import type { EventJson } from "./event_json.ts";
import { toEvents } from "./events.ts";
import type { ApiRelease } from "./api_release.ts";

/** The longest name of an application, in bytes (`ARI_MAX_APP_NAME_LEN`). */
const maxApplicationName = 73;
/** How many events may wait for a socket; beyond that the oldest are lost, and the journal says so. */
const maxQueuedEvents = 100_000;

/** What an {@linkcode EventSession} is made from. */
export interface EventSessionOptions {
  readonly pbx: Pbx;
  readonly journal: JournalRecorder;
  /** The events that there are. */
  readonly api: ApiRelease;
  /** The id of this Asterisk in events. */
  readonly entityId: string;
  /** Whether JSON is written for people. */
  readonly isPretty: boolean;
  /**
   * Whether Asterisk has opened the socket: then its applications are told that they are registered, and stay its own when
   * another connection takes them over.
   * @default {false}
   */
  readonly isOutbound?: boolean;
}

/**
 * What connects applications with a WebSocket (`struct ari_ws_session`): their events go out as JSON, a frame for each. While
 * there is no socket they wait.
 */
export class EventSession implements StasisListener {
  readonly #options: EventSessionOptions;
  readonly #applications = new Set<string>();
  #firstApplication = "";
  #socket: WebSocketLike | undefined;
  #queue: string[] = [];

  constructor(options: EventSessionOptions) {
    this.#options = options;
  }

  /** The applications that are its own: one that another connection has taken over is not. */
  get applications(): readonly string[] {
    return [...this.#applications];
  }

  /** The application by whose name it answers requests. */
  get firstApplication(): string {
    return this.#firstApplication;
  }

  /**
   * Registers applications, named in a list with commas; gives `false` when one of the names is none. Those before it are
   * registered nevertheless.
   */
  register(list: string, options: { subscribesAll: boolean }): boolean {
    const { pbx: { stasis }, isOutbound = false } = this.#options;
    for (const name of splitNames(list)) {
      if (name === "" || new TextEncoder().encode(name).length > maxApplicationName) return false;
      const isNew = stasis.get(name) === undefined;
      stasis.register(name, this, options);
      if (isNew && isOutbound) this.#announce(name);
      this.#applications.add(name);
      this.#firstApplication ||= name;
    }
    return true;
  }

  /** Takes its applications away. */
  unregister(): void {
    for (const name of this.#applications) this.#options.pbx.stasis.unregister(name, this);
    this.#applications.clear();
  }

  /** Sends what has waited, and everything from now on, over a socket that is open. */
  attach(socket: WebSocketLike): void {
    this.#socket = socket;
    for (const text of this.#queue.splice(0)) socket.send(text);
  }

  /** Tells each application that it is registered, in the order of their names. */
  announce(): void {
    for (const name of [...this.#applications].sort()) this.#announce(name);
  }

  /** Lets events wait from now on. */
  detach(): void {
    this.#socket = undefined;
  }

  /** Sends the events of a fact, unless the application's filter holds them back. */
  send(application: string, fact: Fact): void {
    const { isOutbound = false } = this.#options;
    if (fact.kind === "application-replaced" && !isOutbound) this.#applications.delete(application);
    for (const event of toEvents(fact, { application, entityId: this.#options.entityId })) {
      this.sendEvent(application, event);
    }
  }

  /** Sends one event of an application, unless its filter holds it back, or it is not there any more. */
  sendEvent(application: string, event: EventJson): void {
    if (this.#options.pbx.stasis.get(application)?.filter.allows(event.type) === true) {
      this.sendUnfiltered(application, event);
    }
  }

  /** Sends one event, whatever a filter says, if this release has it. */
  sendUnfiltered(application: string, content: EventJson): void {
    const event = this.#options.api.event(content);
    if (event === undefined) return;
    this.#options.journal.add({ face: "event", kind: "sent", application, type: event.type, event });
    const text = JSON.stringify(event, undefined, this.#options.isPretty ? 2 : undefined);
    if (this.#socket === undefined) this.#enqueue(text);
    else this.#socket.send(text);
  }

  #announce(application: string): void {
    const { pbx: { clock }, entityId } = this.#options;
    const fact: Fact = { time: clock.now(), kind: "application-registered", application };
    for (const event of toEvents(fact, { application, entityId })) this.sendUnfiltered(application, event);
  }

  #enqueue(text: string): void {
    this.#queue.push(text);
    if (this.#queue.length <= maxQueuedEvents) return;
    this.#queue.shift();
    const message = `Cannot keep more than ${maxQueuedEvents} events for ${this.firstApplication}: the oldest is lost`;
    this.#options.journal.add({ face: "simulator", kind: "not-simulated", message });
  }
}

/** Splits at commas outside quotes; blanks around a name go, and so do quotes around it (`ast_strsep`). */
function splitNames(list: string): string[] {
  const names: string[] = [];
  let start = 0;
  const quotes: string[] = [];
  for (let at = 0; at < list.length; at++) {
    const character = list.charAt(at);
    if (character === "\\") at++;
    else if (character === "'" || character === '"') {
      if (quotes.at(-1) === character) quotes.pop();
      else quotes.push(character);
    } else if (character === "," && quotes.length === 0) {
      names.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return [...names, list.slice(start)].map((name) => name.trim().replace(/^(["'])(.*)\1$/s, "$2"));
}

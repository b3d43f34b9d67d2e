import type { Channel } from "./channel.ts";
import type { ChannelDriver } from "./channel_driver.ts";
import type { EndpointSnapshot, FactContent, TextMessageSnapshot } from "./facts.ts";

/** Whether an endpoint can be reached. */
export type EndpointState = EndpointSnapshot["state"];

/** The way to whoever is at an endpoint. */
export interface EndpointLine {
  /** The context that calls from it enter. */
  readonly context: string;
  /** Takes a call to it: gives the far end of the channel that is about to be made. */
  takeCall(): EndpointCall;
  /** Takes a text message to it. */
  takeMessage(message: TextMessageSnapshot): void;
  /** Is asked to refer itself elsewhere, outside of a call. */
  takeRefer(referTo: string): void;
}

/** The far end of one channel to an endpoint. */
export interface EndpointCall extends ChannelDriver {
  /** The channel, once there is one. */
  channel: Channel | undefined;
}

/** Somebody that Asterisk can call and be called by: `PJSIP/alice`. */
export class Endpoint {
  readonly technology: string;
  readonly resource: string;
  /** Who is there; nobody when it is only a name. */
  line: EndpointLine | undefined;
  readonly #channels = new Set<string>();
  readonly #publish: (fact: FactContent) => void;
  #state: EndpointState;

  constructor(name: EndpointName, state: EndpointState, publish: (fact: FactContent) => void) {
    this.technology = name.technology;
    this.resource = name.resource;
    this.#state = state;
    this.#publish = publish;
  }

  /** Whether it can be reached. */
  get state(): EndpointState {
    return this.#state;
  }

  /** The ids of its channels. */
  get channels(): ReadonlySet<string> {
    return this.#channels;
  }

  /** The endpoint as others see it. */
  get snapshot(): EndpointSnapshot {
    return {
      technology: this.technology,
      resource: this.resource,
      state: this.#state,
      channels: [...this.#channels],
    };
  }

  /** Comes or goes, as when a phone registers; its contact and its peer are reported with it. */
  setState(state: EndpointState): void {
    if (state === this.#state) return;
    this.#state = state;
    const isOnline = state === "online";
    const endpoint = this.snapshot;
    this.#publish({ kind: "endpoint-updated", endpoint });
    this.#publish({
      kind: "peer-status",
      endpoint,
      peer: { status: isOnline ? "Reachable" : "Unreachable", details: {} },
    });
    this.#publish({
      kind: "contact-status",
      endpoint,
      contact: {
        uri: `sip:${this.resource}@127.0.0.1:5060`,
        status: isOnline ? "NonQualified" : "Removed",
        aor: this.resource,
        roundTrip: "0",
      },
    });
  }

  /** One of its channels is about to be seen. */
  enter(channelId: string): void {
    this.#channels.add(channelId);
    this.#publish({ kind: "endpoint-updated", endpoint: this.snapshot });
  }

  /** One of its channels is gone. */
  leave(channelId: string): void {
    if (!this.#channels.delete(channelId)) return;
    this.#publish({ kind: "endpoint-updated", endpoint: this.snapshot });
  }
}

/** An endpoint's name in its two parts. */
export interface EndpointName {
  /** Its technology: `PJSIP`. */
  readonly technology: string;
  /** Its name there. */
  readonly resource: string;
}

/** All endpoints of a PBX. */
export class Endpoints {
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #publish: (fact: FactContent) => void;
  readonly #welcome: (endpoint: Endpoint) => void;

  /** `publish` is told of each change, `welcome` of each new endpoint. */
  constructor(publish: (fact: FactContent) => void, welcome: (endpoint: Endpoint) => void) {
    this.#publish = publish;
    this.#welcome = welcome;
  }

  /** All of them, in the order of their making. */
  list(): Endpoint[] {
    return [...this.#endpoints.values()];
  }

  /** Finds an endpoint by `TECH/resource`; the case counts. */
  get(name: string): Endpoint | undefined {
    return this.#endpoints.get(name);
  }

  /** Makes an endpoint, or finds the one that is there and leaves its state. */
  add(name: EndpointName, state: EndpointState): Endpoint {
    const key = `${name.technology}/${name.resource}`;
    const known = this.#endpoints.get(key);
    if (known !== undefined) return known;
    const endpoint = new Endpoint(name, state, this.#publish);
    this.#endpoints.set(key, endpoint);
    this.#welcome(endpoint);
    return endpoint;
  }
}

import { type AriClient, connect } from "@asterism/asterisk/ari";
import type { WireEvent } from "../support/trace.ts";
import type { BackendCall } from "./backend.ts";
import type { Conformance } from "./harness.ts";

/** What a request was answered. */
export interface Answer {
  readonly status: number;
  /** The JSON, or undefined when there is none. */
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  readonly body: any;
  readonly location: string | null;
}

/** What a {@linkcode StasisChannel} is made from. */
interface Parts {
  readonly id: string;
  readonly events: readonly WireEvent[];
  readonly wakers: Set<() => void>;
}

/** A channel that is in the application `hello-world`, requests to it, and every event of the application. */
export class StasisChannel {
  readonly given: Conformance;
  /** The id of the channel. */
  readonly id: string;
  /** Every event since it entered. */
  readonly events: readonly WireEvent[];
  readonly #wakers: Set<() => void>;
  #ends = 0;

  constructor(given: Conformance, parts: Parts) {
    this.given = given;
    this.id = parts.id;
    this.events = parts.events;
    this.#wakers = parts.wakers;
  }

  /** Sends a request below `/ari/`; `ID` in it is the channel's id. */
  async rest(request: string, json?: unknown): Promise<Answer> {
    const { backend, signal } = this.given;
    const [method = "", path = ""] = request.replace("ID", encodeURIComponent(this.id)).split(" ");
    const { username, password } = backend.user;
    const response = await backend.fetch(`/ari/${path}`, {
      method,
      headers: {
        authorization: `Basic ${btoa(`${username}:${password}`)}`,
        ...(json !== undefined && { "content-type": "application/json" }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      signal,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : undefined,
      location: response.headers.get("location"),
    };
  }

  /** Sends a request and describes its answer: the status, and the message if there is one. */
  async answer(request: string, json?: unknown): Promise<string> {
    const { status, body } = await this.rest(request, json);
    return body?.message === undefined ? String(status) : `${status} ${body.message}`;
  }

  /** Resolves with the first event that matches, from `from` on. */
  async event(matches: (event: WireEvent) => boolean, from = 0): Promise<WireEvent> {
    for (;;) {
      this.given.signal.throwIfAborted();
      const found = this.events.slice(from).find(matches);
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        this.given.signal.addEventListener("abort", () => reject(this.given.signal.reason), { once: true });
        this.#wakers.add(resolve);
      });
    }
  }

  /** Resolves when everything that was asked of the channel so far is through: a playback of nothing comes behind it. */
  async through(): Promise<void> {
    const id = `end-${++this.#ends}-${this.id}`;
    await this.rest(`POST channels/ID/play/${encodeURIComponent(id)}?media=digits:`);
    await this.event(({ type, playback }) => type === "PlaybackFinished" && Object(playback).id === id);
  }

  /** The events of playbacks and recordings, one line each, without those of {@linkcode StasisCall.through}. */
  trace(from = 0): string[] {
    return this.events.slice(from).flatMap(({ type, playback, recording }) => {
      if (playback !== undefined) {
        const { id, media_uri, next_media_uri, state } = Object(playback);
        if (String(id).startsWith("end-")) return [];
        const next = next_media_uri === undefined ? "" : ` then ${next_media_uri}`;
        return [`${type} ${id} ${media_uri}${next} ${state}`];
      }
      if (recording === undefined) return [];
      const { name, format, state, ...rest } = Object(recording);
      delete rest.target_uri;
      return [`${type} ${name}.${format} ${state} ${JSON.stringify(rest)}`];
    });
  }
}

/** A channel in the application that a phone has called. */
export class StasisCall extends StasisChannel {
  readonly phone: BackendCall;

  constructor(given: Conformance, parts: Parts & { readonly phone: BackendCall }) {
    super(given, parts);
    this.phone = parts.phone;
  }
}

/** Calls `extension` and runs `body` when its channel is in the application; then the phone hangs up. */
export async function withStasisCall(
  given: Conformance,
  extension: string,
  body: (call: StasisCall) => Promise<void>,
): Promise<void> {
  const { backend, signal } = given;
  await withApplication(given, async ({ ari, events, wakers }) => {
    const started = ari.once("StasisStart", { signal });
    await using phone = await backend.call(extension);
    const { channel } = await started;
    events.length = 0;
    await body(new StasisCall(given, { phone, id: channel.id, events, wakers }));
    await phone.hangup();
    await phone.ended();
  });
}

/** Makes a Local channel with both halves in the application, runs `body`, and hangs up. */
export async function withStasisPair(
  given: Conformance,
  body: (near: StasisChannel, far: StasisChannel) => Promise<void>,
  options: { formats?: string } = {},
): Promise<void> {
  const { signal } = given;
  await withApplication(given, async ({ ari, events, wakers }) => {
    const id = `pair-${crypto.randomUUID()}`;
    const parts = { events, wakers };
    const [first, second] = [
      new StasisChannel(given, { ...parts, id }),
      new StasisChannel(given, { ...parts, id: `${id};2` }),
    ];
    await ari.channels.originateWithId(
      { channelId: id, endpoint: "Local/3006@default", app: "hello-world", ...options },
      { signal },
    );
    for (const { id: half } of [first, second]) {
      await first.event(({ type, channel }) => type === "StasisStart" && Object(channel).id === half);
    }
    await body(first, second);
    await first.rest("DELETE channels/ID");
    await first.event(({ type, channel }) => type === "StasisEnd" && Object(channel).id === second.id);
  });
}

async function withApplication(
  { backend, signal }: Conformance,
  body: (application: { ari: AriClient; events: WireEvent[]; wakers: Set<() => void> }) => Promise<void>,
): Promise<void> {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  const events: WireEvent[] = [];
  const wakers = new Set<() => void>();
  ari.on("*", (event) => {
    events.push(JSON.parse(JSON.stringify(event)));
    for (const wake of wakers) wake();
    wakers.clear();
  });
  await using _ = await ari.register({ apps: "hello-world", signal });
  await body({ ari, events, wakers });
}

/** What becomes of bridges and of the channels in them, told in a line for each event of each object. */
import { assertEquals, equal } from "@std/assert";
import { isStatistics } from "../support/trace.ts";
import type { BackendCall } from "./backend.ts";
import { type Conformance, conformance, type ConformanceOptions } from "./harness.ts";
import { type RawAnswer, RawAri, type RawEvent, type RawSocket } from "./raw_ari.ts";

/** What a flow works with. Requests, and what is expected, name things by short labels: `c1`, `m`. */
export interface BridgeFlow extends Conformance {
  /** Sends a request below `/ari/`; `~c1` in it stands for the id that this run has for `c1`. */
  rest(request: string, body?: unknown): Promise<RawAnswer>;
  /** Puts a Local channel into the application; its other half waits, or is in `hello-world` as extension 101 is. */
  enter(label: string, exten?: string): Promise<void>;
  /** Makes a bridge and puts two or more channels into it, which know of each other when it is done. */
  bridge(label: string, channels: readonly string[]): Promise<void>;
  /** Calls from a telephone into the application `hello-world`. */
  phone(label: string, exten?: string): Promise<BackendCall>;
  /** Resolves when an event of this type has come about the object, counted from the latest `begin`. */
  seen(type: string, label: string, nth?: number): Promise<void>;
  /** Resolves when all events up to now have come over the socket, as far as anybody can know. */
  settled(): Promise<void>;
  /** Forgets the events so far: what comes now is what the flow is about. */
  begin(): Promise<void>;
}

/** Several orders of which any may come, or several threads that race on a real Asterisk, with no event in common. */
type Race = { readonly anyOf: readonly string[][] } | { readonly threads: readonly string[][] };

/** What is expected of each object: its events in order. */
export type ExpectedTraces = Readonly<Record<string, readonly string[] | Race>>;

/** Defines a conformance test of what becomes of bridges: `body` acts, then the events of each object are compared. */
export function bridgeFlow(
  name: string,
  body: (flow: BridgeFlow) => Promise<void>,
  expected: ExpectedTraces,
  options: ConformanceOptions & { readonly query?: string } = {},
): void {
  const { query = "", ...others } = options;
  conformance(name, async (given) => {
    const run = new Run(given);
    const apps = query === "" ? `${run.id("app")},hello-world` : run.id("app");
    run.socket = await run.ari.connect(`app=${apps}${query}`);
    try {
      await body(run);
      await run.settle(() => Object.entries(expected).every(([label, lines]) => isExpected(run.trace(label), lines)));
      assertTraces(run, expected);
    } finally {
      // What failed by then says more than what fails because of it.
      if (!given.signal.aborted) await run.cleanUp();
    }
  }, others);
}

function isExpected(trace: readonly string[], expected: ExpectedTraces[string]): boolean {
  if ("threads" in expected) {
    const isEach = expected.threads.every((thread) => equal(trace.filter((line) => thread.includes(line)), thread));
    return isEach && trace.length === expected.threads.flat().length;
  }
  const orders = "anyOf" in expected ? expected.anyOf : [expected];
  return orders.some((order) => equal(trace, order));
}

function exampleOf(expected: ExpectedTraces[string]): readonly string[] | undefined {
  if ("threads" in expected) return expected.threads.flat();
  return "anyOf" in expected ? expected.anyOf[0] : expected;
}

/** Fails with all that is not as expected. */
function assertTraces(run: Run, expected: ExpectedTraces): void {
  const wrong = Object.entries(expected).filter(([label, lines]) => !isExpected(run.trace(label), lines));
  assertEquals(
    Object.fromEntries(wrong.map(([label]) => [label, run.trace(label)])),
    Object.fromEntries(wrong.map(([label, lines]) => [label, exampleOf(lines)])),
  );
}

/** How many times Asterisk is asked something to give its threads time for what they still have to say. */
const maxRounds = 50;

/** One run of a flow. */
class Run implements BridgeFlow {
  readonly backend: Conformance["backend"];
  readonly signal: AbortSignal;
  readonly ari: RawAri;
  socket: RawSocket | undefined;
  readonly #prefix: string = `f${crypto.randomUUID().slice(0, 8)}`;
  /** Label → id, of those that got one from Asterisk. */
  readonly #ids = new Map<string, string>();
  /** Ids and names → labels. */
  readonly #labels = new Map<string, string>();
  readonly #calls: BackendCall[] = [];
  #begin = 0;

  constructor(given: Conformance) {
    this.backend = given.backend;
    this.signal = given.signal;
    this.ari = new RawAri(given);
  }

  id(label: string): string {
    return this.#ids.get(label) ?? `${this.#prefix}${label}`;
  }

  async rest(request: string, body?: unknown): Promise<RawAnswer> {
    const fill = (text: string) => text.replace(/~(\w+)/g, (_, label) => this.id(label));
    const answer = await this.ari.rest(
      fill(request),
      body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body))),
    );
    return { ...answer, body: JSON.parse(this.#label(JSON.stringify(answer.body))) };
  }

  async enter(label: string, exten = "3000"): Promise<void> {
    const id = this.id(label);
    const { status } = await this.rest(`POST channels/${id}?endpoint=Local/${exten}@default&app=~app`);
    if (status !== 200) throw new Error(`Cannot originate "${label}": status ${status}`);
    await this.#event((event) => event.type === "StasisStart" && event.channel.id === id);
    const waits = exten === "3000";
    await this.#event(({ type, dialplan_app: app, channel }) => {
      return channel?.id === `${id};2` && (waits ? app === "Wait" : type === "StasisStart");
    });
  }

  async bridge(label: string, channels: readonly string[]): Promise<void> {
    await this.rest(`POST bridges/~${label}`);
    const before = this.#events.length;
    await this.rest(`POST bridges/~${label}/addChannel?channel=${channels.map((channel) => `~${channel}`).join()}`);
    const peers = channels.length - 1;
    for (const channel of channels) {
      await this.#event(({ variable, value, channel: { id } = { id: "" } }) => {
        return variable === "BRIDGEPEER" && id === this.id(channel) && value.split(",").length === peers &&
          value !== "";
      }, before);
    }
  }

  async phone(label: string, exten = "101"): Promise<BackendCall> {
    const before = this.#events.length;
    const call = await this.backend.call(exten);
    this.#calls.push(call);
    const { channel } = await this.#event((event) => event.type === "StasisStart", before);
    this.#ids.set(label, channel.id);
    this.#labels.set(channel.id, label);
    return call;
  }

  async seen(type: string, label: string, nth = 1): Promise<void> {
    let count = 0;
    await this.#event(
      (event) => event.type === type && this.#isAbout(event, label) && ++count === nth,
      this.#begin,
      () => count = 0,
    );
  }

  async settled(): Promise<void> {
    // An event of our own comes behind those that were on their way.
    const name = `settled${crypto.randomUUID().slice(0, 8)}`;
    await this.rest(`POST events/user/${name}?application=~app`);
    await this.#event((event) => event.eventname === name);
  }

  /** Waits until something is so, but not for long. */
  async settle(isSo: () => boolean): Promise<void> {
    // deno-lint-ignore no-await-in-loop -- Asterisk may say something between two questions.
    for (let round = 0; round < maxRounds && !isSo(); round++) await this.settled();
  }

  async begin(): Promise<void> {
    await this.settled();
    this.#begin = this.#events.length;
  }

  /** The events about an object. */
  trace(label: string): string[] {
    return this.#events.slice(this.#begin).filter((event) => this.#isAbout(event, label) && !isStatistics(event))
      .map((event) => this.#label(line(event)));
  }

  async cleanUp(): Promise<void> {
    await this.socket?.[Symbol.asyncDispose]();
    for (const call of this.#calls) await call[Symbol.asyncDispose]();
    // Those who have taken somebody's place have ids of Asterisk's.
    this.#learnNames();
    for (const id of this.#ids.values()) await this.ari.rest(`DELETE channels/${encodeURIComponent(id)}`);
    for (const kind of ["bridges", "channels"]) {
      const { body } = await this.ari.rest(`GET ${kind}`);
      for (const { id } of body) {
        if (String(id).startsWith(this.#prefix)) await this.ari.rest(`DELETE ${kind}/${encodeURIComponent(id)}`);
      }
    }
  }

  get #events(): RawEvent[] {
    return this.socket?.events ?? [];
  }

  async #event(matches: (event: RawEvent) => boolean, from = 0, restart: () => void = () => {}): Promise<RawEvent> {
    while (true) {
      restart();
      const found = this.#events.slice(from).find(matches);
      if (found !== undefined) return found;
      if (this.socket === undefined) throw new Error("Cannot wait for an event: there is no WebSocket");
      if (this.signal.aborted) throw new Error(`Cannot wait for an event; what came is:\n${this.#story()}`);
      // deno-lint-ignore no-await-in-loop -- Each event is looked at in turn.
      await this.socket.change();
    }
  }

  #story(): string {
    return this.#events.map((event) => this.#label(line(event))).join("\n");
  }

  #label(text: string): string {
    this.#learnNames();
    let labelled = text;
    for (const [id, label] of this.#labels) {
      // One id may be the beginning of another one.
      labelled = labelled.replaceAll(new RegExp(`${RegExp.escape(id)}(?![0-9])`, "g"), label);
    }
    return withoutHidden(labelled).replaceAll(this.#prefix, "").replaceAll(
      /(Announcer\/ARI|Announcer\/ARI_MOH|Recorder\/ARI)-[0-9a-f]{8};2/g,
      "$1",
    );
  }

  /** Channels are called by their labels, wherever their names are; who takes the place of `a` is `a2`. */
  #learnNames(): void {
    for (const event of this.#events) {
      const { type, channel, replace_channel: replaced } = event;
      if (type === "StasisStart" && replaced !== undefined && !this.#labels.has(channel.id)) {
        const label = `${this.#labels.get(replaced.id)}2`;
        this.#labels.set(channel.id, label);
        this.#ids.set(label, channel.id);
      }
      for (const value of Object.values(event)) {
        const { id, name, protocol_id: callId } = Object(value);
        if (typeof name !== "string" || !name.includes("/") || this.#labels.has(name)) continue;
        const label = this.#labels.get(id) ?? String(id).replace(this.#prefix, "");
        this.#labels.set(name, label);
        if (callId) this.#labels.set(callId, `call of ${label}`);
      }
    }
  }

  /** `b` is what the flow's own application hears of b, `b@hello-world` what the other one does. */
  #isAbout(event: RawEvent, label: string): boolean {
    const [object = "", application = this.id("app")] = label.split("@");
    return event.application === application && this.#objectsOf(event).has(object);
  }

  #objectsOf(event: RawEvent): Set<string> {
    this.#learnNames();
    const objects = new Set<string>();
    const sides = [event, Object(event["refer_to"]), Object(event["referred_by"])];
    for (const value of sides.flatMap((side) => Object.values(side))) {
      const { id, name, target_uri } = Object(value);
      if (typeof id === "string") objects.add(this.#labels.get(id) ?? id.replace(this.#prefix, ""));
      else if (target_uri !== undefined) objects.add(String(name).replace(this.#prefix, ""));
    }
    return objects;
  }
}

/** An event in a line: all that it says, but times and what its channels have besides their states. */
function line(event: RawEvent): string {
  const { type, timestamp: _, asterisk_id: _id, application: _application, ...said } = event;
  const parts = Object.entries(said).map(([name, value]) => {
    if (typeof value !== "object" || value === null) return `${name}=${value}`;
    const text = describe(value) + (type === "ChannelConnectedLine" ? describeConnected(value) : "");
    return name === "channel" || name === "bridge" || name === "playback" || name === "recording"
      ? text
      : `${name}=${text}`;
  });
  return [type, ...parts].join(" ");
}

// deno-lint-ignore no-explicit-any -- whatever an event holds.
function describe(value: any): string {
  if (Array.isArray(value)) return JSON.stringify(value);
  if (value.technology !== undefined) return describeBridge(value);
  if (value.media_uri !== undefined) {
    return `${value.id}(${
      [value.media_uri, value.next_media_uri, value.target_uri, value.state].filter(Boolean).join(" ")
    })`;
  }
  if (value.target_uri !== undefined) {
    return `${value.name}(${[value.target_uri, value.state, value.cause].filter(Boolean).join(", ")})`;
  }
  if (value.requested_destination !== undefined || value.source_channel !== undefined) return describeSide(value);
  return `${value.id}(${value.state})`;
}

/** One side of a transfer that is asked for, in the order of its fields; the tags of a SIP dialog are there or not. */
function describeSide(side: RawEvent): string {
  const parts = Object.entries(side).map(([name, value]) => {
    if (name !== "requested_destination") return describe(value);
    const { additional_protocol_params: tags = [], ...others } = value;
    const names = tags.map((tag: RawEvent) => tag["parameter_name"]);
    return [...Object.values(others).map((text) => JSON.stringify(text)), ...names].join(" ");
  });
  return `{${parts.join(", ")}}`;
}

function describeConnected({ connected: { name, number } }: RawEvent): string {
  return ` with ${name}/${number}`;
}

/**
 * The members of a bridge that have a label: on a real Asterisk a hidden channel (an announcer, music, a recorder) may or may not
 * still be named among them when somebody comes or goes, as their threads race. Every other channel has got its label by now.
 */
function withoutHidden(text: string): string {
  return text.replaceAll(/\[([^,\]]*), ([^,\]]*)/g, (_, technology: string, members: string) => {
    return `[${technology}, ${members.split(" ").filter((id) => !/^\d{10}\.\d+$/.test(id)).join(" ")}`;
  });
}

function describeBridge(bridge: RawEvent): string {
  const { id, technology, channels, video_mode: mode, video_source_id: source, bridgevars } = bridge;
  const video = mode === "talker" ? [] : [`${mode} ${source ?? "nobody"}`];
  const variables = bridgevars === undefined ? [] : [JSON.stringify(bridgevars)];
  return `${id}[${[technology, channels.join(" "), ...video, ...variables].join(", ")}]`;
}

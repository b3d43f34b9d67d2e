import type { Clock } from "../../_internal/clock.ts";
import { AsteriskRelease } from "../asterisk_release.ts";
import { BridgeAnnouncers } from "./bridge_announcer.ts";
import { BridgeMusic } from "./bridge_music.ts";
import { Bridges } from "./bridges.ts";
import { Broadcasts } from "./broadcasts.ts";
import { Channel } from "./channel.ts";
import type { ChannelOptions } from "./channel_options.ts";
import { ChannelDevices } from "./channel_devices.ts";
import { ChannelTechnologies } from "./channel_technology.ts";
import type { DialplanRunner } from "./dialplan_runner.ts";
import { DeviceStates } from "./device_states.ts";
import { EndpointTechnology } from "./endpoint_technology.ts";
import { type Endpoint, type EndpointName, Endpoints, type EndpointState } from "./endpoints.ts";
import type { Fact, FactContent } from "./facts.ts";
import { LocalTechnology } from "./local.ts";
import { Logging } from "./logging.ts";
import { Mailboxes } from "./mailboxes.ts";
import { Modules } from "./modules.ts";
import { PrefixIndex } from "./prefix_index.ts";
import { type ConfiguredObjects, Sorcery, type SorceryField, type SorceryType } from "./sorcery.ts";
import { Playbacks } from "./playbacks.ts";
import { Recordings } from "./recordings.ts";
import type { Sounds } from "./sounds.ts";
import { TalkDetectors } from "./talk_detector.ts";
import { ToneDetectors } from "./tone_detector.ts";
import { StasisApps } from "./stasis.ts";
import { UnicastRtpTechnology } from "./unicast_rtp.ts";

/** What a {@linkcode Pbx} is made from. */
export interface PbxOptions {
  /** The only source of time. */
  readonly clock: Clock;
  /** The only source of chance. */
  readonly random: () => number;
  /** The release that it is. @default {the newest that is simulated} */
  readonly release?: AsteriskRelease;
  /** The sounds it has. */
  readonly sounds: Sounds;
  /** Recordings that it keeps at the start, by name with extension. */
  readonly recordings?: Readonly<Record<string, Uint8Array>>;
  /** The variables and functions that every channel shows. */
  readonly shownVariables?: readonly string[];
  /** Makes its dialplan. */
  readonly createDialplan: (pbx: Pbx) => DialplanRunner;
  /** The names of the WebSocket servers that it may connect to. */
  readonly webSocketClients?: readonly string[];
  /** Whether it has mailboxes that are kept outside: most are built without. */
  readonly hasMailboxes?: boolean;
  /** The types of configuration that can be written while it runs. */
  readonly writableConfiguration?: readonly SorceryType[];
  /** Finds what a configuration file says of an object. */
  readonly findConfigured?: ConfiguredObjects;
}

/**
 * Asterisk, without its faces: what exists, and what happens, in order. It knows no protocol and does no input or output.
 */
export class Pbx {
  readonly clock: Clock;
  readonly random: () => number;
  readonly release: AsteriskRelease;
  readonly sounds: Sounds;
  readonly dialplan: DialplanRunner;
  readonly startTime: number;
  readonly webSocketClients: ReadonlySet<string>;
  readonly shownVariables: readonly string[];
  readonly channels: Map<string, Channel> = new Map();
  /** Channels that have ended, and still show: nobody can do anything with them, and their ids are free. */
  readonly lingering: Set<Channel> = new Set();
  readonly playbacks: Playbacks = new Playbacks();
  readonly recordings: Recordings;
  readonly talkDetectors: TalkDetectors = new TalkDetectors(this);
  readonly toneDetectors: ToneDetectors = new ToneDetectors(this);
  readonly bridges: Bridges = new Bridges(this);
  readonly bridgeAnnouncers: BridgeAnnouncers = new BridgeAnnouncers();
  readonly bridgeMusic: BridgeMusic = new BridgeMusic();
  readonly stasis: StasisApps = new StasisApps(this);
  readonly broadcasts: Broadcasts = new Broadcasts(this);
  readonly technologies: ChannelTechnologies = new ChannelTechnologies();
  readonly logging: Logging = new Logging();
  readonly modules: Modules = new Modules();
  readonly deviceStates: DeviceStates = new DeviceStates((fact) => this.publish(fact));
  readonly endpoints: Endpoints = new Endpoints(
    (fact) => this.publish(fact),
    (endpoint) => this.#devices.welcome(endpoint),
  );
  readonly #devices = new ChannelDevices(this);
  readonly mailboxes: Mailboxes | undefined;
  readonly sorcery: Sorcery;
  /** Whether all modules are loaded. */
  isBooted = true;
  readonly #listeners = new Set<(fact: Fact) => void>();
  readonly #ids = new PrefixIndex();
  #nextUniqueId = 0;
  readonly #nextChannelNumber = new Map<string, number>();

  constructor(options: PbxOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.shownVariables = options.shownVariables ?? [];
    this.release = options.release ?? new AsteriskRelease();
    this.sounds = options.sounds;
    this.recordings = new Recordings(options.recordings);
    this.startTime = this.clock.now();
    this.webSocketClients = new Set(options.webSocketClients);
    this.mailboxes = options.hasMailboxes === true ? new Mailboxes() : undefined;
    this.sorcery = new Sorcery({
      writable: options.writableConfiguration ?? [],
      configured: (type, id) => options.findConfigured?.(type, id) ?? this.#describeEndpoint(type, id),
    });
    this.dialplan = options.createDialplan(this);
    this.technologies.add(new LocalTechnology(this));
    this.technologies.add(new UnicastRtpTechnology(this));
    this.technologies.add(new EndpointTechnology(this, "PJSIP"));
  }

  /** Makes an endpoint, and the technology to call it by; one that is there stays as it is. */
  addEndpoint(name: EndpointName, state: EndpointState): Endpoint {
    const { technology } = name;
    if (this.technologies.get(technology) === undefined) {
      this.technologies.add(new EndpointTechnology(this, technology));
    }
    return this.endpoints.add(name, state);
  }

  /** Whether there is an endpoint of this name, or a technology that has endpoints; the case counts. */
  hasEndpointSource(name: string): boolean {
    if (this.endpoints.get(name) !== undefined) return true;
    const technology = this.technologies.get(name);
    return technology instanceof EndpointTechnology && technology.name === name;
  }

  /** An endpoint that no file names is one all the same, with an address of record of its name. */
  #describeEndpoint(type: SorceryType, id: string): SorceryField[] | undefined {
    if ((type !== "endpoint" && type !== "aor") || this.endpoints.get(`PJSIP/${id}`) === undefined) return undefined;
    return type === "aor" ? [] : [{ attribute: "aors", value: id }];
  }

  /** Makes a channel and shows it to everyone. */
  createChannel(options: ChannelOptions): Channel {
    const channel = new Channel(this, options);
    this.channels.set(channel.id, channel);
    this.#ids.add(channel.id);
    const { endpoint } = channel.snapshot;
    if (endpoint !== undefined) this.endpoints.get(endpoint)?.enter(channel.id);
    channel.publish();
    return channel;
  }

  /**
   * Whether no channel may have this id: also when the id of another one only begins with it, whatever the case, as Asterisk
   * compares no more than there is of it.
   */
  isIdTaken(id: string | undefined): boolean {
    return id !== undefined && this.#ids.has(id);
  }

  /** Forgets a channel that is gone. */
  removeChannel(channel: Channel): void {
    this.lingering.delete(channel);
    // Somebody else may have its id by now.
    if (this.channels.get(channel.id) !== channel) return;
    this.channels.delete(channel.id);
    this.#ids.delete(channel.id);
  }

  /** Takes a channel from those that something can be done with, while it still shows. */
  letLinger(channel: Channel): void {
    if (channel.isDead) return;
    this.removeChannel(channel);
    this.lingering.add(channel);
    channel.publish();
  }

  /** Finds a channel by its id, whatever the case. */
  findChannelById(id: string): Channel | undefined {
    const exact = this.channels.get(id);
    if (exact !== undefined) return exact;
    const lower = id.toLowerCase();
    return this.channels.values().find((channel) => channel.id.toLowerCase() === lower);
  }

  /** Finds a channel by its id or by its name, whatever the case, as most of Asterisk does (`ast_channel_get_by_name`). */
  findChannel(idOrName: string): Channel | undefined {
    const exact = this.channels.get(idOrName);
    if (exact !== undefined) return exact;
    const lower = idOrName.toLowerCase();
    return this.channels.values().find((channel) => channel.name.toLowerCase() === lower) ??
      this.findChannelById(idOrName);
  }

  /** Tells everyone of a fact, applications first subscribed to it. */
  publish(content: FactContent): void {
    const fact: Fact = { time: this.clock.now(), ...content };
    this.#devices.notice(fact);
    this.stasis.deliver(fact);
    for (const listener of this.#listeners) listener(fact);
  }

  /** Calls `listener` for each fact from now on. */
  onFact(listener: (fact: Fact) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** An id as Asterisk makes them: the seconds since 1970, and a number that counts up. */
  nextUniqueId(): string {
    return `${Math.floor(this.clock.now() / 1000)}.${this.#nextUniqueId++}`;
  }

  /** The number at the end of a channel's name; each technology counts its own. */
  nextChannelNumber(endpoint: string): string {
    const [technology = ""] = endpoint.split("/", 1);
    const number = this.#nextChannelNumber.get(technology) ?? 0;
    this.#nextChannelNumber.set(technology, number + 1);
    return number.toString(16).padStart(8, "0");
  }
}

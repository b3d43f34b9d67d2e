import type { Clock } from "../_internal/clock.ts";
import { systemTransport, type Transport } from "../_internal/transport.ts";
import { Pbx } from "./core/pbx.ts";
import { AsteriskRelease } from "./asterisk_release.ts";
import { Reordering } from "./core/reordering.ts";
import { Sounds } from "./core/sounds.ts";
import { type Configuration, type ConfiguredObject, readConfiguration } from "./configuration.ts";
import type { DialplanHooks } from "./dialplan/run.ts";
import { FileDialplan } from "./dialplan/runner.ts";
import { NotIdleError } from "./errors.ts";
import { AriFront } from "./fronts/ari/handler.ts";
import type { User } from "./fronts/ari/users.ts";
import { JournalRecorder } from "./journal_recorder.ts";
import { listen, type Listener } from "./listen.ts";
import { createMemoryTransport } from "./memory_transport.ts";
import type { Phone, PhoneOptions } from "./phone.ts";
import { PhoneBook } from "./phone_book.ts";
import { seededRandom } from "./random.ts";
import { RealClock } from "./real_clock.ts";
import type { AssertIdleOptions, ClientConnection, Credentials, SimulatedPbx } from "./simulated_pbx.ts";
import type { SimulateOptions } from "./simulate_options.ts";
import { VirtualClock } from "./virtual_clock.ts";

const virtualEpoch = Date.UTC(2030, 0, 1);

const defaultUsers: readonly User[] = [
  { username: "asterism", password: "simulated", readOnly: false },
  { username: "reader", password: "simulated", readOnly: true },
];

/**
 * Starts a simulated Asterisk, of release 22 or another one: ARI, a dialplan, and phones to call it from.
 *
 * What it can not do throws {@linkcode NotSimulatedError} or answers 501, and says so; `DIFFERENCES.md` beside this file lists
 * what is known to differ.
 *
 * @param options The dialplan, the clock, and who may use it.
 * @returns The running PBX; dispose it when done.
 *
 * @example
 * ```ts
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Answer()\n same => n,Playback(hello-world)\n" },
 *   listen: false,
 * });
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.heard("sound:hello-world");
 * console.log((await call.ended()).cause); // 16
 * pbx.assertIdle();
 * ```
 */
export async function simulate(options: SimulateOptions = {}): Promise<SimulatedPbx> {
  const simulator = new Simulator(options);
  const address = listenAddress(options);
  if (address !== undefined) await simulator.listen(address);
  return simulator;
}

/** The address that the options ask for, or `undefined` when no port is to be opened. */
function listenAddress(options: SimulateOptions): { hostname: string; port: number } | undefined {
  const { clock, listen = clock === undefined || clock === "real" } = options;
  if (listen === false) return undefined;
  if (clock === "virtual") {
    throw new TypeError(
      `Cannot open a port with clock "virtual", as idleness can not be seen through a port: use clock "manual" or "real"`,
    );
  }
  const { hostname = "127.0.0.1", port = 0 } = listen === true ? {} : listen;
  return { hostname, port };
}

class Simulator implements SimulatedPbx {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly journal: JournalRecorder;
  readonly #ownClock: VirtualClock | RealClock;
  readonly #configuration: Configuration;
  readonly #pbx: Pbx;
  readonly #front: AriFront;
  readonly #phones: PhoneBook;
  #listener: Listener | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: SimulateOptions) {
    const { files = {}, seed = 1, sounds = {}, recordings = {}, users } = options;
    this.#ownClock = createClock(options);
    this.clock = this.#ownClock;
    this.random = seededRandom(seed);
    this.journal = new JournalRecorder(() => this.clock.now());
    const release = new AsteriskRelease(options.version);
    const configuration = readConfiguration(files, { ...options, release });
    const given = users?.map((user) => ({ readOnly: false, ...user }));
    const hasFile = Object.hasOwn(files, "ari.conf");
    const ari = { ...configuration.ari, users: given ?? (hasFile ? configuration.ari.users : defaultUsers) };
    this.#configuration = { ...configuration, ari };
    this.#pbx = new Pbx({
      clock: this.clock,
      random: this.random,
      release,
      shownVariables: configuration.shownVariables,
      sounds: new Sounds(sounds),
      recordings,
      webSocketClients: configuration.webSocketClients,
      hasMailboxes: options.mailboxes ?? false,
      writableConfiguration: options.writableConfiguration ?? [],
      findConfigured: (type, id) => findObject(configuration, type, id)?.fields,
      createDialplan: (pbx) => new FileDialplan(pbx, configuration.dialplan, this.#dialplanHooks()),
    });
    this.#pbx.isBooted = options.booted ?? true;
    if (options.reorder !== undefined && options.reorder !== false) {
      const random = seededRandom(options.reorder === true ? seed : options.reorder);
      this.#pbx.stasis.reordering = new Reordering({ clock: this.clock, random });
    }
    this.#phones = new PhoneBook({ pbx: this.#pbx, journal: this.journal, onFailure: (error) => this.#fail(error) });
    for (const [name, endpoint] of Object.entries(options.endpoints ?? {})) this.#phones.add(name, endpoint);
    for (const { type, id } of configuration.objects) {
      if (type === "endpoint") this.#pbx.addEndpoint({ technology: "PJSIP", resource: id }, "offline");
    }
    this.#front = new AriFront({
      pbx: this.#pbx,
      journal: this.journal,
      settings: ari,
      http: configuration.http,
      outbound: configuration.outbound,
      network: networkOf(options, configuration),
    });
    this.#front.start();
    this.transport = createMemoryTransport({
      handle: (request, upgrade) => this.#front.handle(request, upgrade),
      hosts: () => ["asterisk.invalid", ...(this.#listener === undefined ? [] : [this.#listener.host])],
      touch: () => this.#touch(),
    });
  }

  get connection(): ClientConnection {
    return { transport: this.transport, clock: this.clock, random: this.random };
  }

  get ari(): SimulatedPbx["ari"] {
    const find = (readOnly: boolean): Credentials => {
      const user = this.#configuration.ari.users.find((candidate) => candidate.readOnly === readOnly);
      if (user === undefined) throw new TypeError(`Cannot find a user: none has readOnly ${readOnly}`);
      return { username: user.username, password: user.password };
    };
    return {
      url: `http://${this.#listener?.host ?? "asterisk.invalid"}`,
      get user() {
        return find(false);
      },
      get readOnlyUser() {
        return find(true);
      },
    };
  }

  async listen(address: { hostname: string; port: number }): Promise<void> {
    const { ari: { writeTimeLimit }, http: settings } = this.#configuration;
    this.#listener = await listen({
      ...address,
      settings,
      writeTimeLimit,
      handle: (request, upgrade) => this.#front.handle(request, upgrade),
      now: () => this.clock.now(),
    });
  }

  phone(name: string, options: PhoneOptions = {}): Phone {
    return this.#phones.phone(name, options);
  }

  boot(): void {
    this.#pbx.isBooted = true;
  }

  async tick(duration: number): Promise<void> {
    if (!(this.#ownClock instanceof VirtualClock)) {
      throw new TypeError(`Cannot move the time: the clock is real, use simulate({ clock: "manual" })`);
    }
    await this.#ownClock.tick(duration);
  }

  assertIdle(options: AssertIdleOptions = {}): void {
    const { disconnected = false } = options;
    if (this.#failure !== undefined) throw this.#failure.error;
    const leftovers = [
      ...[...this.#pbx.channels.values()].map(({ id, name, state }) => `channel ${name} (${id}), state ${state}`),
      ...this.#pbx.bridges.list().map(({ snapshot: { id, name, technology } }) => {
        return `bridge ${name === "" ? id : `"${name}" (${id})`}, ${technology}`;
      }),
      ...this.#pbx.playbacks.list().map(({ snapshot }) => {
        return `playback ${snapshot.id} of ${snapshot.media} on ${snapshot.target}, state ${snapshot.state}`;
      }),
      ...this.#pbx.recordings.list().map(({ name, snapshot }) => {
        return `recording ${name} of ${snapshot.target}, state ${snapshot.state}`;
      }),
      ...this.#pbx.stasis.list().flatMap((app) => {
        return (["channel", "bridge"] as const).flatMap((kind) => {
          return app.subscriptions(kind).filter((id) => !id.startsWith("__AST_"))
            .map((id) => `subscription of application "${app.name}" to ${kind} ${id}`);
        });
      }),
      ...(disconnected ? [...this.#front.sockets] : []).map(({ applications }) => {
        return `event WebSocket of ${applications.map((name) => `"${name}"`).join(", ")}`;
      }),
    ];
    if (leftovers.length > 0) throw new NotIdleError(leftovers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const channel of this.#pbx.channels.values()) channel.requestHangup({ soft: true });
    await this.#front.close();
    await this.#listener?.[Symbol.asyncDispose]();
    this.#ownClock[Symbol.dispose]();
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    const message = error instanceof Error ? error.message : String(error);
    this.journal.add({ face: "simulator", kind: "not-simulated", message });
  }

  #dialplanHooks(): DialplanHooks {
    return {
      onStep: ({ id, position }) => {
        const { context, exten, priority, appName: application, appData: data } = position;
        this.journal.add({ face: "dialplan", kind: "step", channel: id, context, exten, priority, application, data });
      },
      onFailure: (error, channel) => {
        this.#fail(error);
        channel.driver.fail?.(error);
      },
    };
  }

  #touch(): void {
    if (this.#ownClock instanceof VirtualClock) this.#ownClock.touch();
  }
}

/** The way to other servers; there must be none where idleness could not be seen. */
function networkOf(
  { clock, listen, network }: SimulateOptions,
  { outbound }: Configuration,
): Pick<Transport, "connect"> {
  if (
    network === undefined && outbound.length > 0 && (clock === "virtual" || (clock === undefined && listen === false))
  ) {
    throw new TypeError(
      `Cannot open WebSockets with clock "virtual", as idleness can not be seen through a network: use clock "manual" or ` +
        `"real", or give "network"`,
    );
  }
  return network ?? systemTransport;
}

function findObject({ objects }: Configuration, type: string, id: string): ConfiguredObject | undefined {
  return objects.find((object) => object.type === type && object.id === id);
}

function createClock(options: SimulateOptions): VirtualClock | RealClock {
  const { listen, clock = listen === false ? "virtual" : "real", epoch } = options;
  const start = epoch === undefined ? undefined : new Date(epoch).getTime();
  if (Number.isNaN(start)) {
    throw new RangeError(`Cannot start the clock as epoch is no date: current value is ${epoch}`);
  }
  if (clock === "real") return new RealClock(start === undefined ? {} : { epoch: start });
  return new VirtualClock({ epoch: start ?? virtualEpoch, auto: clock === "virtual" });
}

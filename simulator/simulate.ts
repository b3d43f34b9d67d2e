import type { Clock } from "../_internal/clock.ts";
import { systemTransport, type Transport } from "../_internal/transport.ts";
import { Pbx } from "./core/pbx.ts";
import { Sounds } from "./core/sounds.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import type { DialplanHooks } from "./dialplan/run.ts";
import { FileDialplan } from "./dialplan/runner.ts";
import type { EndpointOptions } from "./endpoint_options.ts";
import { NotIdleError } from "./errors.ts";
import { AriFront } from "./fronts/ari/handler.ts";
import type { User } from "./fronts/ari/users.ts";
import type { Journal } from "./journal.ts";
import { JournalRecorder } from "./journal_recorder.ts";
import { listen, type Listener } from "./listen.ts";
import { createMemoryTransport } from "./memory_transport.ts";
import type { Phone, PhoneOptions } from "./phone.ts";
import { PhoneBook } from "./phone_book.ts";
import { seededRandom } from "./random.ts";
import { RealClock } from "./real_clock.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** Settings of {@linkcode simulate}. */
export interface SimulateOptions {
  /**
   * Asterisk's configuration files, by name. `extensions.conf`, `ari.conf`, `websocket_client.conf` and `http.conf` are
   * obeyed, but for addresses and ports; another file throws a {@linkcode NotSimulatedError}, and a line that Asterisk would drop a `SyntaxError`.
   */
  files?: Record<string, string>;
  /**
   * What becomes of lines of `extensions.conf` that Asterisk drops with a word in its log, such as a priority that is
   * already in use: `"refuse"` throws a `ConfigSyntaxError` that names the line, `"drop"` does as Asterisk does.
   * @default {"refuse"}
   */
  droppedLines?: "refuse" | "drop";
  /**
   * Whether to open a port for ARI, and where. `true` is a free port of 127.0.0.1; that needs permission for the network.
   * By default a port is opened, unless `clock` is not `"real"`.
   */
  listen?: boolean | { hostname?: string; port?: number };
  /**
   * Where time comes from.
   * - `"real"`: the machine's clock. The default when a port is opened.
   * - `"virtual"`: time stands still while the program works, and moves on to whatever is due next when it is idle. It needs
   *   a program that lives entirely on `pbx.connection`, so it goes without a port. The default when no port is opened.
   * - `"manual"`: time moves only by {@linkcode SimulatedPbx.tick}.
   */
  clock?: "real" | "virtual" | "manual";
  /**
   * What ids and other chance come from: the same seed gives the same ids.
   * @default {1}
   */
  seed?: number;
  /** The time at the start. By default the time of day, or 2030-01-01T00:00:00Z when the clock is not real. */
  epoch?: Date | number | string;
  /**
   * Who may use ARI. By default those of `ari.conf`; without it one user who may do everything, "asterism" with password
   * "simulated", and one who may only read, "reader" with password "simulated".
   */
  users?: readonly { username: string; password: string; readOnly?: boolean }[];
  /**
   * The way to other servers, for the WebSockets that Asterisk opens. By default the real network, which needs permission and
   * does not go with clock `"virtual"`.
   */
  network?: Pick<Transport, "connect">;
  /**
   * Whether Asterisk has booted at the start. Until {@linkcode SimulatedPbx.boot} is called ARI answers 503.
   * @default {true}
   */
  booted?: boolean;
  /**
   * Whom it can call, by technology and name, as `PJSIP/alice`: whether they can be reached and what they do with a call.
   * {@linkcode SimulatedPbx.phone} adds others. By default, nobody.
   *
   * @example
   * ```ts
   * import { simulate } from "@asterism/asterisk/simulator";
   *
   * await using pbx = await simulate({
   *   listen: false,
   *   endpoints: {
   *     "PJSIP/alice": { onCall: { answer: 2_000, talk: 10_000 } },
   *     "PJSIP/bob": { onCall: { ring: false, reject: 0, status: 486 } },
   *     "PJSIP/carol": { onCall: {} }, // rings, and nobody answers
   *     "PJSIP/dave": { state: "offline" },
   *     "PJSIP/eve": {
   *       async onCall(call) {
   *         call.answer();
   *         await call.heard("sound:hello-world");
   *         await call.press("1");
   *       },
   *     },
   *   },
   * });
   * ```
   */
  endpoints?: Record<string, EndpointOptions>;
  /**
   * Sounds that this PBX has besides Asterisk's own, by name, with their lengths in milliseconds. A name that starts with a
   * language, as `de/hello-world`, is there in that language only.
   */
  sounds?: Record<string, number>;
  /**
   * Recordings that this PBX keeps at the start: whole files, by name with extension, as `greetings/hello.wav`. What calls
   * record comes beside them; it is read by ARI, and lives as long as the PBX.
   */
  recordings?: Record<string, Uint8Array>;
  /**
   * Whether it has the module `res_mwi_external`, and with it the resource `mailboxes`. Most Asterisks are built without:
   * its paths then answer 404.
   * @default {false}
   */
  mailboxes?: boolean;
  /**
   * Types of objects of `res_pjsip` that ARI can make and change, as `sorcery.conf` can allow. Contacts always can be.
   * @default {[]}
   */
  writableConfiguration?: readonly ("endpoint" | "aor" | "auth")[];
}

/** A name and a password for ARI. */
export interface Credentials {
  /** The name. */
  readonly username: string;
  /** The password. */
  readonly password: string;
}

/** How to reach a PBX: spread it into the options of a client. */
export interface ClientConnection {
  /** The way there. */
  readonly transport: Transport;
  /** The PBX's time. */
  readonly clock: Clock;
  /** The PBX's chance. */
  readonly random: () => number;
}

/** A simulated Asterisk, made by {@linkcode simulate}. Disposing it ends its calls and closes its port. */
export interface SimulatedPbx extends AsyncDisposable {
  /** Its REST interface. */
  readonly ari: {
    /** Where it is: `http://127.0.0.1:PORT`, or `http://asterisk.invalid` when no port is open. */
    readonly url: string;
    /** The first user who may do everything. */
    readonly user: Credentials;
    /** The first user who may only read; throws a `TypeError` when there is none. */
    readonly readOnlyUser: Credentials;
  };
  /** A way to it within the process, which needs no permission; it works with and without a port. */
  readonly transport: Transport;
  /** Its time, for what must share it. */
  readonly clock: Clock;
  /** Its chance: numbers from 0 to below 1, the same for the same seed. */
  readonly random: () => number;
  /** `transport`, `clock` and `random`, as a client takes them. */
  readonly connection: ClientConnection;
  /** Everything that happens, as it happens. */
  readonly journal: Journal;
  /**
   * A phone of it. Of an endpoint that there is already it is one more phone, in the state of the endpoint; otherwise it
   * makes one, registered.
   *
   * @param name Technology and user: `PJSIP/alice`.
   * @param options Who calls, and from where.
   */
  phone(name: string, options?: PhoneOptions): Phone;
  /** Finishes booting, of a PBX that was started with `booted: false`. */
  boot(): void;
  /**
   * Moves the time, and everything that is due with it; resolves when the program has settled. Rejects with a `TypeError`
   * when the clock is real.
   *
   * @param duration Milliseconds.
   */
  tick(duration: number): Promise<void>;
  /**
   * Throws when something is left: a {@linkcode NotIdleError} that lists channels, playbacks, recordings and what applications are
   * subscribed to, or the first {@linkcode NotSimulatedError} that a call ran into.
   */
  assertIdle(options?: AssertIdleOptions): void;
}

/** What else {@linkcode SimulatedPbx.assertIdle} asks for. */
export interface AssertIdleOptions {
  /**
   * Whether no event WebSocket may be open either.
   * @default {false}
   */
  disconnected?: boolean;
}

const virtualEpoch = Date.UTC(2030, 0, 1);

const defaultUsers: readonly User[] = [
  { username: "asterism", password: "simulated", readOnly: false },
  { username: "reader", password: "simulated", readOnly: true },
];

/**
 * Starts a simulated Asterisk 22: ARI, a dialplan, and phones to call it from.
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
    const configuration = readConfiguration(files, options);
    const given = users?.map((user) => ({ readOnly: false, ...user }));
    const hasFile = Object.hasOwn(files, "ari.conf");
    const ari = { ...configuration.ari, users: given ?? (hasFile ? configuration.ari.users : defaultUsers) };
    this.#configuration = { ...configuration, ari };
    this.#pbx = new Pbx({
      clock: this.clock,
      random: this.random,
      sounds: new Sounds(sounds),
      recordings,
      hasMailboxes: options.mailboxes ?? false,
      writableConfiguration: options.writableConfiguration ?? [],
      createDialplan: (pbx) => new FileDialplan(pbx, configuration.dialplan, this.#dialplanHooks()),
    });
    this.#pbx.isBooted = options.booted ?? true;
    this.#phones = new PhoneBook({ pbx: this.#pbx, journal: this.journal, onFailure: (error) => this.#fail(error) });
    for (const [name, endpoint] of Object.entries(options.endpoints ?? {})) this.#phones.add(name, endpoint);
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
      ...this.#pbx.playbacks.list().map(({ snapshot }) => {
        return `playback ${snapshot.id} of ${snapshot.media} on ${snapshot.target}, state ${snapshot.state}`;
      }),
      ...this.#pbx.recordings.list().map(({ name, snapshot }) => {
        return `recording ${name} of ${snapshot.target}, state ${snapshot.state}`;
      }),
      ...this.#pbx.stasis.list().flatMap((app) => {
        return app.subscriptions("channel").filter((id) => !id.startsWith("__AST_"))
          .map((id) => `subscription of application "${app.name}" to channel ${id}`);
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

function createClock(options: SimulateOptions): VirtualClock | RealClock {
  const { listen, clock = listen === false ? "virtual" : "real", epoch } = options;
  const start = epoch === undefined ? undefined : new Date(epoch).getTime();
  if (Number.isNaN(start)) {
    throw new RangeError(`Cannot start the clock as epoch is no date: current value is ${epoch}`);
  }
  if (clock === "real") return new RealClock(start === undefined ? {} : { epoch: start });
  return new VirtualClock({ epoch: start ?? virtualEpoch, auto: clock === "virtual" });
}

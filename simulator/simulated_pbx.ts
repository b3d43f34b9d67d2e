import type { Clock } from "../_internal/clock.ts";
import type { Transport } from "../_internal/transport.ts";
import type { Journal } from "./journal.ts";
import type { Phone, PhoneOptions } from "./phone.ts";

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
   * Throws when something is left: a {@linkcode NotIdleError} that lists channels, bridges, playbacks, recordings and what
   * applications are subscribed to, or the first {@linkcode NotSimulatedError} that a call ran into.
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

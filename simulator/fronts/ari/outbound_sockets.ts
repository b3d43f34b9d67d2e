import type { Clock } from "../../../_internal/clock.ts";
import type { Transport } from "../../../_internal/transport.ts";
import type { Channel } from "../../core/channel.ts";
import type { Pbx } from "../../core/pbx.ts";
import type { PerCallConnector } from "../../core/stasis.ts";
import { connectSocket } from "../../http/client_socket.ts";
import { HttpHeaders } from "../../http/headers.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import type { ApiRelease } from "./api_release.ts";
import { EventSession } from "./event_session.ts";
import type { Invoker } from "./invocation.ts";
import type { OutboundSettings } from "./outbound_settings.ts";
import { OutboundSocket } from "./outbound_socket.ts";
import { SocketService } from "./socket_service.ts";
import type { User } from "./users.ts";

/** What {@linkcode OutboundSockets} are made from. */
export interface OutboundSocketsOptions {
  readonly pbx: Pbx;
  readonly journal: JournalRecorder;
  readonly invoker: Invoker;
  readonly api: ApiRelease;
  readonly entityId: string;
  readonly isPretty: boolean;
  readonly users: readonly User[];
  readonly writeTimeLimit: number;
  /** Whose time limits the writing: the machine's, not the PBX's. */
  readonly writeClock: Clock;
  /** The way to the servers. */
  readonly connect: Transport["connect"];
  readonly nextNumber: () => number;
  readonly sockets: readonly OutboundSettings[];
}

/** How often it is looked whether a call's connection is there, in milliseconds. */
const pollInterval = 500;
/** How long a call's connection stays when the call has left the application, in milliseconds. */
const lingerTime = 3_000;

/** The WebSockets that Asterisk opens: those that are always there, and those of single calls (`ari_websockets.c`). */
export class OutboundSockets implements PerCallConnector {
  readonly #options: OutboundSocketsOptions;
  /** All of them, by the first of their applications. */
  readonly #open = new Map<string, OutboundSocket>();

  constructor(options: OutboundSocketsOptions) {
    this.#options = options;
  }

  /** Opens those that are always there. */
  start(): void {
    for (const settings of this.#options.sockets) {
      if (settings.type === "persistent") {
        this.#start(settings, { applications: settings.applications, attempts: Infinity });
      }
    }
  }

  /** Closes all of them, and resolves when their servers have agreed. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((socket) => socket.close()));
  }

  async connect(application: string, channel: Channel): Promise<string | undefined> {
    const { pbx: { clock, stasis }, sockets } = this.#options;
    const settings = sockets.find(({ type, applications }) => {
      return type === "per-call" && applications.split(",").map((name) => name.trim()).includes(application);
    });
    if (settings === undefined) return undefined;
    const name = `${application}:${channel.name}`;
    const socket = this.#start(settings, {
      applications: name,
      attempts: Math.max(1, settings.attempts),
      onGiveUp: () => stasis.controls.get(channel.id)?.fail(),
    });
    // Asterisk looks twice a second whether its other thread has got through.
    while (socket !== undefined && this.#open.get(name) === socket && !socket.isConnected) {
      // deno-lint-ignore no-await-in-loop -- It looks again and again.
      await new Promise<void>((resolve) => void clock.schedule(pollInterval, resolve));
    }
    return socket?.isConnected === true ? name : undefined;
  }

  release(application: string): void {
    const socket = this.#open.get(application);
    if (socket !== undefined) this.#options.pbx.clock.schedule(lingerTime, () => void socket.close());
  }

  /** Registers applications and lets a socket run; gives `undefined` when one of their names is none. */
  #start(
    settings: OutboundSettings,
    { applications, attempts, onGiveUp = () => {} }: {
      applications: string;
      attempts: number;
      onGiveUp?: () => void;
    },
  ): OutboundSocket | undefined {
    const { pbx, journal } = this.#options;
    const session = new EventSession({ ...this.#options, isOutbound: true });
    if (!session.register(applications, settings)) {
      session.unregister();
      return undefined;
    }
    const service = this.#serviceFor(session, settings);
    const socket = new OutboundSocket({
      ...settings,
      clock: pbx.clock,
      journal,
      session,
      attempts,
      onGiveUp,
      connect: (signal) => {
        return connectSocket({ ...this.#options, ...settings, signal, clock: pbx.clock, random: pbx.random });
      },
      onFrame: (frame) => service.answer(frame),
    });
    const { firstApplication } = session;
    this.#open.set(firstApplication, socket);
    void socket.run().then(() => void this.#open.delete(firstApplication));
    return socket;
  }

  /** Requests have the rights of a local user, as if the socket had been opened with that user's header. */
  #serviceFor(session: EventSession, { localUser }: OutboundSettings): SocketService {
    const { pbx, journal, invoker, entityId, nextNumber, users } = this.#options;
    const password = users.find(({ username }) => username === localUser)?.password ?? "";
    const credentials = new TextEncoder().encode(`${localUser}:${password}`);
    const encoded = btoa(Array.from(credentials, (byte) => String.fromCharCode(byte)).join(""));
    return new SocketService({
      pbx,
      journal,
      invoker,
      session,
      entityId,
      nextNumber,
      headers: new HttpHeaders([["Authorization", `Basic ${encoded}`]]),
      apiKey: undefined,
      remoteAddress: "127.0.0.1",
    });
  }
}

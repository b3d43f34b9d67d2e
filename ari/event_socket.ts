import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Transport, WebSocketLike } from "../_internal/transport.ts";
import { AriConnectionError, type AriError, AriProtocolError } from "./errors.ts";
import { peekType, readEvent } from "./event_frame.ts";
import type { AnyEvent } from "./event_router.ts";
import { takeLeave } from "./farewell.ts";
import { connectionError } from "./rest.ts";
import type { SocketLane } from "./socket_rest.ts";

/** What an {@linkcode EventSocket} needs. */
export interface EventSocketHandlers {
  /** Stasis applications whose events it receives, for messages. */
  apps: readonly string[];
  wheel: TimerWheel;
  /** Whether events of this name matter; the others are not even parsed. @default Every one does */
  wants?: (name: string) => boolean;
  /** Gets every event that matters, in order. */
  onEvent: (event: AnyEvent) => void;
  /** Sends requests over it and gets their answers. @default Nobody does */
  lane?: SocketLane;
  /** Gets what cannot be read as an event; the connection goes on. */
  onError: (error: AriProtocolError) => void;
  /** See events before everybody else. @default Nobody does */
  taps?: SocketTaps;
}

/** What sees the frames of a WebSocket before everybody else. */
export interface SocketTaps {
  /** Name → what looks at such events first; returns whether nobody else is to see this one. */
  readonly events: ReadonlyMap<string, (event: AnyEvent) => boolean>;
  /** Looks at the text of such an event when nobody else wants it; returns whether that was enough, so that it is not parsed. */
  glance?(type: string, text: string): boolean;
  /** Is told that another connection has taken an application over; returns an error when nothing is left of this one. */
  onReplaced(app: string): AriError | undefined;
}

/** What {@linkcode openEventSocket} needs. */
export interface EventSocketOptions extends EventSocketHandlers {
  /** `ws:` or `wss:` URL of `/ari/events` with its query. */
  url: string;
  authorization: string;
  transport: Transport;
  /** Whether its applications hear all, which makes the end of it delicate: see {@linkcode takeLeave}. @default {false} */
  subscribeAll?: boolean;
  signal?: AbortSignal;
}

/** How long the closing handshake may take before the connection is left to itself, in milliseconds. */
const closeTimeout = 1_000;

type Farewell = (app: string) => Promise<void>;

/** An open events WebSocket: its applications are registered, and their events arrive. */
export class EventSocket {
  /** Resolves when we closed it, rejects with {@linkcode AriConnectionError} when it was lost. */
  readonly closed: Promise<void>;
  /** Resolves when other connections have taken over what this one is for, with what is to be said of it. */
  readonly replaced: Promise<AriError>;
  /** How many frames have come. */
  received = 0;
  readonly #socket: WebSocketLike;
  readonly #wheel: TimerWheel;
  readonly #lane: SocketLane | undefined;
  readonly #farewell: Farewell | undefined;
  /** The applications that no other connection has taken over. */
  readonly #apps: Set<string>;
  #closing = false;

  /** `farewell` is waited for before an application that is still its own loses the WebSocket from here; it must not reject. */
  constructor(socket: WebSocketLike, options: EventSocketHandlers, farewell?: Farewell) {
    this.#socket = socket;
    this.#wheel = options.wheel;
    this.#lane = options.lane;
    this.#farewell = farewell;
    this.#apps = new Set(options.apps);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.closed = promise;
    promise.catch(() => {}); // A loss is told to who waits; nobody has to.
    const replaced = Promise.withResolvers<AriError>();
    this.replaced = replaced.promise;
    const receive = makeReceiver(options, (app) => {
      this.#apps.delete(app);
      const error = options.taps?.onReplaced(app);
      if (error !== undefined) replaced.resolve(error);
    });
    socket.addEventListener("message", (event) => {
      this.received++;
      receive(event);
    });
    socket.addEventListener("close", (event) => {
      const code = event instanceof CloseEvent ? ` with code ${event.code}` : "";
      this.#lane?.lost(new AriConnectionError(`Cannot wait for Asterisk's answer: it closed the WebSocket${code}`));
      if (this.#closing) return resolve();
      reject(new AriConnectionError(`Cannot receive events of "${options.apps.join(",")}": Asterisk closed${code}`));
    });
  }

  /** Closes it: waits for the answers that are due, says farewell, and waits for Asterisk's part of the closing handshake. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#lane !== undefined) await this.#drain(this.#lane);
    if (this.#farewell !== undefined && this.#socket.readyState === 1) {
      await Promise.all([...this.#apps].map(this.#farewell));
    }
    if (this.#socket.readyState === 3) return;
    const late = Promise.withResolvers<void>();
    using _ = this.#wheel.schedule(closeTimeout, late.resolve);
    this.#socket.close(1000);
    await Promise.race([this.closed.catch(() => {}), late.promise]);
  }

  async #drain(lane: SocketLane): Promise<void> {
    const late = Promise.withResolvers<void>();
    using _ = this.#wheel.schedule(closeTimeout, late.resolve);
    await Promise.race([lane.drain(), late.promise, this.closed.catch(() => {})]);
    lane.lost(new AriConnectionError("Cannot wait for Asterisk's answer: the WebSocket was closed"));
  }
}

/** Opens the events WebSocket; rejects with {@linkcode AriConnectionError} or with the signal's reason. */
export async function openEventSocket(options: EventSocketOptions): Promise<EventSocket> {
  const { url, apps, authorization, transport, signal } = options;
  const attempt = `receive events of "${apps.join(",")}"`;
  signal?.throwIfAborted();
  let socket: WebSocketLike;
  try {
    socket = new transport.WebSocket(url, { headers: { authorization } });
  } catch (cause) {
    throw connectionError(attempt, url, cause);
  }
  const opened = Promise.withResolvers<void>();
  const abort = () => {
    opened.reject(signal?.reason);
    socket.close();
  };
  let reason: unknown;
  signal?.addEventListener("abort", abort, { once: true });
  socket.addEventListener("open", () => opened.resolve(), { once: true });
  socket.addEventListener(
    "error",
    (event) => reason = event instanceof ErrorEvent ? event.error ?? event.message : undefined,
  );
  // After a failure the socket fires "close" too: only then is it gone, and no operation of it left behind.
  socket.addEventListener("close", () => opened.reject(openError(attempt, url, reason)), { once: true });
  const farewell = (app: string) => takeLeave({ ...options, app });
  const eventSocket = new EventSocket(socket, options, options.subscribeAll ? farewell : undefined);
  try {
    await opened.promise;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  options.lane?.opened((frame) => socket.send(frame));
  return eventSocket;
}

/** Deno hides the answer of a refused handshake but for its status, in words. */
function openError(attempt: string, url: string, reason: unknown): AriConnectionError {
  const words = reason instanceof Error ? `${reason.message} ${reason.cause ?? ""}` : String(reason ?? "");
  const status = /status code: (\d{3})/.exec(words)?.[1];
  if (status === undefined) return connectionError(attempt, url, reason);
  const why = { "400": "bad application name", "401": "wrong user or password", "404": "no ARI there" }[status];
  return new AriConnectionError(
    `Cannot ${attempt}: ${new URL(url).host} answered ${status}${why === undefined ? "" : `, ${why}`}`,
    { cause: reason, outcome: "not-sent", status: Number(status) },
  );
}

/** After so many events in a row that matter, looking for the type of the next one before parsing it is not worth it. */
const peekStreak = 64;

function makeReceiver(
  { wants = () => true, lane, taps, onEvent, onError }: EventSocketHandlers,
  onReplaced: (app: string) => void,
): (event: Event) => void {
  /** Whether an event of this type is done with, without being parsed. */
  const isSettled = (type: string, text: string) => {
    if (wants(type) || type === "ApplicationReplaced" || lane !== undefined && type === "RESTResponse") return false;
    return !taps?.events.has(type) || (taps.glance?.(type, text) ?? false);
  };
  let streak = 0;
  return (event) => {
    const data: unknown = event instanceof MessageEvent ? event.data : undefined;
    if (typeof data !== "string") return onError(new AriProtocolError("Cannot read an event: the frame is not text"));
    if (streak < peekStreak) {
      const type = peekType(data);
      if (type !== undefined && isSettled(type, data)) {
        streak = 0;
        return;
      }
    }
    const read = readEvent(data);
    if (read instanceof AriProtocolError) return onError(read);
    if (lane?.receive(read)) return;
    if (taps?.events.get(read.type)?.(read)) return;
    if (read.type === "ApplicationReplaced" && "application" in read) onReplaced(String(read.application));
    if (!wants(read.type)) {
      streak = 0;
      return;
    }
    streak++;
    onEvent(read);
  };
}

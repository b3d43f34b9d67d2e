import { AriConnectionError, AriProtocolError } from "./errors.ts";
import type { AnyEvent } from "./event_router.ts";
import type { Answer, Exchange } from "./exchange.ts";

/**
 * How requests travel.
 *
 * `http`: by `fetch`. `websocket`: over a WebSocket that receives events, which Asterisk works off strictly one after the other.
 * `auto`: over the WebSocket, but by HTTP what would or might keep the others waiting there, as raw requests might, and what is too
 * long for a frame. The last
 * two take HTTP for files, which Asterisk sends no other way, and while no WebSocket is open.
 */
export type RestWay = "http" | "websocket" | "auto";

/** Most bytes that Asterisk reads of a frame, its header included; it drops the connection that sends more. */
export const maxFrameLength = 65_535;

/** Bytes of a long frame's header as a client sends it: two, the length's two, and the mask. */
const frameHeaderLength = 8;

/** Operations that wait in Asterisk for a channel's thread, which may be playing: everything behind them would wait too. */
const blockingOperations: ReadonlySet<string> = new Set([
  "bridges.addChannel",
  "bridges.clearVideoSource",
  "bridges.removeChannel",
  "bridges.setVideoSource",
  "channels.answer",
  "channels.setChannelVar",
  "channels.setChannelVars",
]);

/** Sends requests over WebSockets that are open for events. */
export class SocketRest {
  readonly #way: RestWay;
  readonly #open = new Set<SocketLane>();
  #requests = 0;

  constructor(way: RestWay) {
    this.#way = way;
  }

  /** A place for one WebSocket, to be told when it opens, what it receives, and when it is lost. */
  lane(): SocketLane {
    const lane: SocketLane = new SocketLane({
      onOpen: () => this.#open.add(lane),
      onLost: () => this.#open.delete(lane),
    });
    return lane;
  }

  /** Whether requests go over a WebSocket at all, so that the events that answer them matter. */
  get isUsed(): boolean {
    return this.#way !== "http";
  }

  /**
   * Sends a request over the WebSocket on which fewest wait, and gives the promise of its answer; `undefined` when it must go by HTTP.
   * The signal is all that ends the wait, besides the end of the WebSocket.
   *
   * Throws `RangeError` for a request that Asterisk would drop the connection for, unless it may go by HTTP instead.
   */
  send(exchange: Exchange, signal: AbortSignal): Promise<Answer> | undefined {
    const way = this.#way;
    if (way === "http" || isFile(exchange)) return undefined;
    if (way === "auto" && mayBlock(exchange)) return undefined;
    let lane: SocketLane | undefined;
    for (const open of this.#open) if (lane === undefined || open.waiting < lane.waiting) lane = open;
    if (lane === undefined) return undefined;
    const id = String(++this.#requests);
    const frame = requestFrame(id, exchange);
    const length = frameLength(frame);
    if (length <= maxFrameLength) return wait(lane, id, { exchange, frame, signal });
    if (way === "auto") return undefined;
    throw new RangeError(
      `Cannot run ${exchange.name} over the WebSocket: its frame has ${length} bytes, the limit is ${maxFrameLength}`,
    );
  }
}

/** A raw request says by its path alone that it is for a file. */
function isFile({ kind, request }: Exchange): boolean {
  return kind === "binary" || (kind === "raw" && /^\/recordings\/stored\/[^/]+\/file$/.test(request.path));
}

/** What a raw request does, nobody knows. */
function mayBlock({ kind, name }: Exchange): boolean {
  return kind === "raw" || blockingOperations.has(name);
}

function wait(lane: SocketLane, id: string, { exchange, frame, signal }: Waiting): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const end = () => {
    signal.removeEventListener("abort", abort);
    lane.forget(id);
  };
  const fail = (reason: unknown) => {
    end();
    reject(reason);
  };
  const abort = () => fail(signal.reason);
  const settle = (response: AnyEvent) => {
    end();
    const answer = toAnswer(response);
    if (answer !== undefined) return resolve(answer);
    reject(new AriProtocolError(`Cannot read the answer to ${exchange.name}: the RESTResponse has no status`));
  };
  signal.addEventListener("abort", abort, { once: true });
  lane.send(id, { frame, settle, fail });
  return promise;
}

interface Waiting {
  readonly exchange: Exchange;
  readonly frame: string;
  readonly signal: AbortSignal;
}

/** A request that was sent, until it is answered. */
interface Pending {
  readonly frame: string;
  readonly settle: (response: AnyEvent) => void;
  readonly fail: (reason: unknown) => void;
}

/** What requests have to do with one WebSocket, from before it opens until it is gone. */
export class SocketLane {
  readonly #pending = new Map<string, Pending>();
  readonly #hooks: { onOpen: () => void; onLost: () => void };
  #send: ((frame: string) => void) | undefined;
  #drained = () => {};

  constructor(hooks: { onOpen: () => void; onLost: () => void }) {
    this.#hooks = hooks;
  }

  /** How many requests wait for their answer. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** The WebSocket is open and takes frames. */
  opened(send: (frame: string) => void): void {
    this.#send = send;
    this.#hooks.onOpen();
  }

  /** The WebSocket is about to be closed: it takes no more requests. Resolves when none waits for its answer any more. */
  drain(): Promise<void> {
    this.#hooks.onLost();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#drained = resolve;
    if (this.#pending.size === 0) resolve();
    return promise;
  }

  /** The WebSocket closes or is lost: what still waits is not answered any more, and may have been done. */
  lost(reason: AriConnectionError): void {
    this.#hooks.onLost();
    this.#send = undefined;
    for (const { fail } of [...this.#pending.values()]) fail(reason);
  }

  /** Takes the answer to a request; `false` for any other event. */
  receive(event: AnyEvent): boolean {
    if (event.type !== "RESTResponse") return false;
    const id: unknown = "request_id" in event ? event.request_id : undefined;
    // Asterisk answers in order; one that it could not read has no id.
    const pending = id === "" ? this.#pending.values().next().value : this.#pending.get(String(id));
    pending?.settle(event);
    return pending !== undefined;
  }

  /** Sends a request and keeps what waits for its answer. */
  send(id: string, pending: Pending): void {
    this.#pending.set(id, pending);
    try {
      this.#send?.(pending.frame);
    } catch (cause) {
      const why = "Cannot send over the WebSocket: it is closing";
      pending.fail(new AriConnectionError(why, { cause, outcome: "not-sent" }));
    }
  }

  /** Forgets a request that is settled or given up. */
  forget(id: string): void {
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#drained();
  }
}

/** The request as a frame (`RESTRequest`): a body is a text within it, and the path begins without a slash. */
function requestFrame(id: string, { request }: Exchange): string {
  const { method, path, query, body } = request;
  const content = body === undefined ? undefined : { content_type: "application/json", message_body: body };
  return JSON.stringify({ type: "RESTRequest", request_id: id, method, uri: path.slice(1) + query, ...content });
}

function frameLength(frame: string): number {
  // No character takes more than three bytes, so that most frames need not be measured.
  const { length } = frame;
  return frameHeaderLength + (length * 3 > maxFrameLength ? new TextEncoder().encode(frame).length : length);
}

function toAnswer(response: AnyEvent): Answer | undefined {
  const { status_code, content_type, message_body }: Partial<Record<string, unknown>> = { ...response };
  if (typeof status_code !== "number") return undefined;
  return {
    status: status_code,
    type: typeof content_type === "string" ? content_type : undefined,
    text: typeof message_body === "string" ? message_body : "",
  };
}

import type { Clock } from "../../../_internal/clock.ts";
import type { FrameSocket } from "../../http/frame_socket.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import type { EventSession } from "./event_session.ts";

/** What an {@linkcode OutboundSocket} is made from. */
export interface OutboundSocketOptions {
  readonly clock: Clock;
  readonly journal: JournalRecorder;
  /** Its applications, which are registered. */
  readonly session: EventSession;
  /** Connects to the server; rejects when that fails, or the signal aborts. */
  readonly connect: (signal: AbortSignal) => Promise<FrameSocket>;
  /** How long to wait after a failure, in milliseconds. */
  readonly interval: number;
  /** How many failures in a row are the end. */
  readonly attempts: number;
  /** Answers a frame. */
  readonly onFrame: (frame: string) => Promise<void>;
  /** Is called when the failures are the end. */
  readonly onGiveUp: () => void;
}

/** An events WebSocket that Asterisk opens, and opens again when it is lost (`outbound_session_handler_thread`). */
export class OutboundSocket {
  readonly #options: OutboundSocketOptions;
  readonly #controller = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #socket: FrameSocket | undefined;

  constructor(options: OutboundSocketOptions) {
    this.#options = options;
  }

  /** Whether there is a connection. */
  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  /** Connects, again and again; resolves when it has given up or was closed, and its applications are gone. */
  async run(): Promise<void> {
    const { session } = this.#options;
    for (let isFirst = true; !this.#isClosing; isFirst = false) {
      // deno-lint-ignore no-await-in-loop -- One connection after the other.
      const socket = await this.#connect();
      if (socket === undefined) break;
      // deno-lint-ignore no-await-in-loop -- One connection after the other.
      await this.#serve(socket, { isFirst });
    }
    session.unregister();
    this.#ended.resolve();
  }

  /** Closes it for good; resolves when the server has agreed, if there is one. */
  async close(): Promise<void> {
    this.#controller.abort(new Error("Cannot connect: the WebSocket was closed"));
    this.#socket?.close(1000);
    await this.#ended.promise;
  }

  get #isClosing(): boolean {
    return this.#controller.signal.aborted;
  }

  async #connect(): Promise<FrameSocket | undefined> {
    const { attempts, connect, journal, onGiveUp, session: { applications } } = this.#options;
    for (let failures = 0; !this.#isClosing;) {
      try {
        // deno-lint-ignore no-await-in-loop -- One attempt after the other.
        return await connect(this.#controller.signal);
      } catch (error) {
        if (this.#isClosing) break;
        const reason = error instanceof Error ? error.message : String(error);
        journal.add({ face: "websocket", kind: "failed", applications, isOutbound: true, reason });
      }
      if (++failures === attempts) {
        onGiveUp();
        return undefined;
      }
      // deno-lint-ignore no-await-in-loop -- One attempt after the other.
      await this.#pause();
    }
    return undefined;
  }

  async #pause(): Promise<void> {
    const { clock, interval } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    using _pause = clock.schedule(interval, resolve);
    this.#controller.signal.addEventListener("abort", () => resolve(), { once: true });
    await promise;
  }

  async #serve(socket: FrameSocket, { isFirst }: { isFirst: boolean }): Promise<void> {
    const { journal, onFrame, session } = this.#options;
    const { applications } = session;
    this.#socket = socket;
    let code = 1006;
    socket.addEventListener("open", () => {
      journal.add({ face: "websocket", kind: "opened", applications, isOutbound: true });
      session.attach(socket);
      if (!isFirst) session.announce();
      // It may have been closed while it was connecting.
      if (this.#isClosing) socket.close(1000);
    });
    socket.addEventListener("message", (event) => {
      if (event instanceof MessageEvent && typeof event.data === "string") socket.hold(onFrame(event.data));
    });
    socket.addEventListener("close", (event) => {
      if (event instanceof CloseEvent) code = event.code;
      session.detach();
    });
    await socket.run();
    this.#socket = undefined;
    journal.add({ face: "websocket", kind: "closed", applications, isOutbound: true, code });
  }
}

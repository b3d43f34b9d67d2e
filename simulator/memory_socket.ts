import type { WebSocketLike } from "../_internal/transport.ts";

const connecting = 0;
const open = 1;
const closing = 2;
const closed = 3;

/**
 * One end of a WebSocket within the process. It behaves as Deno's does: frames and closes arrive in order, each in a turn of
 * its own; the other end of {@linkcode MemorySocket.pair} gets them.
 */
export class MemorySocket extends EventTarget implements WebSocketLike {
  readonly #touch: () => void;
  readonly #unseen: (() => void)[] = [];
  #isHeld = false;
  #readyState = connecting;
  #protocol = "";
  #peer: MemorySocket | undefined;

  /** `touch` is called at each sign of life. */
  constructor(touch: () => void) {
    super();
    this.#touch = touch;
  }

  /** Two ends of one connection, still connecting. */
  static pair(touch: () => void): [MemorySocket, MemorySocket] {
    const ends: [MemorySocket, MemorySocket] = [new MemorySocket(touch), new MemorySocket(touch)];
    ends[0].#peer = ends[1];
    ends[1].#peer = ends[0];
    return ends;
  }

  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  get readyState(): number {
    return this.#readyState;
  }

  /** The subprotocol that was chosen. */
  get protocol(): string {
    return this.#protocol;
  }

  /** Always 0: what is sent is handed over at once. */
  get bufferedAmount(): number {
    return 0;
  }

  /** Makes the other end's connection this one's own, as its client sees it. */
  adopt(other: MemorySocket): void {
    this.#peer = other.#peer;
    if (this.#peer !== undefined) this.#peer.#peer = this;
  }

  /** Completes the handshake. */
  open(protocol: string): void {
    this.#protocol = protocol;
    this.#later(() => {
      if (this.#readyState !== connecting) return;
      this.#readyState = open;
      this.dispatchEvent(new Event("open"));
    });
  }

  /** Fails the handshake, as Deno reports it: an error with a message, then a close that is not clean. */
  fail(message: string): void {
    this.#later(() => {
      if (this.#readyState === closed) return;
      this.#readyState = closed;
      this.dispatchEvent(new ErrorEvent("error", { message }));
      this.dispatchEvent(new CloseEvent("close"));
    });
  }

  /** Ends it as when the other end has vanished. */
  lose(): void {
    this.#later(() => this.#finish({ code: 1006 }));
  }

  /** Sends one frame; nothing happens when the connection is closing. */
  send(data: string): void {
    if (this.#readyState === connecting) throw new DOMException("'readyState' not OPEN", "InvalidStateError");
    if (this.#readyState !== open) return;
    const peer = this.#peer;
    if (peer === undefined) return;
    this.#later(() => {
      peer.#see(() => {
        if (peer.readyState === open) peer.dispatchEvent(new MessageEvent("message", { data }));
      });
    });
  }

  /** Looks at nothing more that comes in until `work` is done. */
  hold(work: Promise<void>): void {
    this.#isHeld = true;
    void work.finally(() => {
      this.#isHeld = false;
      while (!this.#isHeld && this.#unseen.length > 0) this.#unseen.shift()?.();
    });
  }

  /** Starts the close handshake. */
  close(code?: number, reason = ""): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new DOMException(
        `The close code must be either 1000 or in the range of 3000 to 4999: received ${code}`,
        "InvalidAccessError",
      );
    }
    if (this.#readyState >= closing) return;
    const wasConnecting = this.#readyState === connecting;
    this.#readyState = closing;
    const peer = this.#peer;
    const details = wasConnecting ? {} : { code: code ?? 1005, reason, wasClean: true };
    this.#later(() => {
      if (peer === undefined) return this.#later(() => this.#finish(details));
      peer.#see(() => {
        peer.#finish(wasConnecting ? { code: 1006 } : details);
        this.#later(() => this.#finish(details));
      });
    });
  }

  #see(arrival: () => void): void {
    if (this.#isHeld) this.#unseen.push(arrival);
    else arrival();
  }

  #finish(details: CloseEventInit): void {
    if (this.#readyState === closed) return;
    this.#readyState = closed;
    this.dispatchEvent(new CloseEvent("close", details));
  }

  #later(run: () => void): void {
    this.#touch();
    queueMicrotask(() => {
      this.#touch();
      run();
    });
  }
}

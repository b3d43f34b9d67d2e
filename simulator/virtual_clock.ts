import { clearImmediate, setImmediate } from "node:timers";
import type { Clock } from "../_internal/clock.ts";

/** How many turns of the event loop without activity make the program idle. */
const idleTurns = 2;

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * Time that moves only when told to, or, when `auto` is given, to the next timer whenever the program is idle: when two
 * turns of the event loop went by without activity. Activity is what {@linkcode VirtualClock.touch} reports.
 */
export class VirtualClock implements Clock, Disposable {
  #now: number;
  readonly #auto: boolean;
  #timers: Timer[] = [];
  #order = 0;
  #active = false;
  #quietTurns = 0;
  #pump: ReturnType<typeof setImmediate> | undefined;
  #ticking = false;
  #disposed = false;

  /** Starts at `epoch`, in milliseconds since 1970. */
  constructor(options: { epoch: number; auto: boolean }) {
    this.#now = options.epoch;
    this.#auto = options.auto;
  }

  /** The virtual time. */
  now(): number {
    return this.#now;
  }

  /** Calls `run` once, when the virtual time has moved by `delay`. */
  schedule(delay: number, run: () => void): Disposable {
    if (this.#disposed) return { [Symbol.dispose]: () => {} };
    const timer: Timer = { at: this.#now + Math.max(0, delay), order: this.#order++, run };
    this.#insert(timer);
    this.touch();
    return {
      [Symbol.dispose]: () => {
        const index = this.#timers.indexOf(timer);
        if (index < 0) return;
        this.#timers.splice(index, 1);
        this.touch();
      },
    };
  }

  /** Reports activity, so time stands still for now. */
  touch(): void {
    this.#active = true;
    if (this.#auto && !this.#ticking) this.#startPump();
  }

  /** Moves the time by `duration`, running what falls due in order and letting the program settle in between. */
  async tick(duration: number): Promise<void> {
    if (!(duration >= 0)) throw new RangeError(`Cannot move the clock as duration must be 0 or more: ${duration}`);
    const target = this.#now + duration;
    this.#ticking = true;
    this.#stopPump();
    try {
      await this.#settled();
      while (!this.#disposed && this.#timers[0] !== undefined && this.#timers[0].at <= target) {
        this.#runNext();
        await this.#settled();
      }
      this.#now = Math.max(this.#now, target);
    } finally {
      this.#ticking = false;
      this.touch();
    }
  }

  /** Forgets all timers. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#timers = [];
    this.#stopPump();
  }

  #insert(timer: Timer): void {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#timers[middle];
      if (other !== undefined && other.at <= timer.at) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }

  #runNext(): void {
    const timer = this.#timers.shift();
    if (timer === undefined) return;
    this.#now = Math.max(this.#now, timer.at);
    this.#active = true;
    timer.run();
  }

  #startPump(): void {
    if (this.#pump !== undefined || this.#timers.length === 0 || this.#disposed) return;
    this.#quietTurns = 0;
    this.#pump = setImmediate(() => this.#turn());
  }

  #stopPump(): void {
    if (this.#pump !== undefined) clearImmediate(this.#pump);
    this.#pump = undefined;
  }

  #turn(): void {
    this.#pump = undefined;
    if (this.#timers.length === 0) return;
    this.#quietTurns = this.#active ? 0 : this.#quietTurns + 1;
    this.#active = false;
    if (this.#quietTurns >= idleTurns) {
      this.#quietTurns = 0;
      this.#runNext();
    }
    if (this.#timers.length > 0 && !this.#disposed) this.#pump = setImmediate(() => this.#turn());
  }

  async #settled(): Promise<void> {
    for (let quiet = 0; quiet < idleTurns;) {
      this.#active = false;
      await new Promise<void>((resolve) => void setImmediate(resolve));
      quiet = this.#active ? 0 : quiet + 1;
    }
  }
}

import type { Clock } from "./clock.ts";

/**
 * Many deadlines on one timer of the clock: what a connection uses for its requests, as a timer for each request
 * costs more than the request's own bookkeeping.
 *
 * A deadline is met up to one `resolution` late, never early.
 */
export class TimerWheel implements Disposable {
  readonly #clock: Clock;
  readonly #resolution: number;
  readonly #slots = new Map<number, Set<() => void>>();
  #timer: Disposable | undefined;
  #due = Infinity;
  /** Until the first time that a deadline has lived for one resolution, a real timer is not worth its price. */
  #isNew = true;
  #isBeside = false;

  /** Makes a wheel whose slots are `resolution` milliseconds wide. */
  constructor(clock: Clock, options: { resolution?: number } = {}) {
    const { resolution = 50 } = options;
    this.#clock = clock;
    this.#resolution = resolution;
  }

  /**
   * Calls `run` once, `delay` milliseconds from now or a little later; disposing what it returns cancels the call. `isBeside` is for
   * a deadline of something that keeps the program alive by itself.
   */
  schedule(delay: number, run: () => void, { isBeside = false }: { isBeside?: boolean } = {}): Disposable {
    const slot = Math.ceil((this.#clock.now() + delay) / this.#resolution);
    let entries = this.#slots.get(slot);
    if (entries === undefined) this.#slots.set(slot, entries = new Set());
    const entry = () => run(); // Its own identity, so that one function can be scheduled twice.
    entries.add(entry);
    if (!isBeside) this.#isNew = false;
    if (slot < this.#due || this.#isBeside && !isBeside) this.#arm(Math.min(slot, this.#due));
    return { [Symbol.dispose]: () => this.#cancel(slot, entry) };
  }

  /** Cancels everything. */
  [Symbol.dispose](): void {
    this.#slots.clear();
    this.#disarm();
  }

  #arm(slot: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#due = slot;
    const delay = Math.max(0, slot * this.#resolution - this.#clock.now());
    this.#isBeside = this.#isNew && delay > this.#resolution && this.#clock.scheduleBeside !== undefined;
    this.#timer = this.#isBeside
      ? this.#clock.scheduleBeside?.(this.#resolution, () => this.#renew())
      : this.#clock.schedule(delay, () => this.#turn());
  }

  #renew(): void {
    this.#isNew = false;
    this.#rearm();
  }

  #disarm(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#due = Infinity;
  }

  #turn(): void {
    this.#disarm();
    const now = this.#clock.now() / this.#resolution;
    const due = [...this.#slots.keys()].filter((slot) => slot <= now).sort((a, b) => a - b);
    const runs = due.flatMap((slot) => [...this.#slots.get(slot) ?? []]);
    for (const slot of due) this.#slots.delete(slot);
    this.#rearm();
    for (const run of runs) run();
  }

  #cancel(slot: number, entry: () => void): void {
    const entries = this.#slots.get(slot);
    if (!entries?.delete(entry) || entries.size > 0) return;
    this.#slots.delete(slot);
    if (slot === this.#due) this.#rearm();
  }

  #rearm(): void {
    this.#disarm();
    if (this.#slots.size > 0) this.#arm(Math.min(...this.#slots.keys()));
  }
}

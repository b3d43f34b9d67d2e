import { formatEntry, type Journal, type JournalEntry } from "./journal.ts";

/** An entry before it has its place and time. */
export type NewJournalEntry = JournalEntry extends infer Entry
  ? Entry extends JournalEntry ? Omit<Entry, "sequence" | "time"> : never
  : never;

/** The journal as the simulator writes it. */
export class JournalRecorder implements Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  readonly #now: () => number;
  readonly #start: number;

  /** Starts an empty journal; `now` tells the time. */
  constructor(now: () => number) {
    this.#now = now;
    this.#start = now();
  }

  get length(): number {
    return this.#entries.length;
  }

  [Symbol.iterator](): Iterator<JournalEntry> {
    return this.#entries.values();
  }

  on(listener: (entry: JournalEntry) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** Adds an entry and tells the listeners. */
  add(entry: NewJournalEntry): void {
    const complete: JournalEntry = { sequence: this.#entries.length, time: this.#now(), ...entry };
    this.#entries.push(complete);
    for (const listener of this.#listeners) listener(complete);
  }

  format(): string {
    return this.#entries.map((entry) => `${formatEntry(entry, { start: this.#start })}\n`).join("");
  }
}

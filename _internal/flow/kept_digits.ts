import { StreamOverflowError } from "../event_stream.ts";

/** The digits that a caller has pressed and nobody has read yet, in order. */
export class KeptDigits {
  readonly #capacity: number;
  #digits = "";
  #error: StreamOverflowError | undefined;

  /** Makes an empty store that holds up to `capacity` digits. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Adds a digit. One beyond the capacity is not kept; the first reader who would miss it gets an error instead. */
  push(digit: string): void {
    if (this.#digits.length < this.#capacity) this.#digits += digit;
    else this.#error ??= new StreamOverflowError("Kept digits", this.#capacity);
  }

  /** Takes the oldest digit, `undefined` when there is none. */
  shift(): string | undefined {
    if (this.#digits === "" && this.#error !== undefined) throw this.#error;
    const digit = this.#digits[0];
    this.#digits = this.#digits.slice(1);
    return digit;
  }

  /** The first one that is among `digits`; with `takes` it is taken out. */
  find(digits: string, options: { takes?: boolean } = {}): string | undefined {
    const index = [...this.#digits].findIndex((digit) => digits.includes(digit));
    if (index < 0) return undefined;
    const digit = this.#digits[index];
    if (options.takes) this.#digits = this.#digits.slice(0, index) + this.#digits.slice(index + 1);
    return digit;
  }

  /** Forgets all, or with `digits` those that come before any other one. */
  discard(digits?: string): void {
    let kept = this.#digits;
    while (kept !== "" && (digits === undefined || digits.includes(kept[0] ?? ""))) kept = kept.slice(1);
    this.#digits = kept;
    if (digits === undefined) this.#error = undefined;
  }
}

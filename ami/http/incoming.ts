/** Bytes that wait to be read. */
export class Incoming {
  readonly #waiting: Uint8Array[] = [];
  #end: { readonly error?: unknown } | undefined;
  #wake: () => void = () => {};

  /** Adds bytes. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#waiting.push(bytes);
    this.#wake();
  }

  /** Says that nothing more comes, or why. */
  end(end: { readonly error?: unknown } = {}): void {
    this.#end ??= end;
    this.#wake();
  }

  /** Reads into `buffer`, as a connection does. */
  async read(buffer: Uint8Array): Promise<number | null> {
    for (;;) {
      const first = this.#waiting.shift();
      if (first !== undefined) {
        const count = Math.min(first.length, buffer.length);
        buffer.set(first.subarray(0, count));
        if (count < first.length) this.#waiting.unshift(first.subarray(count));
        return count;
      }
      if (this.#end !== undefined) {
        if ("error" in this.#end) throw this.#end.error;
        return null;
      }
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }
}

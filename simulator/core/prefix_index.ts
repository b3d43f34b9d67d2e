/** Texts that are looked up by their beginnings, whatever the case; each is in it as often as it was added. */
export class PrefixIndex {
  /** In order, so that all that begin alike stand together. */
  readonly #texts: string[] = [];

  /** Adds a text. */
  add(text: string): void {
    const lower = text.toLowerCase();
    this.#texts.splice(this.#find(lower), 0, lower);
  }

  /** Takes a text away, once. */
  delete(text: string): void {
    const lower = text.toLowerCase();
    const at = this.#find(lower);
    if (this.#texts[at] === lower) this.#texts.splice(at, 1);
  }

  /** Whether a text in it begins with `start`. */
  has(start: string): boolean {
    const lower = start.toLowerCase();
    return this.#texts[this.#find(lower)]?.startsWith(lower) ?? false;
  }

  /** The place of the first text that is not before `lower`. */
  #find(lower: string): number {
    let low = 0;
    let high = this.#texts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const text = this.#texts[middle];
      if (text !== undefined && text < lower) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

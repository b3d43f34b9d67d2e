/** How to take back what an edit has done so far: an edit that fails half way leaves nothing behind. */
export class UndoLog {
  readonly #steps: (() => void)[] = [];
  #depth = 0;

  /** Notes how to take back a change that is about to be made. */
  note(undo: () => void): void {
    if (this.#depth > 0) this.#steps.push(undo);
  }

  /** Makes changes, all or none: where `edit` throws, what it noted is taken back, the latest first. */
  run<T>(edit: () => T): T {
    const start = this.#steps.length;
    this.#depth++;
    try {
      return edit();
    } catch (error) {
      while (this.#steps.length > start) this.#steps.pop()?.();
      throw error;
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.#steps.length = 0;
    }
  }
}

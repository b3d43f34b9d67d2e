/**
 * Word of an object that went away unseen: while the connection was lost, so that no event told of it, or with something else that
 * did. Whoever waits for the object's last event settles by this instead.
 */
export interface GoneNotice {
  /** The class of the object, as in its key. */
  readonly kind: "Channel" | "Bridge" | "Playback" | "LiveRecording";
  /** Its id; of a recording the name. */
  readonly id: string;
  /** Why it is known to be gone, as the end of a sentence: `it went away while the connection was lost`. */
  readonly why: string;
}

/** Gives each notice to those who listen, in the order in which they came. */
export class Notices<Notice> {
  readonly #listeners = new Set<(notice: Notice) => void>();

  /** Calls `listener` for each notice until what this returns is disposed. */
  on(listener: (notice: Notice) => void): Disposable {
    const entry = (notice: Notice) => listener(notice); // Its own identity, so that one function can listen twice.
    this.#listeners.add(entry);
    return { [Symbol.dispose]: () => void this.#listeners.delete(entry) };
  }

  /** Tells everybody who listens now; a listener that ends another one keeps it from nothing, and must not throw. */
  emit(notice: Notice): void {
    for (const listener of [...this.#listeners]) listener(notice);
  }
}

import type { Playback } from "./playback.ts";

/** All playbacks that wait or play. Several may have the same id: the eldest is the one that is found. */
export class Playbacks {
  readonly #byId = new Map<string, Playback[]>();

  /** Whether there are none. */
  get isEmpty(): boolean {
    return this.#byId.size === 0;
  }

  /** The eldest playback of this id. */
  find(id: string): Playback | undefined {
    return this.#byId.get(id)?.[0];
  }

  /** All of them. */
  list(): Playback[] {
    return [...this.#byId.values()].flat();
  }

  /** Adds one. */
  add(playback: Playback): void {
    const others = this.#byId.get(playback.id);
    if (others === undefined) this.#byId.set(playback.id, [playback]);
    else others.push(playback);
  }

  /** Forgets one; nothing happens when it is not there. */
  remove(playback: Playback): void {
    const rest = this.#byId.get(playback.id)?.filter((other) => other !== playback) ?? [];
    if (rest.length === 0) this.#byId.delete(playback.id);
    else this.#byId.set(playback.id, rest);
  }
}

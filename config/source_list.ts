import type { ConfigSource } from "./section_record.ts";

/** Files by number, for tables of numbers. */
export class SourceList {
  readonly #sources: ConfigSource[] = [];
  readonly #ids = new Map<ConfigSource, number>();
  #last: ConfigSource | undefined;
  #lastId = 0;

  /** The number of a file, which it gets when it has none. */
  idOf(source: ConfigSource): number {
    if (source === this.#last) return this.#lastId;
    let id = this.#ids.get(source);
    if (id === undefined) {
      id = this.#sources.push(source) - 1;
      this.#ids.set(source, id);
    }
    this.#last = source;
    this.#lastId = id;
    return id;
  }

  /** The file of a number. */
  at(id: number): ConfigSource {
    const source = this.#sources[id];
    if (source === undefined) throw new Error(`Unreachable: no file ${id}`);
    return source;
  }
}

import {
  findHeader,
  type HeaderLine,
  lineEnd,
  lowerCase,
  nextLine,
  readHeader,
  type SoughtName,
  usesCrLf,
} from "./header_lines.ts";
import { readWireText, toBytes } from "./wire_text.ts";

/** So many headers are looked for line by line; then all are, once. */
const lookupsWithoutIndex = 8;

/** Looks for headers in the text of one message. */
export class HeaderReader {
  readonly #text: string;
  readonly #usesCrLf: boolean;
  readonly #isAscii: boolean;
  #lookups = 0;
  #index: Map<string, number> | undefined;

  /** Makes one for a message's text, which has one character a byte; whether all are ASCII need not be known. */
  constructor(wireText: string, { isAscii = false }: { isAscii?: boolean } = {}) {
    this.#text = wireText;
    this.#isAscii = isAscii;
    this.#usesCrLf = usesCrLf(wireText);
  }

  /** Whether there is such a header. */
  has(header: SoughtName): boolean {
    return this.#find(header) >= 0;
  }

  /** The first value of a header. */
  first(header: SoughtName): string | undefined {
    const line = this.#find(header);
    return line < 0 ? undefined : this.#value(this.#line(line));
  }

  /** The bytes of the first value of a header. */
  firstBytes(header: SoughtName): Uint8Array<ArrayBuffer> | undefined {
    const line = this.#find(header);
    if (line < 0) return undefined;
    const { valueStart, valueEnd } = this.#line(line);
    return toBytes(this.#text.slice(valueStart, valueEnd));
  }

  /** All values of a header. */
  all(header: SoughtName): string[] {
    const values: string[] = [];
    const text = this.#text;
    const { length } = header.name;
    for (let at = this.#find(header); at >= 0;) {
      const next = nextLine(text, at);
      const end = lineEnd(text, next);
      if (next >= 0 && next - end < 2) {
        // What follows a bare line feed may belong to the value.
        const line = this.#line(at);
        values.push(this.#value(line));
        at = line.next;
      } else {
        const start = at + length + 1;
        const value = text.slice(text.charCodeAt(start) === 0x20 ? start + 1 : start, end);
        values.push(this.#isAscii ? value : readWireText(value));
        at = next;
      }
      if (at >= 0) at = findHeader(text, header, at);
    }
    return values;
  }

  /** Name and value of each line; those that are no headers have no name. */
  *lines(): Generator<[name: string, value: string], undefined, undefined> {
    for (const line of this.#lines()) yield [readWireText(line.name), this.#value(line)];
  }

  #find(header: SoughtName): number {
    if (++this.#lookups <= lookupsWithoutIndex) return findHeader(this.#text, header);
    this.#index ??= this.#makeIndex();
    return this.#index.get(lowerCase(header.name)) ?? -1;
  }

  #makeIndex(): Map<string, number> {
    const index = new Map<string, number>();
    let at = 0;
    for (const { name, next } of this.#lines()) {
      const key = lowerCase(name);
      if (name !== "" && !index.has(key)) index.set(key, at);
      at = next;
    }
    return index;
  }

  *#lines(): Generator<HeaderLine, undefined, undefined> {
    for (let at = this.#text === "" ? -1 : 0; at >= 0;) {
      const line = this.#line(at);
      yield line;
      at = line.next;
    }
  }

  #line(at: number): HeaderLine {
    return readHeader(this.#text, at, this.#usesCrLf);
  }

  #value({ valueStart, valueEnd }: HeaderLine): string {
    const value = this.#text.slice(valueStart, valueEnd);
    return this.#isAscii ? value : readWireText(value);
  }
}

/** One header line: the name as it was sent, and the value. */
export type HttpHeader = readonly [name: string, value: string];

/** The headers of a request, in the order in which they came. */
export class HttpHeaders {
  readonly #list: readonly HttpHeader[];

  constructor(list: Iterable<HttpHeader>) {
    this.#list = [...list];
  }

  /** The first header of this name, whatever its case. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.#list.find(([other]) => other.toLowerCase() === wanted)?.[1];
  }

  /** All headers of this name, whatever its case. */
  getAll(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.#list.filter(([other]) => other.toLowerCase() === wanted).map(([, value]) => value);
  }

  /** The last header of just this name: Asterisk looks for those of CORS with regard to case. */
  getExact(name: string): string | undefined {
    return this.#list.findLast(([other]) => other === name)?.[1];
  }

  /** Makes headers from those of `fetch`, whose names have lost their case: they get the usual one. */
  static from(headers: Headers): HttpHeaders {
    return new HttpHeaders([...headers].map(([name, value]): HttpHeader => [titleCase(name), value]));
  }
}

function titleCase(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

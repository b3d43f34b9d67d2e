/** A place in a parsed JSON document which knows where it is, so that what is wrong there can be named. */
export class JsonNode {
  /** What is there. */
  readonly value: unknown;
  readonly #document: string;
  readonly #path: string;

  /** `document` is named in errors, as is `path`, the place within it. */
  constructor(value: unknown, document: string, path = "") {
    this.value = value;
    this.#document = document;
    this.#path = path;
  }

  /** The place under `name`, which holds `undefined` when there is nothing. */
  get(name: string): JsonNode {
    const path = this.#path === "" ? name : `${this.#path}.${name}`;
    return new JsonNode(this.#fields()[name], this.#document, path);
  }

  /** Whether there is something under `name`. */
  has(name: string): boolean {
    return this.#fields()[name] !== undefined;
  }

  /** Names and places of an object's fields. */
  entries(): [string, JsonNode][] {
    return Object.keys(this.#fields()).map((name) => [name, this.get(name)]);
  }

  /** Places of a list's items. */
  items(): JsonNode[] {
    if (!Array.isArray(this.value)) this.fail("must be a list");
    return this.value.map((item, index) => new JsonNode(item, this.#document, `${this.#path}[${index}]`));
  }

  /** The string that is there. */
  string(): string {
    return typeof this.value === "string" ? this.value : this.fail("must be a string");
  }

  /** The number that is there. */
  number(): number {
    return typeof this.value === "number" ? this.value : this.fail("must be a number");
  }

  /** The boolean that is there, or `false` when there is nothing. */
  flag(): boolean {
    return typeof this.value === "boolean" || this.value === undefined
      ? this.value === true
      : this.fail("must be a boolean");
  }

  /** Throws `SyntaxError` with the document, the place, `problem` and what is there. */
  fail(problem: string): never {
    const shown = JSON.stringify(this.value)?.slice(0, 60) ?? "absent";
    const place = this.#path === "" ? "the document" : `"${this.#path}"`;
    throw new SyntaxError(`Cannot read "${this.#document}": ${place} ${problem}: current value is ${shown}`);
  }

  #fields(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.fail("must be an object");
    return { ...value };
  }
}

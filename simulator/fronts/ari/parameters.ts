import { splitArguments } from "../../../config/mod.ts";
import { Refusal } from "./responses.ts";
import type { ReleasedOperation } from "./router.ts";

/** Asterisk's longest list in a query parameter. */
const maxListLength = 127;

/** Where the parameters of a request come from. */
export interface ParameterSources {
  /** Those of the path. */
  readonly path: ReadonlyMap<string, string>;
  /** Those of a form, and behind them those of the query. */
  readonly query: URLSearchParams;
  /** The JSON body. */
  readonly json: object | undefined;
}

/**
 * The parameters of one request. Where one is given more than once, the query beats the form, JSON beats the query, and
 * among equals the last one wins.
 */
export class Parameters {
  readonly #operation: ReleasedOperation;
  readonly #path: ReadonlyMap<string, string>;
  readonly #query: URLSearchParams;
  readonly #body: object | undefined;

  constructor(operation: ReleasedOperation, sources: ParameterSources) {
    this.#operation = operation;
    this.#path = sources.path;
    this.#query = sources.query;
    this.#body = sources.json;
  }

  /** Throws a {@linkcode Refusal} when a list is too long, or variables are none in this release. */
  check(): void {
    for (const { name, list } of this.#operation.parameters) {
      const text = list ? this.text(name) : undefined;
      if (text !== undefined && splitList(text).length > maxListLength) {
        throw new Refusal(400, `Too many values for ${snakeCase(name)}`);
      }
    }
    const variables = this.#operation.takesTextsOnly === true ? this.json("variables") : undefined;
    if (Object.values(variables ?? {}).some((value) => typeof value !== "string")) {
      throw new Refusal(400, "Only string values in the 'variables' object allowed");
    }
  }

  /** The whole JSON body, `undefined` when there is none. */
  get body(): object | undefined {
    return this.#body;
  }

  /** A parameter of the path. */
  path(name: string): string {
    return this.#path.get(name) ?? "";
  }

  /** A text, `undefined` when absent; JSON of another type counts as absent. */
  string(name: string): string | undefined {
    const value = this.json(name);
    if (value !== undefined) return typeof value === "string" ? value : undefined;
    return this.text(name);
  }

  /** A whole number, `undefined` when absent; JSON of another type counts as 0, as does text without digits. */
  integer(name: string): number | undefined {
    const value = this.json(name);
    if (value !== undefined) return typeof value === "number" && Number.isInteger(value) ? value : 0;
    const text = this.text(name);
    return text === undefined ? undefined : Number(/^\s*[-+]?\d+/.exec(text)?.[0] ?? 0);
  }

  /** Yes or no, `undefined` when absent; Asterisk knows several words for yes. */
  boolean(name: string): boolean | undefined {
    const value = this.json(name);
    if (value !== undefined) return value === true;
    const text = this.text(name);
    return text === undefined ? undefined : /^(?:yes|true|y|t|1|on)$/i.test(text);
  }

  /** Several texts, none when absent. */
  list(name: string): string[] {
    const value = this.json(name);
    if (value !== undefined) {
      return (Array.isArray(value) ? value : [value]).map((item) => typeof item === "string" ? item : "");
    }
    const text = this.text(name);
    return text === undefined ? [] : splitList(text);
  }

  /** Whether there is a JSON body. */
  get hasJson(): boolean {
    return this.#body !== undefined;
  }

  /** Whether the operation knows this value of a parameter, of those that it documents. */
  knows(name: string, value: string): boolean {
    const values = this.#operation.parameters.find((parameter) => parameter.name === name)?.values;
    return values === undefined || values.includes(value);
  }

  /** A text of the query or of a form, whatever a JSON body says. */
  text(name: string): string | undefined {
    if (this.#isWithheld(name)) return undefined;
    return this.#query.getAll(name).at(-1);
  }

  /** The value in a JSON body, whatever it is; `undefined` when absent. */
  json(name: string): unknown {
    if (this.#body === undefined || Array.isArray(this.#body) || this.#isWithheld(name)) return undefined;
    return Object.getOwnPropertyDescriptor(this.#body, name)?.value;
  }

  #isWithheld(name: string): boolean {
    return this.#operation.withheld?.includes(name) === true;
  }
}

/** An empty text is one empty value. */
function splitList(text: string): string[] {
  return text === "" ? [""] : splitArguments(text, { limit: maxListLength + 1 });
}

/** The names in messages are those of Asterisk's C code. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

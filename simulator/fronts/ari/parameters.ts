import { splitArguments } from "../../../config/mod.ts";
import type { Operation } from "../../../ari/operation.ts";
import { Refusal } from "./responses.ts";

/** Asterisk's longest body, in bytes. */
const maxBodyLength = 40_960;
/** Asterisk's longest list in a query parameter. */
const maxListLength = 127;

/** The body of a request, in the forms that ARI reads. */
export interface RequestBody {
  /** The fields of a form. */
  readonly form: URLSearchParams | undefined;
  /** The value of a JSON body. */
  readonly json: unknown;
}

/** Reads the body of a request; other types of content are ignored. Throws a {@linkcode Refusal}. */
export async function readBody(request: Request): Promise<RequestBody> {
  const text = await readText(request);
  if (text === undefined) throw new Refusal(413, "Request body too large", { Connection: "close" });
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";", 1);
  if (type.trim() === "application/x-www-form-urlencoded") return { form: new URLSearchParams(text), json: undefined };
  if (type.trim() !== "application/json" || text === "") return { form: undefined, json: undefined };
  const json = parseJson(text);
  // Jansson takes an object or an array, and nothing else.
  if (typeof json !== "object" || json === null) throw new Refusal(400, "Error parsing request body");
  return { form: undefined, json };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The parameters of one request. Where one is given more than once, the query beats the form, JSON beats the query, and
 * among equals the last one wins.
 */
export class Parameters {
  readonly #operation: Operation;
  readonly #path: ReadonlyMap<string, string>;
  readonly #query: URLSearchParams;
  readonly #body: RequestBody;

  constructor(
    operation: Operation,
    sources: { path: ReadonlyMap<string, string>; query: URLSearchParams; body: RequestBody },
  ) {
    this.#operation = operation;
    this.#path = sources.path;
    this.#query = sources.query;
    this.#body = sources.body;
  }

  /** Throws a {@linkcode Refusal} when a list is too long. */
  check(): void {
    for (const { name, list } of this.#operation.parameters) {
      const text = list ? this.#text(name) : undefined;
      if (text !== undefined && splitList(text).length > maxListLength) {
        throw new Refusal(400, `Too many values for ${snakeCase(name)}`);
      }
    }
  }

  /** The whole JSON body, `undefined` when there is none. */
  get body(): unknown {
    return this.#body.json;
  }

  /** A parameter of the path. */
  path(name: string): string {
    return this.#path.get(name) ?? "";
  }

  /** A text, `undefined` when absent; JSON of another type counts as absent. */
  string(name: string): string | undefined {
    const value = this.json(name);
    if (value !== undefined) return typeof value === "string" ? value : undefined;
    return this.#text(name);
  }

  /** A whole number, `undefined` when absent; JSON of another type counts as 0, as does text without digits. */
  integer(name: string): number | undefined {
    const value = this.json(name);
    if (value !== undefined) return typeof value === "number" && Number.isInteger(value) ? value : 0;
    const text = this.#text(name);
    return text === undefined ? undefined : Number(/^\s*[-+]?\d+/.exec(text)?.[0] ?? 0);
  }

  /** Yes or no, `undefined` when absent; Asterisk knows several words for yes. */
  boolean(name: string): boolean | undefined {
    const value = this.json(name);
    if (value !== undefined) return value === true;
    const text = this.#text(name);
    return text === undefined ? undefined : /^(?:yes|true|y|t|1|on)$/i.test(text);
  }

  /** Several texts, none when absent. */
  list(name: string): string[] {
    const value = this.json(name);
    if (value !== undefined) {
      return (Array.isArray(value) ? value : [value]).map((item) => typeof item === "string" ? item : "");
    }
    const text = this.#text(name);
    return text === undefined ? [] : splitList(text);
  }

  /** Whether there is a JSON body. */
  get hasJson(): boolean {
    return this.#body.json !== undefined;
  }

  #text(name: string): string | undefined {
    return this.#query.getAll(name).at(-1) ?? this.#body.form?.getAll(name).at(-1);
  }

  /** The value in a JSON body, whatever it is; `undefined` when absent. */
  json(name: string): unknown {
    const { json } = this.#body;
    if (typeof json !== "object" || json === null || !Object.hasOwn(json, name)) return undefined;
    return Object.getOwnPropertyDescriptor(json, name)?.value;
  }
}

async function readText(request: Request): Promise<string | undefined> {
  if (request.body === null) return "";
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyLength) {
    await request.body.cancel();
    return undefined;
  }
  const bytes = await request.bytes();
  return bytes.length > maxBodyLength ? undefined : new TextDecoder().decode(bytes);
}

/** An empty text is one empty value. */
function splitList(text: string): string[] {
  return text === "" ? [""] : splitArguments(text, { limit: maxListLength + 1 });
}

/** The names in messages are those of Asterisk's C code. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

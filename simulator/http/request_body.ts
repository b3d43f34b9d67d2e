import type { ByteReader } from "./byte_reader.ts";
import type { HttpHeaders } from "./headers.ts";
import type { BodyResult } from "./http_request.ts";
import { maxLineLength } from "./http_settings.ts";

/** How much of a body that nobody wants is read at once, in bytes. */
const pieceLength = 16_384;

/** The body of one request that comes over a connection (`ast_http_get_contents`). */
export class RequestBody {
  readonly #reader: ByteReader;
  readonly #length: number | "chunked" | "malformed";
  #isRead = false;
  #isBroken = false;

  constructor(reader: ByteReader, headers: HttpHeaders) {
    this.#reader = reader;
    this.#length = lengthOf(headers);
  }

  /** Whether its length makes no sense. */
  get isMalformed(): boolean {
    return this.#length === "malformed";
  }

  /** Reads it, unless it is longer than `limit` bytes. */
  async read(limit: number): Promise<BodyResult> {
    if (this.#isRead || this.#length === 0) return { kind: "body", bytes: new Uint8Array() };
    this.#isRead = true;
    const result = this.#length === "chunked" ? await this.#readChunks(limit) : await this.#readPlain(limit);
    this.#isBroken = result.kind !== "body";
    return result;
  }

  /** Skips what nobody has read; gives `false` when nothing more can come after it. */
  async discard(): Promise<boolean> {
    if (typeof this.#length === "number" && !this.#isRead) return await this.#skip(this.#length);
    await this.read(Infinity);
    return !this.#isBroken;
  }

  async #skip(length: number): Promise<boolean> {
    for (let left = length; left > 0;) {
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      const bytes = await this.#reader.readBytes(Math.min(left, pieceLength));
      if (bytes === undefined) return false;
      left -= bytes.length;
    }
    return true;
  }

  async #readPlain(limit: number): Promise<BodyResult> {
    if (typeof this.#length !== "number" || this.#length > limit) return { kind: "too-long" };
    const bytes = await this.#reader.readBytes(this.#length);
    return bytes === undefined ? { kind: "broken" } : { kind: "body", bytes };
  }

  async #readChunks(limit: number): Promise<BodyResult> {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let total = 0;
    while (true) {
      // deno-lint-ignore no-await-in-loop -- Chunks come one after the other.
      const length = chunkLength((await this.#reader.readLine(maxLineLength))?.text ?? "");
      if (length === undefined) return { kind: "broken" };
      if (length === 0) break;
      total += length;
      if (total > limit) return { kind: "too-long" };
      // deno-lint-ignore no-await-in-loop -- Chunks come one after the other.
      const bytes = await this.#reader.readBytes(length + 2);
      if (bytes === undefined || bytes.at(-2) !== 13 || bytes.at(-1) !== 10) return { kind: "broken" };
      chunks.push(Uint8Array.from(bytes.subarray(0, length)));
    }
    if (!await this.#skipTrailers()) return { kind: "broken" };
    return { kind: "body", bytes: await new Blob(chunks).bytes() };
  }

  async #skipTrailers(): Promise<boolean> {
    while (true) {
      // deno-lint-ignore no-await-in-loop -- Lines come one after the other.
      const line = await this.#reader.readLine(maxLineLength);
      if (line === undefined) return false;
      if (line.text.trim() === "") return true;
    }
  }
}

function lengthOf(headers: HttpHeaders): number | "chunked" | "malformed" {
  if (headers.get("Transfer-Encoding")?.toLowerCase() === "chunked") return "chunked";
  const text = headers.get("Content-Length");
  if (text === undefined) return 0;
  const [number] = /^\s*[-+]?\d+/.exec(text) ?? [];
  return number === undefined || Number(number) < 0 ? "malformed" : Number(number);
}

/** The number before a carriage return or a semicolon; `undefined` when there is none. */
function chunkLength(line: string): number | undefined {
  const [, digits] = /^([0-9a-f]+)(?:;[^\r]*)?\r/i.exec(line) ?? [];
  return digits === undefined ? undefined : parseInt(digits, 16);
}

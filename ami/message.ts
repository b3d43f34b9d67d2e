import { isSecretName, redacted } from "../_internal/redaction.ts";
import { lowerCase, seek } from "./header_lines.ts";
import { headerNames } from "./generated/header_names.ts";
import { HeaderReader } from "./header_reader.ts";
import { type AmiMessageKind, type MessageHead, readHead } from "./message_head.ts";
import { detachText, readWireText } from "./wire_text.ts";

/** A message as plain data: headers by name, with a list of values where a name occurs more than once. */
export type AmiMessageData = Record<string, string | string[]>;

/** The members of a message that are headers begin with a capital, as Asterisk writes them; its own do not. */
export type AmiHeaderName = `${Capital}${string}`;
/** What the name of a header begins with. */
// deno-fmt-ignore
export type Capital =
  | "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "I" | "J" | "K" | "L" | "M"
  | "N" | "O" | "P" | "Q" | "R" | "S" | "T" | "U" | "V" | "W" | "X" | "Y" | "Z";

/** Under which name plain data has the lines that are no headers: no header is called so. */
const textName = "";

/**
 * One message of a manager connection, as received: a response, an event, or a fragment that is neither.
 *
 * Headers are looked for when they are asked for, by {@linkcode get} or as properties (`message.Channel`, `message["Cause-txt"]`), in
 * any case. Of one that occurs several times a property is the first value; {@linkcode getAll} gives all. What an object has for
 * other reasons (`constructor`, `then`, `toJSON`) are no such properties; {@linkcode get} finds headers that are called so.
 *
 * It prints, compares and serialises as the data that it holds. `structuredClone()` and `postMessage()` take {@linkcode snapshot},
 * not the message itself.
 *
 * Values are text in UTF-8. Bytes that are not UTF-8 are U+FFFD there, and as they came in {@linkcode getBytes}.
 *
 * ```ts
 * import { AmiDecoder } from "@asterism/asterisk/ami";
 *
 * const wire = "Event: Hangup\r\nChannel: PJSIP/alice-00000001\r\nCause: 16\r\nCause-txt: Normal Clearing\r\n\r\n";
 * for (const message of new AmiDecoder().push(new TextEncoder().encode(wire))) {
 *   console.log(message.kind, message.name, message.Channel, message["Cause-txt"], message.get("cause"));
 * }
 * ```
 */
export class AmiMessage {
  /** Headers, as Asterisk spells them. */
  readonly [header: AmiHeaderName]: string | undefined;

  // Not private, so that what compares two messages, as assertEquals() does, compares what they say.
  /** The message's bytes, as text with one character for each, without the blank line that ends it. */
  readonly wireText: string;

  readonly #head: MessageHead;
  #reader: HeaderReader | undefined;

  /** Makes a message of its bytes, given as text with one character for each, without the blank line that ends it. */
  constructor(wireText: string, head: MessageHead = readHead(wireText)) {
    this.wireText = wireText;
    this.#head = head;
  }

  /** What it is. */
  get kind(): AmiMessageKind {
    return this.#head.kind;
  }

  /** The event's name, or the response's first word (`Success`, `Error`, …); empty for a fragment. */
  get name(): string {
    return this.#head.name;
  }

  /** The value of a header, the first one if there are several. Its name may be in any case. */
  get(header: string): string | undefined {
    return this.#headers().first(seek(header));
  }

  /** All values of a header, in order. */
  getAll(header: string): string[] {
    return this.#headers().all(seek(header));
  }

  /** The bytes of a header's first value, for those that are not UTF-8. */
  getBytes(header: string): Uint8Array<ArrayBuffer> | undefined {
    return this.#headers().firstBytes(seek(header));
  }

  /** Whether there is such a header. */
  has(header: string): boolean {
    return this.#headers().has(seek(header));
  }

  /** Name and value of each header, in order. */
  *entries(): Generator<[name: string, value: string], undefined, undefined> {
    for (const line of this.#headers().lines()) if (line[0] !== textName) yield line;
  }

  /** The lines that are no headers, as they have no colon. */
  get textLines(): string[] {
    return [...this.#headers().lines()].filter(([name]) => name === textName).map(([, text]) => text);
  }

  /**
   * Lets go of the other messages that were read together with this one: V8 keeps them as long as a part of their text is kept. To be
   * called for messages that are stored without having been read; reading does it by itself.
   */
  detach(): this {
    this.#headers();
    return this;
  }

  /** A copy as plain data; lines that are no headers are a list under the empty name. */
  snapshot(): AmiMessageData {
    const spellings = new Map<string, string>();
    const values = new Map<string, string[]>();
    for (const [name, value] of this.entries()) {
      const key = lowerCase(name);
      const spelling = spellings.get(key) ?? name;
      spellings.set(key, spelling);
      values.getOrInsert(spelling, []).push(value);
    }
    const data = [...values].map(([name, [first = "", ...more]]) => [name, more.length > 0 ? [first, ...more] : first]);
    const { textLines } = this;
    return Object.fromEntries(textLines.length > 0 ? [...data, [textName, textLines]] : data);
  }

  /** What `JSON.stringify()` takes: the same as {@linkcode snapshot}. */
  toJSON(): AmiMessageData {
    return this.snapshot();
  }

  /** The text of the message, as sent but for bytes that are not UTF-8. */
  toString(): string {
    return readWireText(this.wireText);
  }

  #headers(): HeaderReader {
    if (this.#reader !== undefined) return this.#reader;
    setText(this, detachText(this.wireText));
    return this.#reader = new HeaderReader(this.wireText, this.#head);
  }

  static {
    for (const name of headerNames) {
      const sought = seek(name);
      const get = function (this: AmiMessage): string | undefined {
        return this.#headers().first(sought);
      };
      Object.defineProperty(this.prototype, name, { get, configurable: true });
    }
  }
}

function setText(message: { wireText: string }, text: string): void {
  message.wireText = text;
}

for (const name of ["Deno.customInspect", "nodejs.util.inspect.custom"]) {
  Object.defineProperty(AmiMessage.prototype, Symbol.for(name), { value: print });
}

/** Prints a message as plain data, without passwords and the like. */
function print(this: AmiMessage, _: unknown, options: Deno.InspectOptions): string {
  const shown = Object.entries(this.snapshot()).map(([name, value]) => [name, isSecretName(name) ? redacted : value]);
  return `AmiMessage ${Deno.inspect(Object.fromEntries(shown), options)}`;
}

/**
 * Stands behind the prototype, where all that is not found ends up: names that vendors and programs give to their headers are found
 * as properties, at no cost for those that are found before.
 */
Object.setPrototypeOf(
  AmiMessage.prototype,
  new Proxy(Object.prototype, {
    get(target, key, receiver): unknown {
      if (typeof key !== "string" || key in target || key === "then") return Reflect.get(target, key, receiver);
      return receiver instanceof AmiMessage ? receiver.get(key) : undefined;
    },
    set: () => false,
    defineProperty: () => false,
  }),
);

import { isAscii } from "node:buffer";
import { AmiProtocolError } from "./errors.ts";
import { followsLine, followsToOutput } from "./follows.ts";
import { AmiMessage } from "./message.ts";
import { type MessageHead, MessageHeads, readHead } from "./message_head.ts";
import { EndFinder, longestEnd, type MessageEnd, skipBlankLines } from "./message_end.ts";
import { toBytes, toWireText } from "./wire_text.ts";

/** Limits of an {@linkcode AmiDecoder}, and what it is to expect. */
export interface AmiDecoderOptions {
  /**
   * The longest message, in bytes; answers to commands and `GetConfig` can have megabytes.
   *
   * @default {67108864}
   */
  maxMessageBytes?: number;
  /**
   * The most lines of a message.
   *
   * @default {1000000}
   */
  maxLines?: number;
  /**
   * Whether `Response: Follows` begins an answer that ends with `--END COMMAND--`, as up to Asterisk 13 (AMI 2). Later servers never
   * send that of themselves, so that nobody can hide events behind such a line when this is `false`.
   *
   * @default {true}
   */
  follows?: boolean;
}

/**
 * Makes messages of a connection's bytes, however these are cut.
 *
 * Lines end in CR LF or LF, blank lines without a message count for nothing. A message is made without being read: what it says is
 * looked for when it is asked for. The banner, which is no message, must have been taken off before.
 *
 * ```ts
 * import { AmiDecoder } from "@asterism/asterisk/ami";
 *
 * const decoder = new AmiDecoder();
 * const [response] = decoder.push(new TextEncoder().encode("Response: Success\r\nPing: Pong\r\n\r\n"));
 * response?.get("Ping"); // "Pong"
 * ```
 */
export class AmiDecoder {
  readonly #maxMessageBytes: number;
  readonly #maxLines: number;
  readonly #follows: boolean;
  /** What has come of a message whose end has not. */
  #parts: string[] = [];
  #size = 0;
  /** Whether all that has come of it is ASCII. */
  #isAscii = true;
  readonly #asciiHeads = new MessageHeads({ isAscii: true });
  readonly #otherHeads = new MessageHeads({ isAscii: false });
  #failure: AmiProtocolError | undefined;

  /** Makes a decoder; a limit that is no whole number above 0 is refused with a RangeError. */
  constructor(options: AmiDecoderOptions = {}) {
    const { maxMessageBytes = 64 * 1024 * 1024, maxLines = 1_000_000, follows = true } = options;
    for (const [name, limit] of Object.entries({ maxMessageBytes, maxLines })) {
      if (Number.isInteger(limit) && limit > 0) continue;
      throw new RangeError(`Cannot make an AMI decoder as ${name} must be 1 or more: current value is ${limit}`);
    }
    this.#maxMessageBytes = maxMessageBytes;
    this.#maxLines = maxLines;
    this.#follows = follows;
  }

  /**
   * Takes what was read, and returns the messages that are now complete, in order.
   *
   * The bytes are not kept. A message beyond a limit is an {@linkcode AmiProtocolError}, thrown once all messages before it have been
   * returned, and from then on by every call: where the next message would begin is not known.
   */
  push(bytes: Uint8Array): AmiMessage[] {
    if (this.#failure !== undefined) throw this.#failure;
    const messages: AmiMessage[] = [];
    this.#take(bytes, messages);
    if (this.#failure !== undefined && messages.length === 0) throw this.#failure;
    return messages;
  }

  /**
   * Says that no more bytes will come. Returns those of a message whose end has not come, as when Asterisk cuts a connection, or
   * nothing.
   */
  end(): Uint8Array<ArrayBuffer> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    const rest = this.#parts.join("");
    this.#keep("");
    return rest === "" ? undefined : toBytes(rest);
  }

  #take(read: Uint8Array, messages: AmiMessage[]): void {
    let bytes = read;
    // What is short is searched again from its beginning.
    if (this.#size > 0 && this.#size <= longestEnd) {
      bytes = joined(toBytes(this.#parts.join("")), read);
      this.#keep("");
    }
    const text = toWireText(bytes);
    const finder = new EndFinder(bytes, text);
    this.#isAscii = (this.#size === 0 || this.#isAscii) && isAscii(bytes);
    const at = this.#size > 0 ? this.#finish(text, finder, messages) : skipBlankLines(text, 0);
    if (at !== undefined) this.#split({ bytes, text, finder }, at, messages);
  }

  /** All messages that end in a text, of which one begins at `start`. */
  #split(
    { bytes, text, finder }: { bytes: Uint8Array; text: string; finder: EndFinder },
    start: number,
    messages: AmiMessage[],
  ): void {
    this.#isAscii = isAscii(bytes);
    const heads = this.#isAscii ? this.#asciiHeads : this.#otherHeads;
    let at = start;
    while (at < text.length) {
      const follows = this.#isFollows(text, at);
      const found = follows ? finder.commandEnd(at) : finder.blankLine(at);
      if (found === undefined) break;
      const wireText = text.slice(at, found.end);
      if (!this.#fits(wireText)) return;
      messages.push(makeMessage(wireText, follows ? undefined : heads.find(bytes, text, at)));
      at = skipBlankLines(text, found.next);
    }
    this.#keep(text.slice(at));
  }

  /**
   * Looks for the end of the message whose beginning has come before; says where the next one begins, if it has come. What was searched
   * before is not searched again, so that the time stays in proportion to the bytes.
   */
  #finish(text: string, finder: EndFinder, messages: AmiMessage[]): number | undefined {
    const follows = this.#isFollows(this.#parts[0] ?? "", 0);
    const last = `${(this.#parts.at(-2) ?? "").slice(-longestEnd)}${this.#parts.at(-1) ?? ""}`.slice(-longestEnd);
    // The end may have come in two pieces, or be in this one.
    const seam = last + text.slice(0, longestEnd);
    const found = moved(findEnd(new EndFinder(toBytes(seam), seam), follows), -last.length) ?? findEnd(finder, follows);
    if (found === undefined) {
      this.#keepMore(text);
      return undefined;
    }
    const whole = this.#parts.join("") + text.slice(0, found.next);
    const wireText = whole.slice(0, this.#size + found.end);
    if (!this.#fits(wireText)) return undefined;
    messages.push(makeMessage(wireText, follows ? undefined : readHead(wireText, { isAscii: this.#isAscii })));
    this.#keep("");
    return skipBlankLines(text, found.next);
  }

  #isFollows(text: string, at: number): boolean {
    if (!this.#follows || !text.startsWith(followsLine, at)) return false;
    const after = text[at + followsLine.length];
    return after === "\r" || after === "\n";
  }

  /** Whether a message is within the limits; when it is not, that is the end. */
  #fits(wireText: string): boolean {
    if (wireText.length > this.#maxMessageBytes) return this.#fail("bytes", wireText.length, this.#maxMessageBytes);
    // Two bytes a line are the least, so that most messages need not be counted.
    if (wireText.length < 2 * this.#maxLines) return true;
    const lines = countLines(wireText);
    return lines <= this.#maxLines || this.#fail("lines", lines, this.#maxLines);
  }

  #keep(rest: string): void {
    this.#parts = rest === "" ? [] : [rest];
    this.#size = rest.length;
    this.#checkSize();
  }

  #keepMore(text: string): void {
    const last = this.#parts.at(-1) ?? "";
    // Bytes that come one by one are not kept one by one.
    if (this.#parts.length > 1 && last.length < shortPart) this.#parts[this.#parts.length - 1] = last + text;
    else this.#parts.push(text);
    this.#size += text.length;
    this.#checkSize();
  }

  #checkSize(): void {
    if (this.#size > this.#maxMessageBytes) this.#fail("bytes", this.#size, this.#maxMessageBytes);
  }

  #fail(unit: string, count: number, limit: number): false {
    this.#parts = [];
    this.#size = 0;
    this.#failure ??= new AmiProtocolError(`Cannot read an AMI message of ${count} ${unit}: the limit is ${limit}`);
    return false;
  }
}

/** Makes a message; one without a head is an answer of the old kind to a command. */
function makeMessage(wireText: string, head: MessageHead | undefined): AmiMessage {
  return head === undefined ? new AmiMessage(followsToOutput(wireText)) : new AmiMessage(wireText, head);
}

/** A part of a long message that is shorter is made longer, before there is another one. */
const shortPart = 256;

function findEnd(finder: EndFinder, follows: boolean): MessageEnd | undefined {
  return follows ? finder.commandEnd(0) : finder.blankLine(0);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function moved(found: MessageEnd | undefined, by: number): MessageEnd | undefined {
  return found === undefined ? undefined : { end: found.end + by, next: found.next + by };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

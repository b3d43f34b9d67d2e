import { AmiProtocolError } from "./errors.ts";
import { followsLine, followsToOutput } from "./follows.ts";
import { AmiMessage } from "./message.ts";
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
    this.#take(toWireText(bytes), messages);
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

  #take(read: string, messages: AmiMessage[]): void {
    let text = read;
    if (this.#size > 0) {
      // What is short, or no longer than what has come now, is searched again from its beginning: that takes no more than twice the
      // time, and finds what is cut anywhere. What is long is not, so that the time stays in proportion to the bytes.
      if (this.#size <= Math.max(text.length, longestEnd)) {
        text = this.#parts.join("") + text;
        this.#keep("");
      } else {
        const rest = this.#finishLong(text, messages);
        if (rest === undefined) return;
        text = rest;
      }
    }
    this.#split(text, messages);
  }

  /** All messages that end in a text that begins with one. */
  #split(text: string, messages: AmiMessage[]): void {
    const finder = new EndFinder(text);
    let at = skipBlankLines(text, 0);
    while (at < text.length) {
      const follows = this.#isFollows(text, at);
      const found = follows ? finder.commandEnd(at) : finder.blankLine(at);
      if (found === undefined) break;
      this.#add(text.slice(at, found.end), follows, messages);
      if (this.#failure !== undefined) return;
      at = skipBlankLines(text, found.next);
    }
    this.#keep(text.slice(at));
  }

  /** Looks for the end of a message of which much has come before; returns what follows it, if it has come. */
  #finishLong(text: string, messages: AmiMessage[]): string | undefined {
    const follows = this.#isFollows(this.#parts[0] ?? "", 0);
    const last = `${(this.#parts.at(-2) ?? "").slice(-longestEnd)}${this.#parts.at(-1) ?? ""}`.slice(-longestEnd);
    // The end may have come in two pieces, or be in this one.
    const found = findEnd(last + text.slice(0, longestEnd), follows) ?? moved(findEnd(text, follows), last.length);
    if (found === undefined) {
      this.#keepMore(text);
      return undefined;
    }
    const whole = this.#parts.join("") + text.slice(0, found.next - last.length);
    this.#add(whole.slice(0, this.#size - last.length + found.end), follows, messages);
    if (this.#failure !== undefined) return undefined;
    this.#keep("");
    return text.slice(found.next - last.length);
  }

  #isFollows(text: string, at: number): boolean {
    if (!this.#follows || !text.startsWith(followsLine, at)) return false;
    const after = text[at + followsLine.length];
    return after === "\r" || after === "\n";
  }

  #add(wireText: string, follows: boolean, messages: AmiMessage[]): void {
    if (wireText.length > this.#maxMessageBytes) return this.#fail("bytes", wireText.length, this.#maxMessageBytes);
    // Two bytes a line are the least, so that most messages need not be counted.
    if (wireText.length >= 2 * this.#maxLines) {
      const lines = countLines(wireText);
      if (lines > this.#maxLines) return this.#fail("lines", lines, this.#maxLines);
    }
    messages.push(new AmiMessage(follows ? followsToOutput(wireText) : wireText));
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

  #fail(unit: string, count: number, limit: number): void {
    this.#parts = [];
    this.#size = 0;
    this.#failure ??= new AmiProtocolError(`Cannot read an AMI message of ${count} ${unit}: the limit is ${limit}`);
  }
}

/** A part of a long message that is shorter is made longer, before there is another one. */
const shortPart = 256;

function findEnd(text: string, follows: boolean): MessageEnd | undefined {
  const finder = new EndFinder(text);
  return follows ? finder.commandEnd(0) : finder.blankLine(0);
}

function moved(found: MessageEnd | undefined, by: number): MessageEnd | undefined {
  return found === undefined ? undefined : { end: found.end + by, next: found.next + by };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

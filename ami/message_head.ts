import { lowerCase } from "./header_lines.ts";
import { detachText, readWireText } from "./wire_text.ts";

/** What a message is, which its first line alone tells: other lines of the same name are data. */
export type AmiMessageKind = "response" | "event" | "fragment";

/** What is known of a message before it is read. */
export interface MessageHead {
  /** What it is. */
  readonly kind: AmiMessageKind;
  /** The event's name, or the response's first word; empty for a fragment. */
  readonly name: string;
  /** Whether the message is known to be ASCII. */
  readonly isAscii: boolean;
}

/** The longest first line that is kept, and how many are at most. */
const longestLine = 64;
const slots = 512;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Reads the first line of a message, given as text with one character a byte. */
export function readHead(wireText: string, { isAscii = false }: { isAscii?: boolean } = {}): MessageHead {
  const feed = wireText.indexOf("\n");
  const line = (feed < 0 ? wireText : wireText.slice(0, feed)).replace(/\r$/, "");
  const colon = line.indexOf(":");
  const header = lowerCase(line.slice(0, Math.max(colon, 0)));
  if (header !== "event" && header !== "response") return { kind: "fragment", name: "", isAscii };
  return { kind: header, name: readWireText(line.slice(colon + 1).replace(/^ /, "")), isAscii };
}

/**
 * Knows first lines that came lately: there are few of them, and finding one costs less than reading it again. What a stranger sends
 * takes the place of others, so that there are never more.
 */
export class MessageHeads {
  readonly #isAscii: boolean;
  readonly #lines: string[] = Array(slots).fill("");
  readonly #heads: MessageHead[];

  /** Makes one for messages that are, or may not be, ASCII. */
  constructor({ isAscii }: { isAscii: boolean }) {
    this.#isAscii = isAscii;
    this.#heads = Array(slots).fill(readHead("", { isAscii }));
  }

  /** The head of the message that begins at `start`, in bytes and in text with one character for each. */
  find(bytes: Uint8Array, text: string, start: number): MessageHead {
    const last = Math.min(start + longestLine, bytes.length);
    let hash = 0;
    let end = start;
    for (; end < last; end++) {
      const byte = bytes[end] ?? 0;
      if (byte === lineFeed) break;
      hash = Math.imul(hash, 31) + byte | 0;
    }
    if (end === last) return readHead(text.slice(start), { isAscii: this.#isAscii });
    if (bytes[end - 1] === carriageReturn) end--;
    const slot = hash & (slots - 1);
    const line = this.#lines[slot] ?? "";
    const kept = this.#heads[slot];
    if (kept !== undefined && line.length === end - start && text.startsWith(line, start)) return kept;
    const found = detachText(text.slice(start, end));
    const head = readHead(found, { isAscii: this.#isAscii });
    this.#lines[slot] = found;
    this.#heads[slot] = head;
    return head;
  }
}

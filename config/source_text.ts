/**
 * The bytes of a file, and a string of the same length to search in: one character for each byte. In ASCII it is the text
 * itself; elsewhere a byte from 0x80 on is one character above U+007F, whichever, so that offsets always agree.
 */
export class SourceText {
  /** The file, as it is. */
  readonly bytes: Uint8Array;
  /** One character for each byte. */
  readonly units: string;
  /** Whether every byte is below 0x80. */
  readonly isAscii: boolean;

  /** Takes text, which becomes UTF-8, or bytes, which are not copied: they must not change afterwards. */
  constructor(content: string | Uint8Array) {
    const bytes = typeof content === "string" ? encodeText(content) : content;
    const text = typeof content === "string" ? content : decoder.decode(bytes);
    // A lone byte that is no UTF-8 becomes one U+FFFD, and only then can the lengths agree in what is not ASCII.
    const isAscii = text.length === bytes.length && !text.includes("\uFFFD");
    this.bytes = bytes;
    this.isAscii = isAscii;
    this.units = isAscii ? text : singleByteDecoder.decode(bytes);
  }

  /** The text between two offsets. */
  slice(start: number, end: number): string {
    if (this.isAscii || isAscii(this.units, start, end)) return this.units.slice(start, end);
    return decodeText(this.bytes.subarray(start, end));
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
// WHATWG's "latin1" has a character for every byte, and none for two.
const singleByteDecoder = new TextDecoder("latin1");

/**
 * Decodes UTF-8. A byte that is none becomes U+DC80 to U+DCFF, as Python's "surrogateescape" has it, so that nothing is lost:
 * {@linkcode encodeText} gives the byte again.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    let text = "";
    for (let at = 0; at < bytes.length;) {
      const length = sequenceLength(bytes, at);
      text += length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : strictDecoder.decode(bytes.subarray(at, at + length));
      at += Math.max(length, 1);
    }
    return text;
  }
}

/** Encodes text as UTF-8, and U+DC80 to U+DCFF as the bytes that they stand for. */
export function encodeText(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const pieces = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xdc80 && code <= 0xdcff ? Uint8Array.of(code - 0xdc00) : encoder.encode(character);
  });
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The length of the character that starts at an offset, or 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length ? length : 0;
}

/** Whether bytes are UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isAscii(units: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (units.charCodeAt(at) > 0x7f) return false;
  }
  return true;
}

/** Lower case as C's strcasecmp sees it: ASCII only. */
export function foldCase(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x41 && code <= 0x5a) return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  return text;
}

/** The text from the first character on that is no blank to Asterisk. */
export function skipBlanks(text: string): string {
  let start = 0;
  while (start < text.length && text.charCodeAt(start) <= 32) start++;
  return text.slice(start);
}

/** Trims Asterisk's blanks, which are the bytes 1 to 32 and nothing else: `String.prototype.trim` takes too much. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

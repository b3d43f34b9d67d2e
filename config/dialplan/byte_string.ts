/**
 * Strings with one character for each byte, as Asterisk counts, cuts and compares: `${UTF:1}` may begin in the middle of a
 * character. On the way back such a lone byte becomes U+DC80 to U+DCFF, as Python's "surrogateescape" has it, so that
 * nothing is lost: encoding it again gives the byte.
 */

/** The UTF-8 bytes of a text, one character each. Text in ASCII is returned as it is. */
export function encodeBytes(text: string): string {
  if (isAscii(text)) return text;
  let bytes = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += character;
    else if (code >= 0xdc80 && code <= 0xdcff) bytes += String.fromCharCode(code - 0xdc00);
    else for (const byte of encoder.encode(character)) bytes += String.fromCharCode(byte);
  }
  return bytes;
}

/** The text of these bytes. */
export function decodeBytes(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const sequence = sequenceAt(bytes, at);
    if (sequence === undefined) {
      const byte = bytes.charCodeAt(at);
      text += byte < 0x80 ? bytes[at] : String.fromCharCode(0xdc00 + (byte & 0xff));
      at++;
    } else {
      text += decoder.decode(Uint8Array.from(sequence, (byte) => byte.charCodeAt(0)));
      at += sequence.length;
    }
  }
  return text;
}

/** For each byte of a text, and for its end, the place of its character in the text. */
export function byteOffsets(text: string): (byte: number) => number {
  if (isAscii(text)) return (byte) => byte;
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    for (let count = encodeBytes(character).length; count > 0; count--) offsets.push(offset);
    offset += character.length;
  }
  return (byte) => offsets[byte] ?? offset;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function isAscii(text: string): boolean {
  // deno-lint-ignore no-control-regex -- ASCII begins with the control characters.
  return /^[\x00-\x7f]*$/.test(text);
}

/** A whole, valid UTF-8 sequence of more than one byte. */
const sequence =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/y;

function sequenceAt(bytes: string, at: number): string | undefined {
  sequence.lastIndex = at;
  return sequence.exec(bytes)?.[0];
}

import { readHeader, usesCrLf } from "../header_lines.ts";
import type { AmiMessage } from "../message.ts";
import { toBytes } from "../wire_text.ts";

/**
 * Name and value of each header of a message, in order, with nothing lost: a byte that is not UTF-8 is U+DC80 to U+DCFF, as `config/` has it.
 * Lines that are no headers have no name.
 */
export function* losslessHeaders(message: AmiMessage): Generator<[name: string, value: string], undefined, undefined> {
  const text = message.wireText;
  const crLf = usesCrLf(text);
  for (let at = text === "" ? -1 : 0; at >= 0;) {
    const { name, valueStart, valueEnd, next } = readHeader(text, at, crLf);
    yield [decode(name), decode(text.slice(valueStart, valueEnd))];
    at = next;
  }
}

const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

function decode(wireText: string): string {
  if (!/[\u0080-\u00ff]/.test(wireText)) return wireText;
  const bytes = toBytes(wireText);
  try {
    return strict.decode(bytes);
  } catch {
    let text = "";
    for (let at = 0; at < bytes.length;) {
      const length = characterLength(bytes, at);
      text += length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : strict.decode(bytes.subarray(at, at + length));
      at += Math.max(length, 1);
    }
    return text;
  }
}

/** The length of the character that begins here; 0 where none does. */
function characterLength(bytes: Uint8Array<ArrayBuffer>, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    try {
      strict.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // It may have more bytes.
    }
  }
  return 0;
}

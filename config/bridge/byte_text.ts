import { decodeText, encodeText } from "../source_text.ts";

/** Text with one character for each byte. */
export function toByteText(text: string | Uint8Array): string {
  const bytes = typeof text === "string" ? encodeText(text) : text;
  let result = "";
  for (let at = 0; at < bytes.length; at += 8192) result += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return result;
}

/** The bytes of text with one character for each. */
export function fromByteText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** The text that bytes with one character for each stand for. */
export function readByteText(text: string): string {
  return decodeText(fromByteText(text));
}

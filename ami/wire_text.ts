import { Buffer } from "node:buffer";

// A connection's bytes are kept as text with one character for each byte (as in Latin-1): that is made quickly, takes as much memory
// as the bytes do, is searched by V8's own means, and loses nothing. It becomes text of UTF-8 where somebody reads it.

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
const beyondAscii = /[\u0080-\u00ff]/;

/** Bytes as wire text: one character for each of them. */
export function toWireText(bytes: Uint8Array): string {
  // TextDecoder's "latin1" is windows-1252, which needs two bytes for some characters and is six times as slow.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** The bytes that wire text stands for. */
export function toBytes(wireText: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(wireText.length);
  for (let at = 0; at < wireText.length; at++) bytes[at] = wireText.charCodeAt(at);
  return bytes;
}

/** What wire text says, read as UTF-8; a byte that is none of it becomes U+FFFD. */
export function readWireText(wireText: string): string {
  return beyondAscii.test(wireText) ? utf8.decode(toBytes(wireText)) : wireText;
}

/** Text as UTF-8 in wire text. */
export function writeWireText(text: string): string {
  // deno-lint-ignore no-control-regex -- All of ASCII is meant.
  return /^[\x00-\x7f]*$/.test(text) ? text : toWireText(encoder.encode(text));
}

/** A copy that keeps nothing else alive, as V8 lets a part of a text refer to the whole. */
export function detachText(text: string): string {
  return ` ${text}`.slice(1);
}

import { AmiDecoder, type AmiDecoderOptions } from "../../ami/decoder.ts";
import type { AmiMessage } from "../../ami/message.ts";
import { toBytes } from "../../ami/wire_text.ts";

/** Text as bytes: UTF-8 by itself; as in Latin-1 (`latin1`) for texts that hold one character for each byte. */
export function bytes(text: string, { latin1 = false }: { latin1?: boolean } = {}): Uint8Array<ArrayBuffer> {
  return latin1 ? toBytes(text) : new TextEncoder().encode(text);
}

/** The messages in bytes, which come at once or cut at these places, and what is left of one that has not ended. */
export function decode(
  wire: Uint8Array,
  { cuts = [], ...options }: AmiDecoderOptions & { cuts?: readonly number[] } = {},
): { messages: AmiMessage[]; rest: Uint8Array | undefined } {
  const decoder = new AmiDecoder(options);
  const messages: AmiMessage[] = [];
  let start = 0;
  for (const cut of [...cuts, wire.length]) {
    messages.push(...decoder.push(wire.subarray(start, cut)));
    start = cut;
  }
  return { messages, rest: decoder.end() };
}

/** The only message in a text; throws when there is another number of them. */
export function decodeOne(text: string, options: AmiDecoderOptions = {}): AmiMessage {
  const { messages: [message, ...others] } = decode(bytes(text), options);
  if (message === undefined || others.length > 0) {
    throw new Error(`Cannot decode one message: there are others in ${text}`);
  }
  return message;
}

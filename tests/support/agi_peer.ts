/** Asterisk's end of an AGI call, of which a test says each line. */
import { assertEquals } from "@std/assert";
import { AgiCall } from "../../agi/call.ts";
import { openStreamLink, type StreamLink, type StreamLinkOptions } from "../../agi/stream_link.ts";
import type { Connection } from "../../_internal/transport.ts";
import { memoryPipe } from "./memory_pipe.ts";

/** The lines that a call begins with, for variables besides the usual ones. */
export function agiBlock(variables: Readonly<Record<string, string>> = {}): string {
  const all = {
    agi_network: "yes",
    agi_network_script: "ask",
    agi_request: "agi://127.0.0.1/ask",
    agi_channel: "PJSIP/alice-00000001",
    agi_uniqueid: "1700000000.1",
    agi_version: "22.10.1",
    agi_enhanced: "0.0",
    ...variables,
  };
  return `${Object.entries(all).map(([name, value]) => `${name}: ${value}\n`).join("")}\n`;
}

/** Asterisk's end. */
export class AgiPeer implements Disposable {
  readonly #connection: Connection;
  #text = "";

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Writes text as it is. */
  async send(text: string): Promise<void> {
    await this.#connection.write(new TextEncoder().encode(text));
  }

  /** The next line of a command, or nothing when the program has closed. */
  async next(): Promise<string | undefined> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const end = this.#text.indexOf("\n");
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      const count = await this.#connection.read(buffer);
      if (count === null) return undefined;
      this.#text += new TextDecoder().decode(buffer.subarray(0, count));
    }
  }

  /** Takes the next line, which must be this one, and answers it. */
  async answer(line: string, text: string): Promise<void> {
    assertEquals(await this.next(), line);
    await this.send(text);
  }

  /** Closes the connection. */
  close(): void {
    this.#connection.close();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/** A call and Asterisk's end of it. */
export interface AgiBench {
  readonly call: AgiCall;
  readonly link: StreamLink;
  readonly peer: AgiPeer;
}

/** Has a call whose Asterisk is the test. */
export async function withCall(
  run: (bench: AgiBench) => Promise<void>,
  options: StreamLinkOptions & { variables?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const [ours, theirs] = memoryPipe();
  using peer = new AgiPeer(theirs);
  const opening = openStreamLink(ours, options);
  await peer.send(agiBlock(options.variables));
  const link = await opening;
  if (link === undefined) throw new Error("Cannot have a call: the link was not opened");
  await run({ call: new AgiCall(link), link, peer });
  await link.close();
}

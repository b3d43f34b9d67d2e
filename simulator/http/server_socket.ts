import { createHash } from "node:crypto";
import type { Clock } from "../../_internal/clock.ts";
import type { Connection } from "../../_internal/transport.ts";
import type { ByteReader } from "./byte_reader.ts";
import { FrameSocket } from "./frame_socket.ts";
import type { HttpHeaders } from "./headers.ts";

/** What {@linkcode acceptSocket} needs. */
export interface ServerSocketOptions {
  /** Whose time limits the writing. */
  readonly clock: Clock;
  /** The headers that asked for a WebSocket. */
  readonly headers: HttpHeaders;
  /** The subprotocol, as it is told to the client; none by default. */
  readonly protocol?: string;
  /** How long a client may refuse to read before it is cut off, in milliseconds. */
  readonly writeTimeLimit: number;
}

/** Turns a request into a WebSocket, of which this is the server's end. */
export function acceptSocket(connection: Connection, reader: ByteReader, options: ServerSocketOptions): FrameSocket {
  const { headers, protocol, ...rest } = options;
  const [upgrade = "", key = ""] = ["Upgrade", "Sec-WebSocket-Key"].map((name) => headers.getAll(name).at(-1));
  const greeting = [
    "HTTP/1.1 101 Switching Protocols",
    `Upgrade: ${upgrade}`,
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${acceptKey(key)}`,
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    "\r\n",
  ].join("\r\n");
  return new FrameSocket(connection, reader, { ...rest, protocol: protocol?.trim() ?? "", greeting });
}

/** What a server makes of a client's key, to show that it speaks the protocol. */
export function acceptKey(key: string): string {
  return createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
}

import type { Clock } from "../../_internal/clock.ts";
import type { Transport } from "../../_internal/transport.ts";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { closableTwice } from "./closable_connection.ts";
import { FrameSocket } from "./frame_socket.ts";
import { maxLineLength } from "./http_settings.ts";
import { acceptKey } from "./server_socket.ts";

/** Where a WebSocket leads, and what the client says of itself. */
export interface ClientSocketOptions {
  /** `ws://host:port/path?query`. */
  readonly uri: string;
  /** The subprotocols that it offers, with commas; an empty string for none. */
  readonly protocols: string;
  /** Who it is, as `user:password`; an empty string for nobody. */
  readonly credentials: string;
  /** The way there. */
  readonly connect: Transport["connect"];
  /** How long the connection may take, in milliseconds. */
  readonly connectTimeLimit: number;
  /** Whose time limits the connection. */
  readonly clock: Clock;
  /** Whose time limits the writing. */
  readonly writeClock: Clock;
  /** How long the server may refuse to read before it is cut off, in milliseconds. */
  readonly writeTimeLimit: number;
  /** Where the key and the masks come from. */
  readonly random: () => number;
  /** Gives the opening up. */
  readonly signal: AbortSignal;
}

/**
 * Opens a WebSocket as Asterisk does (`websocket_client_handshake`), of which this is the client's end; it is to be
 * {@linkcode FrameSocket.run | run}. Rejects with an `Error` that says what is wrong with the server.
 */
export async function connectSocket(options: ClientSocketOptions): Promise<FrameSocket> {
  const { clock, writeClock, writeTimeLimit, random, protocols, signal } = options;
  const address = parseUri(options.uri);
  const connection = closableTwice(await connectInTime(address, options));
  const abort = () => connection.close();
  signal.addEventListener("abort", abort);
  try {
    signal.throwIfAborted();
    const reader = new ByteReader(connection, clock);
    const writer = new ByteWriter(connection, { clock: writeClock, onFailure: () => connection.close() });
    const key = btoa(Array.from({ length: 16 }, () => String.fromCharCode(Math.floor(random() * 256))).join(""));
    writer.write(new TextEncoder().encode(handshake(address, key, options)));
    await writer.flush();
    const protocol = await readAnswer(reader, { key, protocols });
    return new FrameSocket(connection, reader, { clock: writeClock, writeTimeLimit, protocol, maskRandom: random });
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

interface Address {
  readonly hostname: string;
  readonly port: number;
  /** Path and query, with a slash before them. */
  readonly target: string;
  readonly userInfo: string;
}

/** Reads a URI. Throws a `SyntaxError` for one that is not understood. */
export function parseUri(uri: string): Address {
  const [, userInfo = "", hostname, port = "80", target = ""] =
    /^ws:\/\/(?:([^/@]*)@)?(\[[^\]]*\]|[^/:?]+)(?::(\d+))?(?:\/)?(.*)$/i.exec(uri) ?? [];
  if (hostname === undefined) {
    throw new SyntaxError(`Cannot read the URI "${uri}" of a WebSocket: write ws://host:port/path`);
  }
  return { hostname, port: Number(port), target: `/${target}`, userInfo };
}

async function connectInTime(
  { hostname, port }: Address,
  options: ClientSocketOptions,
): ReturnType<Transport["connect"]> {
  const { connect, connectTimeLimit, clock, signal } = options;
  const controller = new AbortController();
  const late = new Error(`Cannot connect to ${hostname}:${port} in ${connectTimeLimit} ms`);
  using _limit = clock.schedule(connectTimeLimit, () => controller.abort(late));
  return await connect({
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port,
    signal: AbortSignal.any([signal, controller.signal]),
  });
}

function handshake({ hostname, port, target, userInfo }: Address, key: string, options: ClientSocketOptions): string {
  const credentials = userInfo || options.credentials;
  return [
    `GET ${target} HTTP/1.1`,
    "Sec-WebSocket-Version: 13",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Host: ${hostname}:${port}`,
    ...(credentials === "" ? [] : [`Authorization: Basic ${encodeBase64(credentials)}`]),
    ...(options.protocols === "" ? [] : [`Sec-WebSocket-Protocol: ${options.protocols}`]),
    `Sec-WebSocket-Key: ${key}`,
    "\r\n",
  ].join("\r\n");
}

/** Reads what the server says, and gives the subprotocol that it has chosen. */
async function readAnswer(reader: ByteReader, { key, protocols }: { key: string; protocols: string }): Promise<string> {
  const status = (await reader.readLine(maxLineLength))?.text ?? "";
  if (!/^HTTP\/1\.1 +101\b/.test(status)) {
    throw new Error(`Cannot open a WebSocket: the server said "${status.trim()}"`);
  }
  const headers = new Map<string, string>();
  while (true) {
    // deno-lint-ignore no-await-in-loop -- Lines come one after the other.
    const line = (await reader.readLine(maxLineLength))?.text.trim() ?? "";
    if (line === "") break;
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  const expected = [["upgrade", "websocket"], ["connection", "upgrade"], [
    "sec-websocket-accept",
    acceptKey(key),
  ]] as const;
  for (const [name, value] of expected) {
    const given = headers.get(name);
    if (given?.toLowerCase() !== value.toLowerCase()) {
      throw new Error(
        `Cannot open a WebSocket: the server said "${name}: ${given ?? ""}", where "${value}" is expected`,
      );
    }
  }
  const protocol = headers.get("sec-websocket-protocol") ?? "";
  if (!protocols.toLowerCase().includes(protocol.toLowerCase())) {
    throw new Error(`Cannot open a WebSocket: the server chose the protocol "${protocol}", which was not offered`);
  }
  if (headers.has("sec-websocket-extensions")) throw new Error("Cannot open a WebSocket: the server wants extensions");
  return protocol;
}

function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

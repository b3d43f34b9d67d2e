/**
 * What looks like Asterisk to a client and costs next to nothing: bytes that are ready, over plain connections, in a process of its own
 * until standard input ends. It answers requests, over HTTP and over the WebSocket, and `POST /ari/flood?count=N` sends N events.
 */
import { createHash } from "node:crypto";
import { AsteriskRelease } from "../../simulator/asterisk_release.ts";
import { apiDocument } from "../../simulator/fronts/ari/api_docs.ts";
import { ApiRelease } from "../../simulator/fronts/ari/api_release.ts";
import { floodFrames, floodLength } from "./ari_flood_events.ts";

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const host = `127.0.0.1:${listener.addr.port}`;
const api = new ApiRelease(new AsteriskRelease());
const flood = floodFrames();
const sockets = new Set<Deno.Conn>();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const ping = '{"ping":"pong","timestamp":"2026-11-22T01:25:29.615+0000","asterisk_id":"02:fc:00:00:00:01"}';
const info = '{"system":{"version":"22.10.1","entity_id":"02:fc:00:00:00:01"}}';
const pingBytes = encoder.encode(http(ping));

const [responseHead, responseTail] = JSON.stringify({
  type: "RESTResponse",
  transaction_id: "",
  request_id: "?",
  status_code: 200,
  reason_phrase: "OK",
  uri: "asterisk/ping",
  content_type: "application/json",
  message_body: ping,
  application: "flood",
  timestamp: "2026-11-22T01:25:29.615+0000",
  asterisk_id: "02:fc:00:00:00:01",
}).split("?");

console.log(JSON.stringify({ url: `http://${host}` }));
Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => Deno.exit());
for await (const connection of listener) serve(connection).catch(() => {}).finally(() => sockets.delete(connection));

async function serve(connection: Deno.TcpConn): Promise<void> {
  connection.setNoDelay();
  const buffer = new Uint8Array(65_536);
  let text = "";
  for (let read = await connection.read(buffer); read !== null; read = await connection.read(buffer)) {
    text += decoder.decode(buffer.subarray(0, read));
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
      const head = text.slice(0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + length) break;
      text = text.slice(end + 4 + length);
      const key = /sec-websocket-key: (\S+)/i.exec(head)?.[1];
      if (key !== undefined) return await serveSocket(connection, key);
      await write(connection, answer(head));
    }
  }
}

function answer(head: string): Uint8Array {
  const [method, target = ""] = head.split(" ", 2);
  if (method === "POST" && target.startsWith("/ari/flood")) {
    const count = Number(target.split("count=")[1]);
    for (const socket of sockets) sendFlood(socket, count).catch(() => {});
    return encoder.encode(http(undefined));
  }
  const { pathname } = new URL(target, "http://x");
  if (pathname.startsWith("/ari/api-docs/")) {
    return encoder.encode(http(JSON.stringify(apiDocument(pathname.slice("/ari/api-docs/".length), { api, host }))));
  }
  return pathname === "/ari/asterisk/info" ? encoder.encode(http(info)) : pingBytes;
}

async function sendFlood(connection: Deno.Conn, count: number): Promise<void> {
  for (let left = count; left > 0; left -= floodLength) await write(connection, flood);
}

async function serveSocket(connection: Deno.TcpConn, key: string): Promise<void> {
  const accept = createHash("sha1").update(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest("base64");
  await write(
    connection,
    encoder.encode(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    ),
  );
  sockets.add(connection);
  const buffer = new Uint8Array(262_144);
  const answers = new Uint8Array(262_144);
  let filled = 0;
  for (let read = await connection.read(buffer); read !== null; read = await connection.read(buffer.subarray(filled))) {
    filled += read;
    let at = 0;
    let answered = 0;
    for (let end = frameEnd(buffer, at, filled); end > 0; end = frameEnd(buffer, at, filled)) {
      if (((buffer[at] ?? 0) & 15) === 8) {
        await write(connection, new Uint8Array([0x88, 2, 3, 0xe8]));
        return connection.close();
      }
      const response = responseTo(unmasked(buffer, at, end));
      answers.set([0x81, 126, response.length >> 8, response.length & 255], answered);
      answered += 4 + encoder.encodeInto(response, answers.subarray(answered + 4)).written;
      at = end;
    }
    buffer.copyWithin(0, at, filled);
    filled -= at;
    if (answered > 0) await write(connection, answers.subarray(0, answered));
  }
}

/** Where the masked frame that begins at `at` ends, or 0 when not all of it is there. */
function frameEnd(bytes: Uint8Array, at: number, filled: number): number {
  const short = (bytes[at + 1] ?? 0) & 127;
  const end = short === 126 ? at + 8 + ((bytes[at + 2] ?? 0) << 8 | (bytes[at + 3] ?? 0)) : at + 6 + short;
  return filled >= at + 6 && filled >= end ? end : 0;
}

function unmasked(bytes: Uint8Array, at: number, end: number): string {
  const start = at + (((bytes[at + 1] ?? 0) & 127) === 126 ? 8 : 6);
  for (let i = start; i < end; i++) bytes[i] = (bytes[i] ?? 0) ^ (bytes[start - 4 + (i - start & 3)] ?? 0);
  return decoder.decode(bytes.subarray(start, end));
}

function responseTo(text: string): string {
  const at = text.indexOf('"request_id":"') + 14;
  return responseHead + text.slice(at, text.indexOf('"', at)) + responseTail;
}

function http(body: string | undefined): string {
  const head =
    "Server: Asterisk/22.10.1\r\nDate: Sun, 22 Nov 2026 01:25:29 GMT\r\nCache-Control: no-cache, no-store\r\n";
  if (body === undefined) return `HTTP/1.1 204 No Content\r\n${head}\r\n`;
  return `HTTP/1.1 200 OK\r\n${head}Content-type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

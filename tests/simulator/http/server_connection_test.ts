import { assertEquals } from "@std/assert";
import type { WebSocketLike } from "../../../_internal/transport.ts";
import type { HttpAnswer, HttpHandler } from "../../../simulator/http/http_request.ts";
import { defaultHttpSettings, type HttpSettings } from "../../../simulator/http/http_settings.ts";
import { serveConnection } from "../../../simulator/http/server_connection.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function answer(text: string, closes = false): HttpAnswer {
  return { kind: "responses", responses: [new Response(text, { status: 200, statusText: "OK" })], closes };
}

function serve(options: { handle?: HttpHandler; settings?: Partial<HttpSettings> } = {}) {
  const { handle = ({ method, target }) => Promise.resolve(answer(`${method} ${target}`)), settings = {} } = options;
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  const served = serveConnection(connection, {
    handle,
    clock,
    settings: { ...defaultHttpSettings, ...settings },
    remoteAddress: "127.0.0.1",
    now: () => 0,
    writeTimeLimit: 100,
  });
  /** The first line and the last one of each response. */
  const said = () =>
    connection.text.split(/(?=HTTP\/1\.1 )/).map((response) => {
      return [response.split("\r\n")[0]?.slice(9), /\r\n\r\n([^]*)$/.exec(response)?.[1]?.split("\r\n")[0]];
    });
  return { connection, clock, served, said };
}

Deno.test("serveConnection() answers requests in their order, until the client wants to close", async () => {
  const { connection, served, said } = serve();

  connection.give("GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyz");
  connection.give("GET /c HTTP/1.1\r\nConnection: Close\r\n\r\nGET /d HTTP/1.1\r\n\r\n");
  await served;

  assertEquals(said(), [["200 OK", "GET /a"], ["200 OK", "POST /b"], ["200 OK", "GET /c"]]);
  assertEquals([connection.text.match(/Connection: close/g)?.length, connection.isClosed], [1, true]);
});

Deno.test("serveConnection() closes when the front says so, and when a body breaks off", async () => {
  const closing = serve({ handle: () => Promise.resolve(answer("x", true)) });
  closing.connection.give("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
  await closing.served;
  const broken = serve();
  broken.connection.give("GET /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nx");
  broken.connection.end();
  await broken.served;

  assertEquals([closing.said(), broken.said()], [[["200 OK", "x"]], [["200 OK", "GET /a"]]]);
});

Deno.test("serveConnection() closes after one request when connections are not kept alive", async () => {
  const { connection, served, said } = serve({ settings: { sessionKeepAlive: 0 } });

  connection.give("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
  await served;

  assertEquals(said(), [["200 OK", "GET /a"]]);
});

Deno.test("serveConnection() refuses what it can not read with a page, and closes", async () => {
  for (
    const [request, status] of [
      ["GET\r\n", "400 Bad Request"],
      ["GET /a HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400 Bad Request"],
      ["GET /a HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n", "501 Unimplemented"],
    ] as const
  ) {
    const { connection, served, said } = serve();
    connection.give(request);
    // deno-lint-ignore no-await-in-loop -- One connection after the other.
    await served;
    assertEquals(said(), [[status, '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">']]);
  }
});

Deno.test("serveConnection() leaves a silent client without a word, after 10 s at first and then after its time", async () => {
  const silent = serve({ settings: { sessionKeepAlive: 3_000 } });
  await silent.clock.tick(9_999);
  const isOpen = !silent.connection.isClosed;
  await silent.clock.tick(1);
  await silent.served;
  const used = serve({ settings: { sessionKeepAlive: 3_000 } });
  used.connection.give("GET /a HTTP/1.1\r\n\r\n");
  await used.clock.tick(3_000);
  await used.served;

  assertEquals([isOpen, silent.connection.text], [true, ""]);
  assertEquals(used.said(), [["200 OK", "GET /a"]]);
});

Deno.test("serveConnection() says Timeout to a client that falls silent within a request", async () => {
  const { connection, clock, served, said } = serve({ settings: { sessionInactivity: 2_000 } });

  connection.give("GET /a HTTP/1.1\r\nHo");
  await clock.tick(2_000);
  await served;

  assertEquals(said()[0]?.[0], "400 Bad Request");
  assertEquals(connection.text.includes("<p>Timeout</p>"), true);
});

Deno.test("serveConnection() turns a request into a WebSocket, which has the rest of the connection", async () => {
  const opened = Promise.withResolvers<WebSocketLike>();
  const { connection, served } = serve({
    handle: (_, upgrade) => {
      opened.resolve(upgrade({ protocol: " ari" }));
      return Promise.resolve({ kind: "upgraded" });
    },
  });

  connection.give("GET /a HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  connection.give(Uint8Array.of(0x88, 0));
  const socket = await opened.promise;
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener("close", (event) => event instanceof CloseEvent && resolve(event.code));
  });
  await served;

  assertEquals([socket.protocol, await closed], ["ari", 1005]);
  assertEquals(connection.text.split("\r\n").slice(0, 5), [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    "Sec-WebSocket-Protocol:  ari",
  ]);
  assertEquals(connection.raw.endsWith("\r\n\r\n\x88\x02\x03\xe8"), true);
});

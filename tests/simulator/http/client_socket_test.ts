import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { setImmediate } from "node:timers";
import { type ClientSocketOptions, connectSocket, parseUri } from "../../../simulator/http/client_socket.ts";
import { encodeFrame, opcodes } from "../../../simulator/http/frames.ts";
import { acceptKey } from "../../../simulator/http/server_socket.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

const key = btoa("\x80".repeat(16));
const accepted = [
  "HTTP/1.1 101 Fine",
  "upgrade: WebSocket",
  "Connection: upgrade",
  `Sec-WebSocket-Accept: ${acceptKey(key)}`,
  "Sec-WebSocket-Protocol: ari",
];

function open(answer: readonly string[], changes: Partial<ClientSocketOptions> = {}) {
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  const addresses: unknown[] = [];
  connection.give(`${answer.join("\r\n")}\r\n\r\n`);
  const socket = connectSocket({
    uri: "ws://127.0.0.1:8080/out?x=1",
    protocols: "ari",
    credentials: "",
    connect: ({ hostname, port }) => {
      addresses.push([hostname, port]);
      return Promise.resolve(connection);
    },
    connectTimeLimit: 500,
    clock,
    writeClock: clock,
    writeTimeLimit: 100,
    random: () => 0.5,
    signal: new AbortController().signal,
    ...changes,
  });
  return { connection, clock, socket, addresses };
}

Deno.test("connectSocket() shakes hands in Asterisk's words, and reads frames", async () => {
  const { connection, socket, addresses } = open(accepted, { credentials: "üser:pass" });
  const messages: unknown[] = [];
  const opened = await socket;
  opened.addEventListener("message", (event) => event instanceof MessageEvent && messages.push(event.data));
  connection.give(encodeFrame(opcodes.text, new TextEncoder().encode("hello")));
  connection.end();
  await opened.run();

  assertEquals(connection.text.split("\r\n"), [
    "GET /out?x=1 HTTP/1.1",
    "Sec-WebSocket-Version: 13",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Host: 127.0.0.1:8080",
    "Authorization: Basic w7xzZXI6cGFzcw==",
    "Sec-WebSocket-Protocol: ari",
    `Sec-WebSocket-Key: ${key}`,
    "",
    "",
  ]);
  assertEquals([opened.protocol, messages, addresses], ["ari", ["hello"], [["127.0.0.1", 8080]]]);
});

Deno.test("connectSocket() needs no subprotocol in the answer", async () => {
  assertEquals((await open(accepted.slice(0, 4)).socket).protocol, "");
});

for (
  const [answer, problem] of [
    [["HTTP/1.1 401 Unauthorized"], 'the server said "HTTP/1.1 401 Unauthorized"'],
    [["HTTP/1.0 101 Fine"], 'the server said "HTTP/1.0 101 Fine"'],
    [accepted.with(2, "Connection: keep-alive, Upgrade"), 'said "connection: keep-alive, Upgrade"'],
    [accepted.with(3, "Sec-WebSocket-Accept: x"), 'said "sec-websocket-accept: x"'],
    [accepted.toSpliced(1, 1), 'said "upgrade: "'],
    [accepted.with(4, "Sec-WebSocket-Protocol: sip"), 'the protocol "sip", which was not offered'],
    [[...accepted, "Sec-WebSocket-Extensions: x"], "wants extensions"],
  ] as const
) {
  Deno.test(`connectSocket() rejects, as ${problem}, and closes the connection`, async () => {
    const { connection, socket } = open(answer);

    await assertRejects(() => socket, Error, problem);
    assertEquals(connection.isClosed, true);
  });
}

Deno.test("connectSocket() gives up when connecting takes too long", async () => {
  const { clock, socket } = open([], {
    connect: ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  });
  const rejected = assertRejects(() => socket, Error, "Cannot connect to 127.0.0.1:8080 in 500 ms");

  await clock.tick(500);

  await rejected;
});

Deno.test("connectSocket() gives up when its signal aborts, also while it waits for an answer", async () => {
  const controller = new AbortController();
  const connection = new MemoryConnection();
  const { socket } = open([], { signal: controller.signal, connect: () => Promise.resolve(connection) });

  const rejected = assertRejects(() => socket);
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();

  await rejected;
  assertEquals([connection.isClosed, connection.text.startsWith("GET /out")], [true, true]);
});

Deno.test("connectSocket() gives up when its signal has aborted before it is connected", async () => {
  const { connection, socket } = open(accepted, { signal: AbortSignal.abort(new Error("enough")) });

  await assertRejects(() => socket, Error, "enough");
  assertEquals([connection.isClosed, connection.text], [true, ""]);
});

Deno.test("parseUri() reads host, port, path and user", () => {
  assertEquals(parseUri("ws://a"), { hostname: "a", port: 80, target: "/", userInfo: "" });
  assertEquals(parseUri("WS://u:p@[::1]:81?x"), { hostname: "[::1]", port: 81, target: "/?x", userInfo: "u:p" });
  for (const uri of ["wss://a", "http://a", "a", "ws://"]) assertThrows(() => parseUri(uri), SyntaxError, uri);
});

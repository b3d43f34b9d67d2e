import { assertEquals } from "@std/assert";
import { ByteReader } from "../../../simulator/http/byte_reader.ts";
import { HttpHeaders } from "../../../simulator/http/headers.ts";
import { acceptKey, acceptSocket } from "../../../simulator/http/server_socket.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

Deno.test("acceptSocket() answers with the client's own words", async () => {
  const connection = new MemoryConnection();
  const clock = new VirtualClock({ epoch: 0, auto: false });
  const headers = new HttpHeaders([["upgrade", "WebSocket"], ["sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="]]);

  const socket = acceptSocket(connection, new ByteReader(connection, clock), {
    clock,
    headers,
    protocol: " ARI",
    writeTimeLimit: 100,
  });
  connection.end();
  await socket.run();

  assertEquals([connection.text, socket.protocol], [
    [
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: WebSocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
      "Sec-WebSocket-Protocol:  ARI",
      "",
      "",
    ].join("\r\n"),
    "ARI",
  ]);
});

Deno.test("acceptKey() is the example of the standard", () => {
  assertEquals(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
});

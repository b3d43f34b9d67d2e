import { systemTransport } from "../../_internal/transport.ts";
import { assertEquals } from "@std/assert";

Deno.test("systemTransport reaches a real server by HTTP, WebSocket and TCP", async () => {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    if (request.headers.get("upgrade") !== "websocket") return new Response(request.headers.get("x-test"));
    const header = request.headers.get("x-test") ?? "";
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => socket.send(header);
    return response;
  });
  const { port, hostname } = server.addr;

  const response = await systemTransport.fetch(`http://127.0.0.1:${port}`, { headers: { "x-test": "http" } });
  const socket = new systemTransport.WebSocket(`ws://127.0.0.1:${port}`, { headers: { "x-test": "websocket" } });
  const message = await new Promise((resolve) => {
    socket.addEventListener("message", (event) => resolve(event instanceof MessageEvent && event.data));
  });
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  socket.close();
  await closed;
  using connection = await systemTransport.connect({ hostname, port });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.0\r\nx-test: tcp\r\n\r\n"));
  const buffer = new Uint8Array(1_024);
  const count = await connection.read(buffer) ?? 0;

  assertEquals(await response.text(), "http");
  assertEquals(message, "websocket");
  assertEquals(new TextDecoder().decode(buffer.subarray(0, count)).startsWith("HTTP/1.0 200 OK"), true);
});

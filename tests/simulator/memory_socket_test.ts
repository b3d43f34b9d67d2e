import { assertEquals, assertThrows } from "@std/assert";
import { setImmediate } from "node:timers";
import { MemorySocket } from "../../simulator/memory_socket.ts";

function watch(socket: MemorySocket, name: string, seen: string[]): void {
  socket.addEventListener("open", () => seen.push(`${name} open`));
  socket.addEventListener("message", (event) => event instanceof MessageEvent && seen.push(`${name} ${event.data}`));
  socket.addEventListener("error", (event) => event instanceof ErrorEvent && seen.push(`${name} ${event.message}`));
  socket.addEventListener("close", (event) => {
    if (event instanceof CloseEvent) seen.push(`${name} close ${event.code} "${event.reason}" ${event.wasClean}`);
  });
}

async function openPair(seen: string[]): Promise<[MemorySocket, MemorySocket]> {
  const [client, server] = MemorySocket.pair(() => {});
  const opened = Promise.all(
    [client, server].map((end) => new Promise((resolve) => end.addEventListener("open", resolve))),
  );
  client.open("ari");
  server.open("ari");
  await opened;
  watch(client, "client", seen);
  watch(server, "server", seen);
  return [client, server];
}

function closed(socket: MemorySocket): Promise<unknown> {
  return new Promise((resolve) => socket.addEventListener("close", resolve));
}

Deno.test("MemorySocket delivers frames in order, before the close", async () => {
  const seen: string[] = [];
  const [client, server] = await openPair(seen);
  const both = Promise.all([closed(client), closed(server)]);

  server.send("1");
  server.send("2");
  server.close(1000, "bye");
  server.send("3");
  await both;

  assertEquals(seen, ["client 1", "client 2", 'client close 1000 "bye" true', 'server close 1000 "bye" true']);
  assertEquals([client.readyState, client.protocol], [3, "ari"]);
});

Deno.test("MemorySocket.close() without a code is seen as 1005", async () => {
  const seen: string[] = [];
  const [client, server] = await openPair(seen);
  const both = Promise.all([closed(client), closed(server)]);

  client.close();
  client.close();
  await both;

  assertEquals(seen, ['server close 1005 "" true', 'client close 1005 "" true']);
});

Deno.test("MemorySocket.fail() gives an error with its message and a close that is not clean, as Deno does", async () => {
  const seen: string[] = [];
  const socket = new MemorySocket(() => {});
  watch(socket, "client", seen);
  const end = closed(socket);

  socket.fail("NetworkError: failed");
  await end;

  assertEquals(seen, ["client NetworkError: failed", 'client close 0 "" false']);
});

Deno.test("MemorySocket throws as a WebSocket does on a wrong code and on sending too early", () => {
  const socket = new MemorySocket(() => {});

  assertEquals(assertThrows(() => socket.send("x"), DOMException).name, "InvalidStateError");
  assertEquals(assertThrows(() => socket.close(1001), DOMException).name, "InvalidAccessError");
});

Deno.test("MemorySocket.hold() lets frames and the close wait until the work is done", async () => {
  const seen: string[] = [];
  const [client, server] = await openPair(seen);
  const work = Promise.withResolvers<void>();
  server.addEventListener("message", () => seen.length === 1 && server.hold(work.promise));
  const closed = new Promise((resolve) => client.addEventListener("close", resolve));

  client.send("a");
  client.send("b");
  client.close();
  await new Promise((resolve) => setImmediate(resolve));
  const held = [...seen];
  work.resolve();
  await closed;

  assertEquals(held, ["server a"]);
  assertEquals(seen, ["server a", "server b", 'server close 1005 "" true', 'client close 1005 "" true']);
});

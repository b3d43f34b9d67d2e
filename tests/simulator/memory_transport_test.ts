import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { NotSimulatedError } from "../../simulator/mod.ts";
import { SimulatedAri } from "./simulated_ari.ts";

Deno.test({
  name: "pbx.transport answers requests and opens WebSockets without any permission",
  permissions: "none",
  async fn() {
    await using ari = await SimulatedAri.open();

    const { status } = await ari.rest("GET asterisk/ping");
    const socket = await ari.connect();

    assertEquals([status, socket.readyState], [200, 1]);
  },
});

Deno.test("pbx.transport.fetch() rejects with TypeError for another host", async () => {
  await using ari = await SimulatedAri.open();

  const error = await assertRejects(() => ari.pbx.transport.fetch("http://example.com/"), TypeError);

  assertStringIncludes(error.message, "asterisk.invalid");
});

Deno.test("pbx.transport.fetch() rejects with the reason of its signal", async () => {
  await using ari = await SimulatedAri.open();
  const reason = new Error("enough");

  const error = await assertRejects(() => {
    return ari.pbx.transport.fetch(`${ari.pbx.ari.url}/ari/channels`, { signal: AbortSignal.abort(reason) });
  });

  assertEquals(error, reason);
});

Deno.test("pbx.transport.fetch() gives no body to HEAD, as a port does", async () => {
  await using ari = await SimulatedAri.open();

  const { status, body } = await ari.rest("HEAD channels");

  assertEquals([status, body], [405, ""]);
});

Deno.test("pbx.transport.WebSocket reports a refused handshake with its status", async () => {
  await using ari = await SimulatedAri.open();
  const socket = ari.socket("events?app=a", {});

  const seen = await new Promise<unknown[]>((resolve) => {
    const messages: unknown[] = [];
    socket.addEventListener("error", (event) => messages.push(event instanceof ErrorEvent && event.message));
    socket.addEventListener("close", (event) => {
      resolve([...messages, event instanceof CloseEvent && event.wasClean]);
    });
  });

  assertEquals(seen, ["NetworkError: failed to connect to WebSocket: Invalid status code: 401", false]);
});

Deno.test("pbx.transport.WebSocket takes user and password from its URL", async () => {
  await using ari = await SimulatedAri.open();
  const { username, password } = ari.pbx.ari.user;
  const socket = new ari.pbx.transport.WebSocket(`ws://${username}:${password}@asterisk.invalid/ari/events?app=a`);

  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
});

Deno.test("pbx.transport.WebSocket that is closed while connecting never opens, and frees its application", async () => {
  await using ari = await SimulatedAri.open();
  const lost = new Promise<void>((resolve) => {
    ari.pbx.journal.on((entry) => entry.face === "websocket" && entry.kind === "closed" && resolve());
  });
  const socket = ari.socket("events?app=gone");
  let hasOpened = false;
  socket.addEventListener("open", () => hasOpened = true);

  socket.close();
  await lost;
  const { body } = await ari.rest("GET applications");

  assertEquals([hasOpened, body], [false, []]);
});

Deno.test("pbx.transport.connect() rejects with NotSimulatedError, as there is no manager interface yet", async () => {
  await using ari = await SimulatedAri.open();

  await assertRejects(() => ari.pbx.transport.connect({ hostname: "127.0.0.1", port: 5038 }), NotSimulatedError);
});

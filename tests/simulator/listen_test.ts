import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { simulate, SimulatorListenError } from "../../simulator/mod.ts";

Deno.test("simulate() rejects with SimulatorListenError that names a port in use", async () => {
  await using pbx = await simulate();
  const port = Number(new URL(pbx.ari.url).port);

  const error = await assertRejects(() => simulate({ listen: { port } }), SimulatorListenError);

  assertStringIncludes(error.message, `Cannot listen on 127.0.0.1:${port}: the port is in use`);
  assertEquals([error.hostname, error.port], ["127.0.0.1", port]);
});

Deno.test({
  name: "simulate() rejects with SimulatorListenError that names the missing permission",
  permissions: "none",
  async fn() {
    const error = await assertRejects(() => simulate(), SimulatorListenError);

    assertStringIncludes(error.message, "run with --allow-net=127.0.0.1");
  },
});

Deno.test("a real WebSocket gets events through the port, and a clean close when the PBX goes", async () => {
  const pbx = await simulate({ files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(app)\n" } });
  const { username, password } = pbx.ari.user;
  const socket = new WebSocket(
    `${pbx.ari.url.replace("http", "ws")}/ari/events?app=app&api_key=${username}:${password}`,
  );
  await new Promise((resolve) => socket.onopen = resolve);
  const event = new Promise<string>((resolve) => socket.onmessage = ({ data }) => resolve(JSON.parse(data).type));
  const closed = new Promise<CloseEvent>((resolve) => socket.onclose = resolve);

  await pbx.phone("PJSIP/alice").call("100");
  const type = await event;
  await pbx[Symbol.asyncDispose]();
  const { code, wasClean } = await closed;

  assertEquals([type, code, wasClean], ["StasisStart", 1000, true]);
});

Deno.test("a port and pbx.transport lead to the same PBX", async () => {
  await using pbx = await simulate();

  const inMemory = await pbx.transport.fetch(`${pbx.ari.url}/ari/channels`);
  const overPort = await fetch(`${pbx.ari.url}/ari/channels`);

  assertEquals([inMemory.status, overPort.status], [401, 401]);
  assertEquals(await inMemory.text(), await overPort.text());
});

import { assertEquals, assertRejects } from "@std/assert";
import { simulate } from "../../../../simulator/mod.ts";
import { memoryPipe } from "../../../support/memory_pipe.ts";
import { AppServer } from "../../../conformance/app_server.ts";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": "[default]\nexten => 1,1,Stasis(percall)\n same => n,Wait(1)\n same => n,Hangup()\n",
  "ari.conf": `[a]
type = user
password = b

[o]
type = outbound_websocket
websocket_client_id = c
apps = percall
local_ari_user = a
`,
  "websocket_client.conf":
    "[c]\ntype = websocket_client\nuri = ws://127.0.0.1:9\nprotocols = ari\nconnection_type = per_call_config\nreconnect_attempts = 1\n",
};

function networkTo(server: AppServer) {
  return {
    connect: () => {
      const [near, far] = memoryPipe();
      server.accept(far);
      return Promise.resolve(near);
    },
  };
}

Deno.test("a call's WebSocket is there within half a second, and stays for three when the call has left", async () => {
  await using server = new AppServer(new AbortController().signal);
  await using ari = await SimulatedAri.open({ files, network: networkTo(server) });
  const start = ari.pbx.clock.now();
  const call = await ari.pbx.phone("PJSIP/alice").call("1");
  const socket = await server.socket();
  const { channel, application } = await socket.event("StasisStart");
  const entered = ari.pbx.clock.now() - start;

  await ari.rest(`POST channels/${channel.id}/continue`);
  await call.ended();
  await socket.ended;
  const { body } = await ari.rest("GET applications");

  assertEquals([entered, application], [500, `percall:${channel.name}`]);
  assertEquals([ari.pbx.clock.now() - start, body], [3_500, []]);
});

Deno.test("a call whose application nobody connects fails within half a second", async () => {
  await using server = new AppServer(new AbortController().signal);
  server.answer = "401";
  await using ari = await SimulatedAri.open({ files, network: networkTo(server) });
  const start = ari.pbx.clock.now();

  const call = await ari.pbx.phone("PJSIP/alice").call("1");
  await call.ended();

  assertEquals([ari.pbx.clock.now() - start, server.handshakes.length], [1_500, 1]);
});

Deno.test("simulate() rejects outbound WebSockets over the real network with a virtual clock", async () => {
  await assertRejects(
    () => simulate({ files, listen: false }),
    TypeError,
    'Cannot open WebSockets with clock "virtual"',
  );
});

Deno.test("outbound WebSockets go over the real network when time is real or moved by hand", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await using server = new AppServer(new AbortController().signal);
  const accepting = (async () => {
    for await (const connection of listener) server.accept(connection);
  })();
  const conf = files["websocket_client.conf"].replace("per_call_config", "persistent")
    .replace("127.0.0.1:9", `127.0.0.1:${listener.addr.port}`);
  const pbx = await simulate({ files: { ...files, "websocket_client.conf": conf }, listen: false, clock: "manual" });

  const socket = await server.socket();
  const { application } = await socket.event("ApplicationRegistered");
  await pbx[Symbol.asyncDispose]();
  listener.close();
  await accepting;

  assertEquals([application, socket.received.at(-1)], ["percall", "8 1000"]);
});

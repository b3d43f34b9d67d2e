import { assertEquals } from "@std/assert";
import { simulate } from "../../../simulator/mod.ts";
import { defaultHttpSettings } from "../../../simulator/http/http_settings.ts";

Deno.test("the limit of connections is that of http.conf, and WebSockets count", async () => {
  await using pbx = await simulate({ files: { "http.conf": "[general]\nenabled = yes\nsessionlimit = 1\n" } });
  const { username, password } = pbx.ari.user;
  const url = `${pbx.ari.url.replace("http", "ws")}/ari/events?app=a&api_key=${username}:${password}`;
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.onopen = resolve);
  const { hostname, port } = new URL(url);

  using connection = await Deno.connect({ hostname, port: Number(port) });
  const count = await connection.read(new Uint8Array(1));
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;

  assertEquals([count, defaultHttpSettings.sessionLimit], [null, 100]);
});

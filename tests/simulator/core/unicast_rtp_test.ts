import { assertEquals, assertMatch } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import { TestChannel } from "./test_channel.ts";

function request(given: TestChannel, address: string, id?: string): Channel | string {
  const result = given.pbx.technologies.request("unicastrtp", { address, id });
  if (result.kind === "created") return result.channel;
  return result.kind === "unavailable" ? `unavailable ${result.cause}` : result.kind;
}

function created(given: TestChannel, address: string): Channel {
  const channel = request(given, address);
  if (typeof channel === "string") throw new Error(`Cannot request "${address}" for the test: ${channel}`);
  return channel;
}

Deno.test("a UnicastRTP channel knows its own address, and is answered when it is called", async () => {
  using given = new TestChannel();
  const channel = created(given, "127.0.0.1:9999/c(ulaw)");

  const called = channel.call("127.0.0.1:9999/c(ulaw)");
  await given.clock.tick(0);

  assertEquals([called, channel.state], [true, "Up"]);
  assertMatch(channel.name, /^UnicastRTP\/127\.0\.0\.1:9999-0x[0-9a-f]{12}$/);
  assertEquals(channel.variables.get("UNICASTRTP_LOCAL_ADDRESS"), "127.0.0.1");
  const port = Number(channel.variables.get("UNICASTRTP_LOCAL_PORT"));
  assertEquals([port % 2, port >= 5_000, port < 31_000], [0, true, true]);
});

Deno.test("UnicastRTP channels have different names and ports", () => {
  using given = new TestChannel();
  const channels = Array.from({ length: 200 }, () => created(given, "127.0.0.1:9"));

  const names = new Set(channels.map(({ name }) => name));
  const ports = new Set(channels.map(({ variables }) => variables.get("UNICASTRTP_LOCAL_PORT")));

  assertEquals([names.size, ports.size], [200, 200]);
});

Deno.test("a port is free again when its channel ends; without one left, the 13,001st channel is an error", () => {
  using given = new TestChannel();
  const all = Array.from({ length: 13_000 }, () => created(given, "127.0.0.1:9"));
  let message = "";
  try {
    created(given, "127.0.0.1:9");
  } catch (error) {
    message = String(error);
  }
  const [first] = all;
  first?.destroy();

  const port = created(given, "127.0.0.1:9").variables.get("UNICASTRTP_LOCAL_PORT");

  assertEquals(message, "RangeError: Cannot take a port for RTP: all 13000 from 5000 to 31000 are taken");
  assertEquals(port, first?.variables.get("UNICASTRTP_LOCAL_PORT"));
});

Deno.test("a UnicastRTP channel leads to addresses and to names, which it loses the port of, but not everywhere", () => {
  using given = new TestChannel();
  const addresses = ["localhost:9", "[::1]:9", "127.0.0.1:", "media.example:9/c(ALAW)e(asterisk)"];
  const channels = addresses.map((address) => created(given, address));

  assertEquals(
    channels.map(({ name, variables }) => [
      name.replace(/-0x.*/, ""),
      variables.get("UNICASTRTP_LOCAL_ADDRESS"),
    ]),
    [
      ["UnicastRTP/localhost", "127.0.0.1"],
      ["UnicastRTP/[::1]:9", "::1"],
      ["UnicastRTP/127.0.0.1:", "127.0.0.1"],
      ["UnicastRTP/media.example", "127.0.0.1"],
    ],
  );
  const refused = ["127.0.0.1", ":9", "127.0.0.1:x", "a.invalid:9", "127.0.0.1:9/c(x)", "127.0.0.1:9/e(x)"];
  assertEquals(refused.map((address) => request(given, address)), refused.map(() => "unavailable 38"));
  assertEquals(request(given, "127.0.0.1:9", given.channel.id), "id-exists");
});

import { assertEquals } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import { parseLocalAddress } from "../../../simulator/core/local.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("parseLocalAddress() takes the default context, options behind the last slash, and odd characters", () => {
  assertEquals(
    ["100", "100@trunk/n", "a/b@trunk/nj", "100@one@two", "@", "30-02@default"].map(parseLocalAddress),
    [
      { exten: "100", context: "default", options: "" },
      { exten: "100", context: "trunk", options: "n" },
      { exten: "a/b", context: "trunk", options: "nj" },
      { exten: "100", context: "one@two", options: "" },
      { exten: "", context: "default", options: "" },
      { exten: "30-02", context: "default", options: "" },
    ],
  );
});

function request(given: TestChannel, address: string): Channel {
  const result = given.pbx.technologies.request("local", { address, requestor: given.channel });
  if (result.kind !== "created") throw new Error(`Cannot request "Local/${address}": ${result.kind}`);
  return result.channel;
}

Deno.test("a Local channel that is called runs the dialplan on its other half, and ends with it", async () => {
  using given = new TestChannel("Up", { extensions: "[default]\nexten => 100,1,Wait(1)\n same => n,Hangup(21)\n" });
  const channel = request(given, "100");

  const called = channel.call("100");
  await given.clock.tick(1_000);

  assertEquals([called, channel.isHungUp, channel.hangupCause], [true, true, 21]);
  assertEquals([channel.name, channel.position.exten], ["Local/100@default-00000000;1", "100"]);
});

Deno.test("a Local channel can not be called where there is no extension", () => {
  using given = new TestChannel();
  const channel = request(given, "nowhere@default/n");

  assertEquals([channel.call("nowhere@default/n"), channel.isHungUp], [false, false]);
  assertEquals(request(given, "@").position.exten, "s");
});

Deno.test("a Local channel says when its id is taken", () => {
  using given = new TestChannel();

  const result = given.pbx.technologies.request("Local", { address: "100", id: given.channel.id });

  assertEquals(result, { kind: "id-exists" });
});

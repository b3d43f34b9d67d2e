import { assertEquals } from "@std/assert";
import { commonHeaders } from "../../../ami/_tools/common_headers.ts";

Deno.test("commonHeaders has the headers of a channel in Asterisk's order", () => {
  assertEquals(commonHeaders.channel.length, 14);
  assertEquals(commonHeaders.channel[0], "Channel");
  assertEquals(commonHeaders.channel.at(-1), "Linkedid");
});

Deno.test("commonHeaders has the bridge's headers that Asterisk sends and does not document, too", () => {
  const undocumented = ["BridgeCreator", "BridgeName", "BridgeVideoSourceMode", "BridgeVideoSource"];

  assertEquals(undocumented.filter((name) => !commonHeaders.bridge.includes(name)), []);
});

import { assertEquals } from "@std/assert";
import { cutChannelId } from "../../../simulator/core/channel_id.ts";

Deno.test("cutChannelId() cuts what is longer than 151 bytes, between characters", () => {
  const ids = ["a", "x".repeat(151), "x".repeat(152), "ä".repeat(76), "€".repeat(51)];

  const cut = ids.map(cutChannelId);

  assertEquals(cut, ["a", "x".repeat(151), "x".repeat(151), "ä".repeat(75), "€".repeat(50)]);
});

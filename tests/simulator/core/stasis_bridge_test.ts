import { assertEquals } from "@std/assert";
import { parseBridgeType } from "../../../simulator/core/stasis_bridge.ts";
import { settle, TestBridge } from "./test_bridge.ts";

Deno.test("parseBridgeType() takes word by word what the type asks for", () => {
  const kinds = ["mixing", "proxy_media,mixing", "mixing , dtmf_events", "holding,video_sfu", "video_single"].map(
    (type) => {
      const kind = parseBridgeType(type);
      return kind === undefined ? undefined : [[...kind.capabilities].join(" "), kind.isSmart, kind.videoMode];
    },
  );

  assertEquals(kinds, [
    ["native one-to-one multimix", true, "talker"],
    ["native one-to-one multimix", true, "talker"],
    ["one-to-one multimix", true, "talker"],
    ["multimix", false, "sfu"],
    undefined,
  ]);
});

Deno.test("a bridge of applications keeps a channel out that is in none", async () => {
  using given = new TestBridge();
  const bridge = given.pbx.bridges.createForApplications({ id: "b" });
  const a = given.create("a");
  if (bridge === undefined) throw new Error("Cannot make a bridge for the test");

  const member = given.joinWith(bridge, a);
  await settle();

  assertEquals([member.isJoined, bridge.members.length, a.isDead], [false, 0, false]);
});

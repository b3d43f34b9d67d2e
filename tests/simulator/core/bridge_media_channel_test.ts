import { assertEquals } from "@std/assert";
import { BridgeMediaChannel } from "../../../simulator/core/bridge_media_channel.ts";
import { settle, TestBridge } from "./test_bridge.ts";

const announcer = { technology: "Announcer", name: "ARI" } as const;

Deno.test("BridgeMediaChannel is heard in the bridge and seen by nobody, and goes when it is closed", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const a = given.create("a");
  given.join(bridge, a);

  const hidden = BridgeMediaChannel.open(bridge, announcer);
  await settle();
  hidden.channel.sendMedia("sound:hello-world")({ complete: true, played: 1000 });
  await settle();
  const peers = a.variables.get("BRIDGEPEER");
  const seen = [
    bridge.snapshot.channels,
    [...given.pbx.channels.values()].filter(({ snapshot }) => snapshot.isHidden).length,
  ];
  hidden.close();
  await settle();

  assertEquals(peers, "Announcer/ARI-00000000;2");
  assertEquals(seen, [["a"], 2]);
  assertEquals(given.toldTo(a).slice(-2), ["begin sound:hello-world", "end sound:hello-world true 1000"]);
  assertEquals([bridge.members.length, [...given.pbx.channels.values()].filter(({ snapshot }) => snapshot.isHidden)], [
    1,
    [],
  ]);
});

Deno.test("BridgeMediaChannel hangs up when its bridge ends, and is an announcer where there are roles", async () => {
  using given = new TestBridge();
  const bridge = given.bridge("holding");
  const hidden = BridgeMediaChannel.open(bridge, announcer);
  const roles = [...bridge.members[0]?.roles ?? []];

  bridge.dissolve();
  await settle();

  assertEquals([roles, hidden.channel.isHungUp], [["announcer"], true]);
});

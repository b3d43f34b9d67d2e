import { assertEquals } from "@std/assert";
import type { BridgeSnapshot } from "../../../../simulator/core/facts.ts";
import { bridgeEvents } from "../../../../simulator/fronts/ari/bridge_events.ts";

const bridge: BridgeSnapshot = {
  id: "b",
  technology: "simple_bridge",
  type: "mixing",
  class: "stasis",
  creator: "Stasis",
  name: "",
  channels: [],
  videoMode: "talker",
  videoSourceId: undefined,
  creationTime: 0,
  reportedVariables: [],
  isDead: false,
};

for (
  const [type, old, now] of [
    ["BridgeCreated", undefined, bridge],
    ["BridgeDestroyed", bridge, { ...bridge, isDead: true }],
    ["BridgeVideoSourceChanged", bridge, { ...bridge, videoSourceId: "1.0" }],
    [undefined, bridge, { ...bridge, channels: ["1.0"] }],
  ] as const
) {
  Deno.test(`bridgeEvents() makes ${type ?? "nothing"} of a change`, () => {
    assertEquals(bridgeEvents({ kind: "bridge-updated", old, bridge: now }, "now").map((event) => event.type), [
      ...(type === undefined ? [] : [type]),
    ]);
  });
}

import { bridgeModel } from "../../../ami/models/bridges.ts";
import { ModelTable } from "../../../ami/models/model_table.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

Deno.test("a model of bridges has the members of two lists, and counts them itself", () => {
  const bridges = new ModelTable(bridgeModel, 100);
  bridges.load({
    answers: [
      [amiMessage("Event: BridgeListItem", "BridgeUniqueid: b", "BridgeNumChannels: 7")],
      [
        amiMessage("Event: CoreShowChannel", "Channel: PJSIP/b-2", "Uniqueid: 1.2", "BridgeId: b"),
        amiMessage("Event: CoreShowChannel", "Channel: PJSIP/a-1", "Uniqueid: 1.1", "BridgeId: b"),
        amiMessage("Event: CoreShowChannel", "Channel: PJSIP/c-3", "Uniqueid: 1.3", "BridgeId: "),
      ],
    ],
    events: [],
  });
  const bridge = bridges.items.get("b");
  assertEquals([bridge?.BridgeNumChannels, bridge?.members], ["2", [
    { Uniqueid: "1.1", Channel: "PJSIP/a-1" },
    { Uniqueid: "1.2", Channel: "PJSIP/b-2" },
  ]]);
});

Deno.test("a model of bridges follows who enters, leaves and is renamed, merges, and the end", () => {
  const bridges = new ModelTable(bridgeModel, 100);
  const apply = (name: string, ...lines: readonly string[]) => bridges.apply(amiMessage(`Event: ${name}`, ...lines));
  const names = (id: string) => bridges.items.get(id)?.members.map(({ Channel }) => Channel);
  apply("BridgeEnter", "BridgeUniqueid: b", "Uniqueid: 1.1", "Channel: x");
  assertEquals(bridges.items.size, 0, "a bridge that is gone");
  for (const id of ["b", "c"]) apply("BridgeCreate", `BridgeUniqueid: ${id}`, "BridgeTechnology: simple_bridge");
  apply("BridgeEnter", "BridgeUniqueid: b", "Uniqueid: 1.1", "Channel: PJSIP/a-1");
  apply("BridgeEnter", "BridgeUniqueid: b", "Uniqueid: 1.1", "Channel: PJSIP/a-1");
  apply("Rename", "Channel: PJSIP/a-1", "Newname: PJSIP/z-9", "Uniqueid: 1.1");
  assertEquals(names("b"), ["PJSIP/z-9"]);

  const merged = apply(
    "BridgeMerge",
    "ToBridgeUniqueid: c",
    "ToBridgeTechnology: softmix",
    "FromBridgeUniqueid: b",
    "FromBridgeTechnology: none",
  );
  assertEquals(merged.map(({ id, type }) => `${type} ${id}`), ["changed c", "changed b"]);
  apply("BridgeLeave", "BridgeUniqueid: b", "Uniqueid: 1.1", "Channel: PJSIP/z-9");
  apply("BridgeEnter", "BridgeUniqueid: c", "Uniqueid: 1.1", "Channel: PJSIP/z-9");
  apply("BridgeDestroy", "BridgeUniqueid: b");
  assertEquals([names("b"), names("c"), bridges.items.get("c")?.BridgeNumChannels], [undefined, ["PJSIP/z-9"], "1"]);
});

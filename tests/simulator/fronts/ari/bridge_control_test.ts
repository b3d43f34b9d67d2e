import { assertEquals, assertThrows } from "@std/assert";
import { Bridge } from "../../../../simulator/core/bridge.ts";
import { findBridge } from "../../../../simulator/fronts/ari/bridge_control.ts";
import { Parameters } from "../../../../simulator/fronts/ari/parameters.ts";
import { Refusal } from "../../../../simulator/fronts/ari/responses.ts";
import { operations } from "../../../../ari/generated/operations.ts";
import { TestBridge } from "../../core/test_bridge.ts";

function call({ pbx }: TestBridge, id: string) {
  const parameters = new Parameters(operations["bridges.get"], {
    path: new Map([["bridgeId", id]]),
    query: new URLSearchParams(),
    json: undefined,
  });
  return { pbx, parameters, entityId: "" };
}

Deno.test("findBridge() finds bridges of applications, and tells others from none", () => {
  using given = new TestBridge();
  const { bridges } = given.pbx;
  const bridge = bridges.createForApplications({ id: "b" });

  assertEquals(findBridge(call(given, "b")) instanceof Bridge, bridge !== undefined);
  assertThrows(() => findBridge(call(given, "nobody")), Refusal, "Bridge not found");
  if (bridge !== undefined) bridges.destroy(bridge);
  assertThrows(() => findBridge(call(given, "b")), Refusal, "Bridge not in Stasis application");
});

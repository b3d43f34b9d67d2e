import { assertEquals } from "@std/assert";
import { BridgeVariables } from "../../../simulator/core/bridge_variables.ts";

Deno.test("BridgeVariables reports what it was asked to, and the last one takes the place of one that goes", () => {
  const variables = new BridgeVariables();
  for (const name of ["A", "B", "C"]) variables.set(name, name.toLowerCase(), { isReported: true });

  variables.set("A", "1");
  const without = variables.reported;
  variables.set("C", "2", { isReported: true });
  variables.set("B", "", { isReported: true });

  assertEquals(without, [["C", "c"], ["B", "b"]]);
  assertEquals(variables.reported, [["C", "2"]]);
  assertEquals([variables.get("A"), variables.get("B"), variables.set("", "x")], ["1", undefined, false]);
});

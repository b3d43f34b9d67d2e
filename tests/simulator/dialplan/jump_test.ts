import { assertEquals } from "@std/assert";
import { splitChoice } from "../../../simulator/dialplan/jump.ts";
import { runLines } from "./dialplan_run.ts";

for (
  const [target, reached] of [
    ["3", "100,3"],
    ["+2", "100,3"],
    ["here", "100,3"],
    ["200,1", "200,1"],
    ["200,there", "200,2"],
    ["default,200,2", "200,2"],
    [",200,2", "200,2"],
  ] as const
) {
  Deno.test(`parseJump() reads "${target}" as a way to ${reached}`, async () => {
    const { steps } = await runLines([
      `exten => 100,1,Goto(${target})`,
      "exten => 100,3(here),NoOp()",
      "exten => 200,1,NoOp()",
      "exten => 200,2(there),NoOp()",
    ].join("\n"));

    assertEquals(steps[1]?.split(" ")[0], reached);
  });
}

Deno.test("splitChoice() splits at the first question mark and the first colon behind it", () => {
  assertEquals(splitChoice("a?b:c:d"), { condition: "a", then: "b", otherwise: "c:d" });
  assertEquals(splitChoice("a"), { condition: "a", then: "", otherwise: "" });
});

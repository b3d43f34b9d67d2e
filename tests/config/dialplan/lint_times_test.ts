import { assertEquals } from "@std/assert";
import { lintLines, lintPlace } from "./dialplan_source.ts";

for (
  const [application, ...expected] of [
    ["GotoIfTime(9:00-17:00,mon-fry,*,*?s,1)", "dialplan-time-invalid"],
    ["ExecIfTime(9:00-25:00,*,*,*?NoOp())", "dialplan-time-invalid"],
    ["GotoIfTime(9:00-17:00,mon-fri,*,*)", "dialplan-condition-branches-missing"],
    ["GotoIfTime(9:00-17:00,mon-fri,*,*?s,1)"],
    ["GotoIfTime(${TIMES}?s,1)"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintTimes() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    assertEquals(lintLines(`exten => s,1,${application}`), expected);
  });
}

Deno.test("lintTimes() names the element that is wrong", () => {
  const text = "[a]\nexten => s,1,GotoIfTime(9:00-17:00,mon&fry,*,*?s,1)\n";

  assertEquals(lintPlace(text, "dialplan-time-invalid")?.found, "fry");
  assertEquals(lintPlace("[a]\ninclude => a,9:00-17:00,*,32,*\n", "dialplan-time-invalid")?.found, "32");
});

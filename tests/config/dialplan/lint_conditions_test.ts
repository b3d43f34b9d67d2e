import { assertEquals } from "@std/assert";
import { lintLines } from "./dialplan_source.ts";

for (
  const [application, ...expected] of [
    ["GotoIf($[1 > 0])", "dialplan-condition-branches-missing"],
    ["GotoIf(${X}?)", "dialplan-condition-branches-empty"],
    ["GotoIf(${X}? : )", "dialplan-condition-branches-empty"],
    ["GotoIf(?s,1)", "dialplan-condition-empty"],
    ["GotoIf( ?s,1)", "dialplan-condition-blank"],
    ["GotoIf(1?s,1)", "dialplan-condition-constant"],
    ["GotoIf($[1]?s,1)", "dialplan-condition-constant"],
    ["GotoIf(${X}=1?s,1)", "dialplan-condition-text"],
    ["While(${X}<5)", "dialplan-condition-text"],
    ["ExecIf(yes?NoOp())", "dialplan-condition-constant"],
    ["NoOp(${IF(${X}=1?a:b)})", "dialplan-condition-text"],
    ["NoOp(${IF(${X})})"],
    ["GotoIf(${X}?s,1)"],
    ["GotoIf(0${X}?s,1)"],
    ['GotoIf($["${X}" = "1"]?s,1:s,1)'],
    ["GotoIf(${BRANCH})"],
    ["GosubIf($[${LEN(${X})} = 0]?s,1(a:b))"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintConditions() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    assertEquals(lintLines(`exten => s,1,${application}`), expected);
  });
}

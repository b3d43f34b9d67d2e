import { assertEquals } from "@std/assert";
import { lint, lintLines } from "./dialplan_source.ts";

for (
  const [lines, ...expected] of [
    ["exten => s,2,NoOp()", "dialplan-priority-first-missing"],
    ["exten => s,2(sub),NoOp()"],
    ["exten => 12,2,NoOp()\nexten => _1X,1,NoOp()"],
    ["exten => s,1,NoOp()\nexten => s,3,NoOp()", "dialplan-priority-gap"],
    ["exten => s,1,Hangup()\nexten => s,3,NoOp()"],
    ["exten => s,1,NoOp()\nexten => s,n+5(later),NoOp()"],
    ["exten => 12,1,NoOp()\nexten => 12,3,NoOp()\nexten => _XX,2,NoOp()", "dialplan-priority-first-missing"],
    ["exten => s,2,NoOp()\nexten => s,1,NoOp()", "dialplan-priority-order"],
    ["exten => s,1(1st),NoOp()", "dialplan-label-unusable"],
    ["exten => s,1( a),NoOp()", "dialplan-label-unusable"],
    ["exten => s,1(a?b),NoOp()", "dialplan-label-unusable"],
    ["exten => s,1(a-b_2),NoOp()"],
    ["exten => 100,hint,PJSIP/a"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintPriorities() finds ${expected[0] ?? "nothing"} in "${lines}"`, () => {
    assertEquals(lintLines(lines), expected);
  });
}

Deno.test("lintPriorities() looks for the missing priority in what is included, and trusts switches", () => {
  assertEquals(lint("[a]\nexten => 1,2,NoOp()\ninclude => b\n[b]\nexten => _X,1,NoOp()\n"), []);
  assertEquals(lint("[a]\nexten => 1,2,NoOp()\nswitch => Realtime/x@y\n"), []);
});

import { assertEquals } from "@std/assert";
import { lint, lintLines, lintPlace } from "./dialplan_source.ts";

for (
  const [application, ...expected] of [
    ["Goto(nowhere,s,1)", "dialplan-jump-context-missing"],
    ["Goto(default,t,1)", "dialplan-jump-extension-missing"],
    ["Goto(t,1)", "dialplan-jump-extension-missing"],
    ["Goto(s,7)", "dialplan-jump-priority-missing"],
    ["Goto(7)", "dialplan-jump-priority-missing"],
    ["Goto(end)", "dialplan-jump-label-missing"],
    ["Goto(default,s,end)", "dialplan-jump-label-missing"],
    ["Gosub(end(1,2))", "dialplan-jump-label-missing"],
    ["GotoIf(${X}?end)", "dialplan-jump-label-missing"],
    ["GotoIf(${X}?a:end)", "dialplan-jump-label-missing"],
    ["GosubIf(${X}?nowhere,s,1(x):a(y))", "dialplan-jump-context-missing"],
    ["GotoIfTime(9:00-17:00,*,*,*?end)", "dialplan-jump-label-missing"],
    ["ExecIf(${X}?Goto(end))", "dialplan-jump-label-missing"],
    ["Goto(a)"],
    ["Goto(s,1)"],
    ["Goto(default,s,a)"],
    ["Goto(,s,a)"],
    ["Goto(+1)"],
    ["Goto(${X})"],
    ["Goto(s,${X})"],
    ["Goto(${X},s,9)"],
    ["Goto(s-${X},1)"],
    ["Gosub(s,a(1,2,3))"],
    ["Goto(55,1)"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintJumps() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    assertEquals(lintLines(`exten => s,1(a),${application}\nexten => _5X,1,NoOp()`), expected);
  });
}

Deno.test("lintJumps() lets a jump lead to where a call may be that began in an including context", () => {
  assertEquals(lint("[a]\nexten => 1,1,NoOp()\ninclude => b\n[b]\nexten => 2,1,Goto(1,1)\n"), []);
});

Deno.test("lintJumps() trusts switches", () => {
  assertEquals(lint("[a]\nexten => 1,1,Goto(2,1)\nswitch => Realtime/x@y\n"), []);
});

Deno.test("lintJumps() looks for labels in all that a call of a pattern may be in", () => {
  assertEquals(lintLines("exten => _1X,1,Goto(here)\nexten => 12,2(here),NoOp()"), []);
  assertEquals(lintLines("exten => _1X,1,Goto(there)\nexten => 12,2(here),NoOp()"), ["dialplan-jump-label-missing"]);
});

Deno.test("lintJumps() offers the nearest context", () => {
  const text = "[incoming]\nexten => s,1,Goto(incomming,s,1)\n";

  assertEquals(lintPlace(text, "dialplan-jump-context-missing"), { found: "incomming", fixed: "incoming" });
});

import { assertEquals } from "@std/assert";
import { lintApplication, lintPlace } from "./dialplan_source.ts";

for (
  const [application, ...expected] of [
    ["NoOpp()", "dialplan-application-unknown"],
    ["Xyzzy()", "dialplan-application-unknown"],
    ["Macro(x)", "dialplan-application-removed"],
    ["noop()", "dialplan-application-case"],
    ["NoOp (x)", "dialplan-application-blank"],
    ["Answer", "dialplan-application-parentheses"],
    ["NoOp(x)y", "dialplan-application-tail"],
    ["${APP}(x)", "dialplan-application-variable"],
    ["NoOp(a))", "dialplan-arguments-unbalanced"],
    ["NoOp((a)", "dialplan-arguments-unbalanced"],
    ['NoOp("a)', "dialplan-arguments-unbalanced"],
    ["SayDigits()", "dialplan-arguments-few"],
    ["Record(,5)", "dialplan-arguments-few"],
    ["Hangup(16,17)", "dialplan-arguments-many"],
    ["Ringing(1)", "dialplan-arguments-many"],
    ["WaitExten(5|m)", "dialplan-arguments-bar"],
    ["Exec(NoOpp(x))", "dialplan-application-unknown"],
    ["ExecIf($[${EPOCH} > 1]?Hangup(1,2):NoOpp())", "dialplan-arguments-many", "dialplan-application-unknown"],
    ["NoOp(a,b,c)"],
    ['NoOp(${X},(a),"b)")'],
    ["AGI(agi://localhost/x,1,2,3)"],
    ["EAGI(x)"],
    ["Verbose(text)"],
    ["Goto(1)"],
    ["Dial(${ARGS})"],
    ["Dial(SIP/a|20)", "dialplan-arguments-bar"],
    ["MSet(A=1,B=2,C=3)"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintApplications() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    assertEquals(lintApplication(application), expected);
  });
}

Deno.test("lintApplications() offers the nearest name, and the usual case and form", () => {
  const fix = (application: string, code: string) => lintPlace(`[a]\nexten => s,1,${application}\n`, code);

  assertEquals(fix("PlayBck(x)", "dialplan-application-unknown"), { found: "PlayBck", fixed: "Playback" });
  assertEquals(fix("dial(x)", "dialplan-application-case"), { found: "dial", fixed: "Dial" });
  assertEquals(fix("NoOp (x)", "dialplan-application-blank"), { found: "NoOp ", fixed: "NoOp" });
  assertEquals(fix("Answer", "dialplan-application-parentheses"), { found: "Answer", fixed: "Answer()" });
  assertEquals(fix("WaitExten(5|m)", "dialplan-arguments-bar"), { found: "|", fixed: "," });
});

Deno.test("lintApplications() names the arguments that are too many, and what is dropped", () => {
  assertEquals(lintPlace("[a]\nexten => s,1,Hangup(16,17,18)\n", "dialplan-arguments-many")?.found, "17,18");
  assertEquals(lintPlace("[a]\nexten => s,1,NoOp(x) tail\n", "dialplan-application-tail")?.found, " tail");
});

import { assertEquals } from "@std/assert";
import { lintApplication, lintPlace } from "./dialplan_source.ts";

for (
  const [text, ...expected] of [
    ["${X", "dialplan-variable-open"],
    ["$[1 + 1", "dialplan-expression-open"],
    ["${}", "dialplan-variable-empty"],
    ["${NIX(1)}", "dialplan-function-unknown"],
    ["${len(x)}", "dialplan-function-case"],
    ["${LEN}", "dialplan-function-parentheses"],
    ["${LEN(x)y}", "dialplan-function-tail"],
    ["${${F}(x)}", "dialplan-function-dynamic"],
    ["${CUT(X,-)}", "dialplan-function-arguments"],
    ["${A B}", "dialplan-variable-name"],
    ["${A }", "dialplan-variable-name"],
    ["${A+1}", "dialplan-variable-name"],
    ["${X:1:2:3}", "dialplan-substring-many"],
    ["${X:a}", "dialplan-substring-number"],
    ["${X::2}", "dialplan-substring-number"],
    ["${X:}", "dialplan-substring-number"],
    ["${X:1:-2}"],
    ["${X:${N}}"],
    ["${LEN(${X}):0:1}"],
    ["${CHANNEL} ${CHANNEL(name)} ${HINT} ${ARRAY_${N}} ${X-y}"],
    ["${CUT(${X})} ${DB(a/b)} ${IF($[${EPOCH} = 1]?a:b)}"],
    ["$ {x} $x $"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintReferences() finds ${expected.join(", ") || "nothing"} in ${text}`, () => {
    assertEquals(lintApplication(`NoOp(${text})`), expected);
  });
}

Deno.test("lintReferences() finds a function whose parenthesis is open", () => {
  assertEquals(lintApplication("NoOp(${LEN(x})").includes("dialplan-function-open"), true);
});

Deno.test("lintReferences() looks at the functions that Set assigns to", () => {
  assertEquals(lintApplication("Set(CALERID(num)=1)"), ["dialplan-function-unknown"]);
  assertEquals(lintApplication("Set(callerid(num)=1)"), ["dialplan-function-case"]);
  assertEquals(lintApplication("Set(A=b(c)=d)"), []);
});

Deno.test("lintReferences() offers the right name", () => {
  const fix = (text: string, code: string) => lintPlace(`[a]\nexten => s,1,NoOp(${text})\n`, code);

  assertEquals(fix("${len(x)}", "dialplan-function-case"), { found: "len", fixed: "LEN" });
  assertEquals(fix("${CALERID(num)}", "dialplan-function-unknown"), { found: "CALERID", fixed: "CALLERID" });
  assertEquals(fix("${X:abc:1}", "dialplan-substring-number"), { found: "abc" });
});

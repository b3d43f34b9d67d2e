import { assertEquals } from "@std/assert";
import { lintApplication, lintPlace } from "./dialplan_source.ts";

for (
  const [application, ...expected] of [
    ["Set()", "dialplan-set-empty"],
    ["Set(A)", "dialplan-set-equals-missing"],
    ["Set(=1)", "dialplan-set-name-missing"],
    ["Set(A = 1)", "dialplan-set-blank"],
    ["Set(A= 1)", "dialplan-set-value-blank"],
    ["Set(A=1,B=2)", "dialplan-set-several"],
    ["MSet(A=1,B)", "dialplan-set-equals-missing"],
    ["MSet(A =1)", "dialplan-set-blank"],
    ["ExecIf($[${EPOCH} > 1]?Set(A = 1))", "dialplan-set-blank"],
    ["Set(A=)"],
    ["Set(A=a,b)"],
    ['Set(A="x,B=2")'],
    ["Set(__A=${IF($[${EPOCH} = 1]?a:b)})"],
    ["Set(CALLERID(name)=x)"],
    ["Set(${X})"],
    ["Set(A=x==y)"],
    ["MSet(A=1, B=2)"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintAssignments() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    assertEquals(lintApplication(application), expected);
  });
}

Deno.test("lintAssignments() offers the name without blanks, and names what belongs to the value", () => {
  assertEquals(lintPlace("[a]\nexten => s,1,Set(A = 1)\n", "dialplan-set-blank"), { found: "A ", fixed: "A" });
  assertEquals(lintPlace("[a]\nexten => s,1,Set(A=1,B=2)\n", "dialplan-set-several")?.found, ",B=2");
});

import { assertEquals } from "@std/assert";
import { findRemoved } from "../../../config/dialplan/removed_applications.ts";
import { lintDialplan } from "../../../config/dialplan/lint.ts";
import { readSource } from "./dialplan_source.ts";

Deno.test("findRemoved() knows in any case since when an application is gone", () => {
  assertEquals(findRemoved("MACRO"), { since: 21, instead: "Gosub" });
  assertEquals(findRemoved("Dial"), undefined);
});

for (
  const [application, version, expected] of [
    ["Macro(x)", 20, []],
    ["Macro(x)", 21, ["dialplan-application-removed"]],
    ["DeadAGI(x)", 22, []],
    ["DeadAGI(x)", 23, ["dialplan-application-removed"]],
    ["DigitTimeout(5)", 13, ["dialplan-application-removed"]],
  ] satisfies [string, number, string[]][]
) {
  Deno.test(`lintDialplan() finds ${expected[0] ?? "nothing"} in ${application} for Asterisk ${version}`, () => {
    const source = readSource(`[a]\nexten => s,1,${application}\n`);

    assertEquals(lintDialplan(source, { asteriskVersion: version }).map(({ code }) => code), expected);
  });
}

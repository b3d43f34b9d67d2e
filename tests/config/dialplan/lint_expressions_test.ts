import { assertEquals } from "@std/assert";
import { lintApplication, lintPlace } from "./dialplan_source.ts";

for (
  const [expression, ...expected] of [
    ["$[]", "dialplan-expression-empty"],
    ["$[${X} = x]", "dialplan-expression-unquoted"],
    ["$[x != ${X}]", "dialplan-expression-unquoted"],
    ["$[${DB(a/b)} > 5]", "dialplan-expression-unquoted"],
    ['$["${X}" = x]', "dialplan-expression-quotes-differ"],
    ['$[${X} = "x"]', "dialplan-expression-quotes-differ"],
    ['$[!"${X}"]', "dialplan-expression-not-text"],
    ["$[!yes]", "dialplan-expression-not-text"],
    ["$[1 +]", "dialplan-expression-syntax"],
    ['$["${X}" =~ "(a"]', "dialplan-expression-regex"],
    ['$["${X}" : "(a)\\1"]', "dialplan-expression-regex"],
    ['$["${X}" =~ "${Y}("]'],
    ['$["${X}" =~ "^[0-9]+$"]'],
    ['$["${X}" == "${Y}"]'],
    ["$[(${X} + 1]", "dialplan-expression-syntax"],
    ["$[1 ? 2 : 3]", "dialplan-expression-syntax"],
    ['$[a${X} ? "b c" :: ${Y}]'],
    ['$["${X}" = "x"]'],
    ["$[${LEN(${X})} > 5]"],
    ["$[0${X} > 5]"],
    ["$[${EPOCH} > 5]"],
    ["$[${X} + 1]"],
    ["$[!${X}]"],
    ["$[!ISNULL(x)]"],
    ['$["${X}" = "a" | "${Y}" = "b"]'],
    ['$["a b" != "${X}"]'],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintExpressions() finds ${expected.join(", ") || "nothing"} in ${expression}`, () => {
    assertEquals(lintApplication(`NoOp(${expression})`), expected);
  });
}

Deno.test("lintExpressions() names the comparison", () => {
  const text = '[a]\nexten => s,1,NoOp($["a" = "a" & ${X} = x])\n';

  assertEquals(lintPlace(text, "dialplan-expression-unquoted")?.found, "${X} = x");
});

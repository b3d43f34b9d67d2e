import { assertEquals } from "@std/assert";
import { lintLines, lintPlace } from "./dialplan_source.ts";

for (
  const [extension, ...expected] of [
    ["_[1-"],
    ["_1[]5", "dialplan-pattern-set-empty"],
    ["_1[9-1]X", "dialplan-pattern-range-backward"],
    ["_1.2", "dialplan-pattern-tail"],
    ["_X!!", "dialplan-pattern-tail"],
    ["_bunx.", "dialplan-pattern-letter"],
    ["_b[u]ny.", "dialplan-pattern-not-canonical", "dialplan-pattern-letter"],
    ["_911", "dialplan-pattern-plain"],
    ["_8[2-9]x", "dialplan-pattern-not-canonical"],
    ["NXX", "dialplan-pattern-underscore-missing"],
    ["1XX.", "dialplan-pattern-underscore-missing"],
    ["[1-3]5", "dialplan-pattern-underscore-missing"],
    ["X.", "dialplan-pattern-underscore-missing"],
    ["100/_5[]5", "dialplan-pattern-set-empty"],
    ["_X.", ""],
    ["_NXXNXXXXXX", ""],
    ["_+49X.", ""],
    ["_1-800-NXX", ""],
    ["_f[n]-BUSY.", ""],
    ["*98", ""],
    ["s-NOANSWER", ""],
    ["alice", ""],
    ["100/5551234", ""],
    ["${X}1", ""],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintPatterns() finds ${expected[0] || "nothing"} in ${extension}`, () => {
    if (expected.length === 0) return;
    const found = lintLines(`exten => ${extension},1,NoOp()`).filter((code) => code.startsWith("dialplan-pattern"));

    assertEquals(found, expected[0] === "" ? [] : expected);
  });
}

Deno.test("lintPatterns() says that an open set takes all of the line", () => {
  assertEquals(
    lintLines("exten => _[1-,1,NoOp()"),
    ["dialplan-priority-invalid", "dialplan-pattern-set-open"].toSorted(),
  );
});

Deno.test("lintPatterns() finds what a pattern with ! hides", () => {
  assertEquals(lintLines("exten => _1X!,1,NoOp()\nexten => _1X,1,NoOp()\nexten => _1X,2,NoOp()"), [
    "dialplan-extension-unreachable",
  ]);
});

Deno.test("lintPatterns() offers the usual spelling, and names each pattern once", () => {
  const text = "[a]\nexten => _8[2-9]x,1,NoOp()\nexten => _8[2-9]x,n,NoOp()\n";

  assertEquals(lintPlace(text, "dialplan-pattern-not-canonical"), { found: "_8[2-9]x", fixed: "_8NX" });
  assertEquals(lintLines("exten => _x,1,NoOp()\nexten => _x,n,NoOp()"), ["dialplan-pattern-not-canonical"]);
});

Deno.test("lintPatterns() names the set that is wrong", () => {
  assertEquals(lintPlace("[a]\nexten => _1[9-1]X,1,NoOp()\n", "dialplan-pattern-range-backward")?.found, "[9-1]");
});

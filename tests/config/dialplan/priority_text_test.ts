import { assertEquals } from "@std/assert";
import { leadingNumber, parsePriority } from "../../../config/dialplan/priority_text.ts";

for (
  const [field, base, plus, label] of [
    ["1", { kind: "number", number: 1 }, undefined, undefined],
    [" 12x ", { kind: "number", number: 12 }, undefined, undefined],
    ["-3", { kind: "number", number: -3 }, undefined, undefined],
    ["n", { kind: "next" }, undefined, undefined],
    ["next+10(here)", { kind: "next" }, 10, "here"],
    ["n+-2", { kind: "next" }, -2, undefined],
    ["n+", { kind: "next" }, 0, undefined],
    ["s", { kind: "same" }, undefined, undefined],
    ["hint", { kind: "hint" }, undefined, undefined],
    ["N", { kind: "label", label: "N" }, undefined, undefined],
    ["n (x)", { kind: "label", label: "n " }, undefined, "x"],
    ["there+5", { kind: "label", label: "there" }, 5, undefined],
    ["+5", { kind: "label", label: "" }, 5, undefined],
    ["1( a b )+2", { kind: "number", number: 1 }, undefined, " a b "],
    ["1()", { kind: "number", number: 1 }, undefined, undefined],
  ] satisfies [string, ReturnType<typeof parsePriority>["base"], number | undefined, string | undefined][]
) {
  Deno.test(`parsePriority() understands "${field}"`, () => {
    const priority = parsePriority(field);

    assertEquals({ base: priority.base, plus: priority.plus, label: priority.label }, { base, plus, label });
    assertEquals(priority.hasOpenLabel, false);
  });
}

Deno.test("parsePriority() tells a label without its end", () => {
  assertEquals(parsePriority("n(lab").hasOpenLabel, true);
});

Deno.test("leadingNumber() reads 32 bits as C does", () => {
  assertEquals(leadingNumber("99999999999"), 1215752191 + 0);
  assertEquals(leadingNumber("99999999999999999999"), -1);
  assertEquals(leadingNumber("+7"), 7);
  assertEquals(leadingNumber("x"), undefined);
});

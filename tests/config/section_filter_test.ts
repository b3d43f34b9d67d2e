import { assertEquals } from "@std/assert";
import { parseSectionFilter } from "../../config/section_filter.ts";

const pairs = () => [{ name: "type", value: "endpoint" }, { name: "a&b", value: "x=y" }];

for (
  const [filter, ofSection, ofTemplate] of [
    ["", true, false],
    ["type=endpoint", true, false],
    ["type=^end", true, false],
    ["ty=nd", true, false],
    ["type=aor", false, false],
    ["type=", true, false],
    ["type", false, false],
    ["=endpoint", true, false],
    ["type=endpoint&x=y", false, false],
    ["type=endpoint & type=point", true, false],
    [`'type'="endpoint"`, true, false],
    [`"a&b"=x`, true, false],
    ["TEMPLATES=include", true, true],
    ["TEMPLATES=restrict&type=endpoint", false, true],
    ["TEMPLATES=Restrict", false, true],
    ["templates=include", false, false],
    ["TEMPLATES=other", false, false],
    ["type=endpoint,x=y", false, false],
    [" ", false, false],
    ["type=\\&", false, false],
    // Asterisk loses its way in eight quotes within each other, and takes that for no filter.
    [`"'"'"'"'x=1`, true, false],
  ] satisfies [string, boolean, boolean][]
) {
  Deno.test(`parseSectionFilter() reads ${JSON.stringify(filter)}`, () => {
    const fits = parseSectionFilter(filter);

    assertEquals([fits({ isTemplate: false, pairs }), fits({ isTemplate: true, pairs })], [ofSection, ofTemplate]);
  });
}

Deno.test("parseSectionFilter() splits at commas for AMI", () => {
  assertEquals(parseSectionFilter("type=end,a&b=x", ",")({ isTemplate: false, pairs }), true);
});

Deno.test("parseSectionFilter() tells what does not compile, when it comes to it", () => {
  const section = { isTemplate: false, pairs };

  assertEquals(parseSectionFilter("*=x")(section), {
    pattern: "*",
    reason: "Invalid preceding regular expression",
    isOurs: false,
  });
  assertEquals(parseSectionFilter("none=x&*=x")(section), false);
});

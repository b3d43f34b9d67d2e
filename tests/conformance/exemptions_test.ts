import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { selectCases } from "./cases/generate.ts";
import { goldenOf, readGoldens } from "./compare_cases.ts";
import { exemptionOf, exemptions } from "./exemptions.ts";

/** So many of the cases must go as recorded. */
const leastEqual = 0.98;
const leastCases = 1_500;

Deno.test("each exemption has a reason, and as many cases as it says", () => {
  const cases = selectCases({});

  const found = exemptions.map(({ reason, cases: names }) => ({
    reason,
    hasReason: reason.trim() !== "",
    count: cases.filter(({ name }) => names.test(name)).length,
  }));

  assertEquals(found, exemptions.map(({ reason, count }) => ({ reason, hasReason: true, count })));
});

Deno.test("no case has two exemptions", () => {
  const several = selectCases({}).filter(({ name }) => exemptions.filter(({ cases }) => cases.test(name)).length > 1);

  assertEquals(several.map(({ name }) => name), []);
});

Deno.test("nearly all cases must go as recorded: few are exempt, or do not go twice in the same way on Asterisk", async () => {
  const cases = selectCases({});
  const files = await readGoldens(cases);
  // What is neither fails in the tests of its resource when it differs, see case_tests.ts.
  const held = cases.filter((given) => {
    return exemptionOf(given.name) === undefined && goldenOf(given, files)?.unstable === undefined;
  });

  assertGreaterOrEqual(cases.length, leastCases);
  assertGreaterOrEqual(held.length / cases.length, leastEqual);
});

Deno.test("the cases of every resource have a test file", async () => {
  const resources = new Set(selectCases({}).map(({ operation }) => operation.split(".")[0] ?? ""));
  const missing: string[] = [];
  for (const resource of resources) {
    const name = `cases_${resource.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_test.ts`;
    // deno-lint-ignore no-await-in-loop -- A handful of short files.
    const text = await Deno.readTextFile(new URL(name, import.meta.url));
    if (!text.includes(`testCases("${resource}")`)) missing.push(resource);
  }

  assertEquals(missing, []);
});

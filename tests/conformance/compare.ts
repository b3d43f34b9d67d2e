/**
 * Shows where the simulator differs from what a real Asterisk was recorded to do:
 * `deno run -A tests/conformance/compare.ts --operation channels.answer`, or `--resource channels`, or `--name "state: channel down"`.
 * `--summary` counts only, `--first 20` shows so many, `--live` runs on the real Asterisk that is up instead of the simulator.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { type CaseResult, compareCase, compareOnSimulator, readGoldens } from "./compare_cases.ts";
import { openAsteriskWorld } from "./case_world.ts";
import { selectCases } from "./cases/generate.ts";
import { type Case, runPrefix } from "./cases/script.ts";

const options = parseArgs(Deno.args, {
  string: ["operation", "resource", "name", "first"],
  boolean: ["summary", "live"],
});

async function compareOnAsterisk(cases: readonly Case[]): Promise<CaseResult[]> {
  const files = await readGoldens(cases);
  let runs = Math.floor(Math.random() * 90_000);
  const results: CaseResult[] = [];
  for (const given of cases) {
    results.push([given.name, await compareCase(given, files, openAsteriskWorld, runPrefix(runs++))]);
  }
  return results;
}

const cases = selectCases(options);
const start = performance.now();
const results = await (options.live ? compareOnAsterisk(cases) : compareOnSimulator(cases));
const seconds = (performance.now() - start) / 1_000;

if (!options.summary) {
  const first = Number(options.first ?? Infinity);
  for (const [name, comparison] of results.filter(([, { kind }]) => kind !== "equal").slice(0, first)) {
    console.log(`${name}: ${comparison.kind}`);
    if (comparison.kind !== "equal") { for (const text of comparison.differences) console.log(`   ${text}`); }
  }
}
const operations = new Map<string, Map<string, number>>();
for (const [name, { kind }] of results) {
  const operation = name.split(":")[0] ?? "";
  const counts = operations.get(operation) ?? new Map<string, number>();
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  operations.set(operation, counts);
}
if (options.summary) {
  for (const [operation, counts] of operations) {
    console.log(`${operation.padEnd(34)} ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")}`);
  }
}
const equal = results.filter(([, { kind }]) => kind === "equal").length;
console.log(`${equal} of ${results.length} are equal, in ${seconds.toFixed(1)} s`);

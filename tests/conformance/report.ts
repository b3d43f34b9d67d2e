/**
 * Says how much of what the simulator does is equal to the real Asterisk: `deno task conformance:report`.
 *
 * @module
 */
import { compareOnSimulator, readGoldens } from "./compare_cases.ts";
import { selectCases } from "./cases/generate.ts";
import { exemptionOf, exemptions } from "./exemptions.ts";

const results = await compareOnSimulator(selectCases({}));
const counts = new Map<string, number>();
const resources = new Map<string, { cases: number; equal: number }>();
for (const [name, { kind }] of results) {
  const [resource = ""] = name.split(".");
  const entry = resources.get(resource) ?? { cases: 0, equal: 0 };
  entry.cases++;
  if (kind === "equal") entry.equal++;
  resources.set(resource, entry);
  const exemption = kind === "equal" ? undefined : exemptionOf(name);
  const group = exemption === undefined ? kind : "exempt";
  counts.set(group, (counts.get(group) ?? 0) + 1);
}
for (const [resource, { cases, equal }] of resources) {
  console.log(`${resource.padEnd(14)} ${String(equal).padStart(5)} of ${String(cases).padStart(5)} equal`);
}
for (const { reason, cases } of exemptions) {
  console.log(`exempt: ${results.filter(([name]) => cases.test(name)).length}, ${reason}`);
}
const files = await readGoldens(selectCases({}));
const recorded = [...files.values()].flatMap(({ cases }) => [...cases.values()]);
const several = recorded.filter(({ answers, runs }) => runs.length > 1 || answers.some((texts) => texts.length > 1));
console.log(`${several.length} cases go more than one way on the real Asterisk, ${recorded.length} are on record`);
const equal = counts.get("equal") ?? 0;
console.log(`${results.length} cases: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")}`);
console.log(`${(100 * equal / results.length).toFixed(2)} % are equal`);

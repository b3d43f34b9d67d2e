import { assertEquals } from "@std/assert";
import { compareOnSimulator } from "./compare_cases.ts";
import { exemptionOf } from "./exemptions.ts";
import { selectCases } from "./cases/generate.ts";

/** Defines a test for each operation of a resource: the simulator does in every case what is on record. */
export function testCases(resource: string): void {
  for (const operation of new Set(selectCases({ resource }).map((given) => given.operation))) {
    const cases = selectCases({ operation });
    Deno.test(`[simulator] ${cases.length} cases of ${operation} go as recorded`, async () => {
      const problems = (await compareOnSimulator(cases)).flatMap(([name, comparison]) => {
        const isExempt = exemptionOf(name) !== undefined;
        if (comparison.kind === "equal") return isExempt ? [`${name} is exempt and equal: remove the exemption`] : [];
        // What Asterisk does not do twice in the same way is counted by the report.
        if (isExempt || comparison.kind === "unstable") return [];
        return [`${name}: ${comparison.kind}\n  ${comparison.differences.join("\n  ")}`];
      });

      assertEquals(problems, []);
    });
  }
}

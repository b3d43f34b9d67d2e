import { assertEquals } from "@std/assert";
import { type OperationId, operations } from "../../ari/generated/operations.ts";
import { runCase } from "./case_runner.ts";
import { openSimulatedWorld } from "./case_world.ts";
import { compareOnSimulator } from "./compare_cases.ts";
import { selectCases } from "./cases/generate.ts";
import { type Case, runPrefix } from "./cases/script.ts";

/** What the simulator answers to the first request of a case, without the state of things that it needs. */
async function bareAnswer(given: Case): Promise<{ status?: number; body?: { message?: string } }> {
  await using world = await openSimulatedWorld();
  const { answers } = await runCase({ ...given, given: [], steps: given.steps.slice(0, 1) }, world, runPrefix(0));
  return JSON.parse(answers[0] ?? "{}");
}

for (const id of Object.keys(operations) as OperationId[]) {
  Deno.test(`[simulator] ${id} succeeds as the real one does, or answers 501 and says what to do`, async () => {
    const successes = selectCases({ operation: id }).filter(({ name }) => name === `${id}: success`);
    const [[, comparison] = []] = await compareOnSimulator(successes);
    const [success] = successes;
    if (comparison === undefined || success === undefined) {
      throw new Error(`Cannot prove ${id}: it has no success case`);
    }
    if (comparison.kind === "equal") return;

    const { status, body } = await bareAnswer(success);

    assertEquals(
      [status, typeof body?.message],
      [501, "string"],
      `${comparison.kind}: ${comparison.differences.join("\n")}`,
    );
  });
}

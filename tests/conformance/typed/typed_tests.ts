import type { RestWay } from "../../../ari/socket_rest.ts";
import { type OperationId, operations } from "../../../ari/generated/operations.ts";
import { assertEquals } from "@std/assert";
import { GivenError } from "../case_runner.ts";
import { plans } from "../cases/plans.ts";
import { conformance } from "../harness.ts";
import { unsuccessful } from "./exemptions.ts";
import type { TypedCase } from "./typed_case.ts";
import { refusalOf, runTyped, successesOf, type TypedCall } from "./typed_run.ts";

/** A call with what must come of it: a status, or `undefined` for an answer as declared. */
type Trial = readonly [given: TypedCase, status: number | undefined];

function trialsOf(id: OperationId, way: RestWay): Trial[] {
  const answered = unsuccessful[id] === undefined ? successesOf(id).map((given): Trial => [given, undefined]) : [];
  const refused = operations[id].errors.flatMap((status): Trial[] => {
    const given = refusalOf(id, status);
    return given === undefined ? [] : [[given, status]];
  });
  return [...answered, ...refused].filter(([{ httpOnly }]) => way === "http" || httpOnly === undefined);
}

async function problemsOf(call: TypedCall, [given, status]: Trial): Promise<string[]> {
  if (call.backend.name === "simulator" && given.notSimulated !== undefined) {
    return await simulatedAfterAll(call, given);
  }

  const outcome = await runTyped(call, given);
  const came = outcome.kind === "answer" ? undefined : outcome.status;
  if (came === status) return [...outcome.problems];
  return [`${JSON.stringify(given)} comes to ${came ?? "an answer"}, not to ${status ?? "an answer"}`];
}

/** What is said not to be simulated must not have become possible. */
async function simulatedAfterAll(call: TypedCall, given: TypedCase): Promise<string[]> {
  try {
    await runTyped(call, given);
  } catch (error) {
    if (error instanceof GivenError) return [];
    throw error;
  }
  return [`${call.id} comes to its state of things on the simulator: remove "${given.notSimulated}"`];
}

/** Defines a test for each operation: it answers as declared and is refused as documented, by requests that go this way. */
export function testTyped(way: RestWay): void {
  for (const id of Object.keys(operations) as OperationId[]) testOperation(id, way);
}

function testOperation(id: OperationId, way: RestWay): void {
  const trials = trialsOf(id, way);
  const statuses = trials.flatMap(([, status]) => status ?? []);
  const refused = statuses.length === 0 ? "" : `, and is refused with ${statuses.join(", ")}`;
  const succeeds = unsuccessful[id] === undefined ? "answers as declared" : "can not succeed";
  conformance(`typed ${id} by ${way} ${succeeds}${refused}`, async ({ backend }) => {
    const given = { backend, id, way };
    const problems: string[] = [];
    // What looks at all runs or changes what they share must not run beside another.
    if (plans[id]?.alone === true) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      for (const trial of trials) problems.push(...await problemsOf(given, trial));
    } else {
      // All end before the test does, also when one of them fails.
      const settled = await Promise.allSettled(trials.map((trial) => problemsOf(given, trial)));
      for (const result of settled) {
        if (result.status === "rejected") throw result.reason;
        problems.push(...result.value);
      }
    }

    assertEquals(problems, []);
  });
}

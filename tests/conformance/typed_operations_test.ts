/**
 * Every operation through the typed client, on both backends: it succeeds with an answer of the declared type, without and
 * with all its optional parameters, and is refused with each error that is documented for it. `typed/exemptions.ts` says what
 * can not be brought about, and why.
 */
import { assertEquals } from "@std/assert";
import { type OperationId, operations } from "../../ari/generated/operations.ts";
import type { Backend } from "./backend.ts";
import { plans } from "./cases/plans.ts";
import { GivenError } from "./case_runner.ts";
import { conformance } from "./harness.ts";
import { unproduced, unsuccessful } from "./typed/exemptions.ts";
import { refusals } from "./typed/refusals.ts";
import type { TypedCase } from "./typed/typed_case.ts";
import { refusalOf, runTyped, successesOf } from "./typed/typed_run.ts";

const ids = Object.keys(operations) as OperationId[];

/** A call with what must come of it: a status, or `undefined` for an answer as declared. */
type Trial = readonly [given: TypedCase, status: number | undefined];

function trialsOf(id: OperationId): Trial[] {
  const answered = unsuccessful[id] === undefined ? successesOf(id).map((given): Trial => [given, undefined]) : [];
  const refused = operations[id].errors.flatMap((status): Trial[] => {
    const given = refusalOf(id, status);
    return given === undefined ? [] : [[given, status]];
  });
  return [...answered, ...refused];
}

async function problemsOf(backend: Backend, id: OperationId, [given, status]: Trial): Promise<string[]> {
  if (backend.name === "simulator" && given.notSimulated !== undefined) {
    return await simulatedAfterAll(backend, id, given);
  }
  const outcome = await runTyped(backend, id, given);
  const came = outcome.kind === "answer" ? undefined : outcome.status;
  if (came === status) return [...outcome.problems];
  return [`${JSON.stringify(given)} comes to ${came ?? "an answer"}, not to ${status ?? "an answer"}`];
}

/** What is said not to be simulated must not have become possible. */
async function simulatedAfterAll(backend: Backend, id: OperationId, given: TypedCase): Promise<string[]> {
  try {
    await runTyped(backend, id, given);
  } catch (error) {
    if (error instanceof GivenError) return [];
    throw error;
  }
  return [`${id} comes to its state of things on the simulator: remove "${given.notSimulated}"`];
}

for (const id of ids) {
  const trials = trialsOf(id);
  const statuses = trials.flatMap(([, status]) => status ?? []);
  const refused = statuses.length === 0 ? "" : `, and is refused with ${statuses.join(", ")}`;
  const succeeds = unsuccessful[id] === undefined ? "answers as declared" : "can not succeed";
  conformance(`typed ${id} ${succeeds}${refused}`, async ({ backend }) => {
    const problems: string[] = [];
    // What looks at all runs or changes what they share must not run beside another.
    if (plans[id]?.alone === true) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      for (const trial of trials) problems.push(...await problemsOf(backend, id, trial));
    } else {
      problems.push(...(await Promise.all(trials.map((trial) => problemsOf(backend, id, trial)))).flat());
    }

    assertEquals(problems, []);
  });
}

Deno.test("every operation succeeds and every documented error is brought about, or is exempt with a reason", () => {
  const documented = ids.flatMap((id) => operations[id].errors.map((status) => `${id} ${status}`));
  const produced = Object.entries(refusals).flatMap(([id, byStatus]) => {
    return Object.keys(byStatus).map((status) => `${id} ${status}`);
  });

  assertEquals([...produced, ...Object.keys(unproduced)].sort(), documented.sort());
  assertEquals(ids.filter((id) => unsuccessful[id] !== undefined), Object.keys(unsuccessful));
  // The counts that the exemptions are allowed to come to; they only shrink.
  assertEquals([documented.length, Object.keys(unproduced).length, Object.keys(unsuccessful).length], [220, 17, 4]);
});

import { differences, isNotSimulated } from "./case_differences.ts";
import { GivenError, runCase } from "./case_runner.ts";
import { openSimulatedWorld, type World } from "./case_world.ts";
import { type Case, runPrefix } from "./cases/script.ts";
import { type GoldenCase, type GoldenFile, readGolden, scriptSum } from "./golden_cases.ts";

/** How a case went in comparison with what is on record. */
export type Comparison =
  | { readonly kind: "equal" }
  | { readonly kind: "different"; readonly differences: readonly string[] }
  /** The simulator said that it does not do this. */
  | { readonly kind: "not simulated"; readonly differences: readonly string[] }
  /** Not even the state that the case begins with was reached. */
  | { readonly kind: "no start"; readonly differences: readonly string[] }
  /** Asterisk does not do the same twice. */
  | { readonly kind: "unstable"; readonly differences: readonly string[] }
  /** The case has not been recorded since it was made or changed. */
  | { readonly kind: "not on record"; readonly differences: readonly string[] };

/** The name of a case and how it went. */
export type CaseResult = readonly [name: string, comparison: Comparison];

/** Runs cases on the simulator, each on one of its own, and compares them with the recordings. */
export async function compareOnSimulator(cases: readonly Case[]): Promise<CaseResult[]> {
  const files = await readGoldens(cases);
  const results: CaseResult[] = [];
  for (const given of cases) {
    // deno-lint-ignore no-await-in-loop -- Each has the process to itself, as virtual time needs it.
    results.push([given.name, await compareCase(given, files, openSimulatedWorld, runPrefix(0))]);
  }
  return results;
}

/** The recordings of all resources that these cases are of. */
export async function readGoldens(cases: readonly Case[]): Promise<ReadonlyMap<string, GoldenFile>> {
  const files = new Map<string, GoldenFile>();
  for (const resource of new Set(cases.map(resourceOf))) {
    const file = await readGolden(resource);
    if (file !== undefined) files.set(resource, file);
  }
  return files;
}

/** The recording of a case, `undefined` when there is none of this script. */
export function goldenOf(given: Case, files: ReadonlyMap<string, GoldenFile>): GoldenCase | undefined {
  const golden = files.get(resourceOf(given))?.cases.get(given.name);
  return golden?.script === scriptSum(given) ? golden : undefined;
}

/** Runs one case and compares it. */
export async function compareCase(
  given: Case,
  files: ReadonlyMap<string, GoldenFile>,
  open: () => Promise<World>,
  prefix: string,
): Promise<Comparison> {
  const golden = goldenOf(given, files);
  if (golden === undefined) return { kind: "not on record", differences: ["run deno task record:asterisk --missing"] };
  if (golden.unstable !== undefined) return { kind: "unstable", differences: [golden.unstable] };
  await using world = await open();
  try {
    const run = await runCase(given, world, prefix);
    const found = differences(given, run, golden);
    if (found.length === 0) return { kind: "equal" };
    return { kind: isNotSimulated(run) ? "not simulated" : "different", differences: found };
  } catch (error) {
    if (error instanceof GivenError) return { kind: "no start", differences: [error.message] };
    return { kind: "different", differences: [error instanceof Error ? error.stack ?? error.message : String(error)] };
  }
}

function resourceOf({ operation }: Case): string {
  return operation.split(".")[0] ?? "";
}

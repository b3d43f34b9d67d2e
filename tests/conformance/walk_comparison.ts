import fc from "fast-check";
import { differences, isNotSimulated } from "./case_differences.ts";
import { type CaseRun, runCase } from "./case_runner.ts";
import { openAsteriskWorld, openSimulatedWorld } from "./case_world.ts";
import { type Case, runPrefix } from "./cases/script.ts";
import { toGolden } from "./golden_cases.ts";
import { walk, walkCase } from "./walk_commands.ts";

/** So often is the real Asterisk asked before the simulator is taken to differ: some of what it does is a race. */
const mostRuns = 4;

/** Where simulator and real Asterisk part. */
export interface Parting {
  /** The shortest walk that was found. */
  readonly requests: readonly string[];
  readonly differences: readonly string[];
}

/** How walks are taken. */
export interface WalkOptions {
  readonly walks: number;
  /** The longest walk, in requests. */
  readonly length: number;
  readonly seed: number;
}

/** Walks over simulator and real Asterisk at once, until they part or for so many walks. */
export async function compareWalks({ walks, length, seed }: WalkOptions): Promise<Parting | undefined> {
  const property = fc.asyncProperty(walk(length), async (requests) => {
    const found = await compareLive(walkCase(requests));
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: walks, seed });
  if (!failed) return undefined;
  const text = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { requests: counterexample?.[0] ?? [], differences: text.split("\n") };
}

/** In what both differ; each run of the real one that could explain the simulator's is taken into account. */
async function compareLive(given: Case): Promise<string[]> {
  const simulated = await runOnSimulator(given);
  // What it says that it can not do, it does not do wrong.
  if (isNotSimulated(simulated)) return [];
  const real: CaseRun[] = [];
  let found: string[] = [];
  await using world = await openAsteriskWorld();
  while (real.length < mostRuns) {
    // deno-lint-ignore no-await-in-loop -- Asked again only when the answer was another.
    real.push(await runCase(given, world, runPrefix(Math.floor(Math.random() * 90_000))));
    found = withoutTime(differences(given, simulated, toGolden(given, real)));
    if (found.length === 0) break;
  }
  return found;
}

/**
 * How far another thread has come at the moment of a request: where the far end of a call is in its dialplan (an answer to
 * a Local channel takes half a second), and whether a recording has begun when it is asked for.
 */
const matterOfTime = [
  /\.dialplan\.(?:priority|app_name|app_data): /,
  /body\.state: is "(?:queued|recording)", recorded "(?:queued|recording)"$/,
];

/** Differences that are more than a matter of time; a heading without any goes too. */
function withoutTime(found: readonly string[]): string[] {
  const lines = found.flatMap((difference) => difference.split("\n"))
    .filter((line) => !matterOfTime.some((pattern) => pattern.test(line)));
  return lines.filter((line, index) => line.startsWith(" ") || lines[index + 1]?.startsWith(" "));
}

async function runOnSimulator(given: Case): Promise<CaseRun> {
  await using world = await openSimulatedWorld();
  return await runCase(given, world, runPrefix(0));
}

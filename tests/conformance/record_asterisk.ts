/**
 * Records what a real Asterisk answers in each generated case, so that the simulator can be compared without it:
 * `deno task asterisk up && deno task record:asterisk`. With `--operation channels.answer` or `--resource channels` only some,
 * with `--missing` only those that are not on record or whose script has changed. With `--more` the cases in which the simulator
 * differs are run some more times, and what Asterisk does then besides is added: some of it is a race, in which one way is rare.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { type CaseRun, GivenError, runCase } from "./case_runner.ts";
import { tracesKey } from "./case_traces.ts";
import { compareOnSimulator } from "./compare_cases.ts";
import { openAsteriskWorld, type World } from "./case_world.ts";
import { selectCases } from "./cases/generate.ts";
import { type Case, runPrefix } from "./cases/script.ts";
import { type GoldenCase, readGolden, scriptSum, toGolden, writeGolden } from "./golden_cases.ts";

/** So many runs must be the same; when they are not, up to so many are made. */
const sameRuns = 3;
const mostRuns = 9;
/** A way in which a case can go counts when it was seen so often. */
const leastSeen = 2;
const lanes = 8;
const restarts = 3;
const moreRuns = 5;

let runs = Math.floor(Math.random() * 90_000);

async function recordCase(given: Case, world: World): Promise<GoldenCase> {
  const made: CaseRun[] = [];
  let failures = 0;
  while (made.length < sameRuns || (made.length < mostRuns && keysOf(made).size > 1)) {
    try {
      made.push(await runCase(given, world, runPrefix(runs++)));
    } catch (error) {
      if (!(error instanceof GivenError) || ++failures > restarts) throw error;
    }
  }
  const seen = keysOf(made);
  if (seen.size === 1) return toGolden(given, made);
  const often = made.filter((run) => (seen.get(keyOf(run)) ?? 0) >= leastSeen);
  if (often.length > 0) return toGolden(given, often);
  const script = scriptSum(given);
  return { script, answers: [], runs: [], unstable: `${made.length} runs went ${seen.size} ways` };
}

function keysOf(made: readonly CaseRun[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of made) counts.set(keyOf(run), (counts.get(keyOf(run)) ?? 0) + 1);
  return counts;
}

function keyOf({ answers, events }: CaseRun): string {
  return `${answers.join("\n")}\n${tracesKey(events)}`;
}

/** Adds the ways in which a case goes when it is run some more times. */
async function recordMore(given: Case, world: World, known: GoldenCase): Promise<GoldenCase> {
  const made: CaseRun[] = [];
  while (made.length < moreRuns) made.push(await runCase(given, world, runPrefix(runs++)));
  const added = toGolden(given, made);
  return {
    script: known.script,
    answers: known.answers.map((texts, index) => [...new Set([...texts, ...added.answers[index] ?? []])]),
    runs: [...new Map([...known.runs, ...added.runs].map((events) => [tracesKey(events), events])).values()],
  };
}

async function record(
  cases: readonly Case[],
  make: (given: Case) => Promise<GoldenCase>,
  keep: (given: Case, golden: GoldenCase) => void,
): Promise<void> {
  const queue = [...cases];
  const running = new Set<string>();
  let done = 0;
  const work = async () => {
    for (let given = queue.shift(); given !== undefined; given = queue.shift()) {
      running.add(given.name);
      if (options.verbose) console.log(given.name);
      try {
        keep(given, await make(given));
        running.delete(given.name);
      } catch (error) {
        if (error instanceof TypeError || error instanceof SuppressedError) {
          console.error(`Asterisk is gone; what was running:\n${[...running].join("\n")}`);
          Deno.exit(1);
        }
        running.delete(given.name);
        console.error(`${given.name}: ${error instanceof Error ? error.message : error}`);
      }
      if (++done % 100 === 0) console.log(`${done} of ${cases.length}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, cases.length) }, work));
}

async function differing(cases: readonly Case[]): Promise<Set<string>> {
  const results = await compareOnSimulator(cases);
  return new Set(results.filter(([, { kind }]) => kind === "different").map(([name]) => name));
}

const options = parseArgs(Deno.args, {
  string: ["operation", "resource", "name"],
  boolean: ["missing", "more", "verbose"],
});
await using world = await openAsteriskWorld();
const all = selectCases({});
const selected = new Set(selectCases(options).map(({ name }) => name));
const { status, headers } = await fetch(`${world.url}/ari/asterisk/ping`).then(async (response) => {
  await response.body?.cancel();
  return response;
});
if (status !== 401) throw new Error(`Cannot record: ${world.url} does not look like Asterisk, it answered ${status}`);
const asterisk = headers.get("server")?.replace(/^Asterisk\//, "") ?? "unknown";

for (const resource of new Set(all.map(({ operation }) => operation.split(".")[0] ?? ""))) {
  const cases = all.filter(({ operation }) => operation.startsWith(`${resource}.`));
  const known = (await readGolden(resource))?.cases ?? new Map<string, GoldenCase>();
  const isKnown = (given: Case) => known.get(given.name)?.script === scriptSum(given);
  const different = options.more ? await differing(cases) : new Set();
  const wanted = cases.filter((given) => {
    if (!selected.has(given.name)) return false;
    return options.more ? different.has(given.name) : !options.missing || !isKnown(given);
  });
  if (wanted.length === 0) continue;
  console.log(`${resource}: ${wanted.length} cases`);
  const recorded = new Map<string, GoldenCase>();
  const keep = (given: Case, golden: GoldenCase) => void recorded.set(given.name, golden);
  const make = (given: Case) => {
    const golden = known.get(given.name);
    return options.more && golden !== undefined ? recordMore(given, world, golden) : recordCase(given, world);
  };
  await record(wanted.filter(({ alone }) => !alone), make, keep);
  for (const given of wanted.filter(({ alone }) => alone)) await record([given], make, keep);
  const merged = cases.flatMap(({ name }) => {
    const golden = recorded.get(name) ?? known.get(name);
    return golden === undefined ? [] : [[name, golden] as const];
  });
  await writeGolden(resource, { asterisk, cases: new Map(merged) });
}

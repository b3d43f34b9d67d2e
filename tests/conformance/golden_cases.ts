import type { CaseRun } from "./case_runner.ts";
import { tracesKey } from "./case_traces.ts";
import type { Case } from "./cases/script.ts";

/** What a real Asterisk was recorded to do in a case. */
export interface GoldenCase {
  /** Of the script that was run; another one must be recorded anew. */
  readonly script: string;
  /** What each step was answered: one text, or several where runs differed. */
  readonly answers: readonly (readonly string[])[];
  /** The events of runs that differ in the trace of some object. */
  readonly runs: readonly (readonly string[])[];
  /** Why this case can't be compared: Asterisk does not do the same twice. */
  readonly unstable?: string;
}

/** The recordings of one resource. */
export interface GoldenFile {
  readonly asterisk: string;
  readonly cases: ReadonlyMap<string, GoldenCase>;
}

const folder = new URL("../golden/ari/", import.meta.url);

/** In the file each text stands once, and cases refer to it by its index, as most say the same. */
interface StoredFile {
  readonly asterisk: string;
  readonly texts: readonly unknown[];
  readonly cases: Readonly<Record<string, StoredCase>>;
}

interface StoredCase {
  readonly script: string;
  readonly answers: readonly (number | readonly number[])[];
  readonly runs?: readonly (readonly number[])[];
  readonly unstable?: string;
}

/** The recordings of a resource, `undefined` when there are none. */
export async function readGolden(resource: string): Promise<GoldenFile | undefined> {
  let stored: StoredFile;
  try {
    stored = JSON.parse(await Deno.readTextFile(new URL(`${resource}.json`, folder)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const texts = stored.texts.map((value) => JSON.stringify(value));
  const textOf = (index: number) => {
    const text = texts[index];
    if (text === undefined) throw new RangeError(`Cannot read ${resource}.json: it has no text ${index}`);
    return text;
  };
  const cases = Object.entries(stored.cases).map(([name, { script, answers, runs = [[]], unstable }]) => {
    const golden: GoldenCase = {
      script,
      answers: answers.map((indices) => (typeof indices === "number" ? [indices] : indices).map(textOf)),
      runs: runs.map((run) => run.map(textOf)),
      ...(unstable !== undefined && { unstable }),
    };
    return [name, golden] as const;
  });
  return { asterisk: stored.asterisk, cases: new Map(cases) };
}

/** Writes the recordings of a resource: a line for each text and each case. */
export async function writeGolden(resource: string, { asterisk, cases }: GoldenFile): Promise<void> {
  const indices = new Map<string, number>();
  const indexOf = (text: string) => {
    const index = indices.get(text) ?? indices.size;
    indices.set(text, index);
    return index;
  };
  const lines = [...cases].map(([name, { script, answers, runs, unstable }]) => {
    const [firstRun = [], ...otherRuns] = runs;
    const hasEvents = firstRun.length > 0 || otherRuns.length > 0;
    const stored: StoredCase = {
      script,
      answers: answers.map((texts) => {
        const [first, ...others] = texts.map(indexOf);
        return others.length === 0 && first !== undefined ? first : texts.map(indexOf);
      }),
      ...(hasEvents && { runs: runs.map((run) => run.map(indexOf)) }),
      ...(unstable !== undefined && { unstable }),
    };
    return `${JSON.stringify(name)}: ${JSON.stringify(stored)}`;
  });
  const text = `{"asterisk": ${JSON.stringify(asterisk)},\n"texts": [\n${[...indices.keys()].join(",\n")}\n],\n` +
    `"cases": {\n${lines.join(",\n")}\n}}\n`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(new URL(`${resource}.json`, folder), text);
}

/** A short sum of what a case does, so that a recording of another script is not taken for one of this. */
export function scriptSum({ sockets, given, steps }: Case): string {
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(JSON.stringify([sockets, given, steps]))) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  }
  return sum.toString(36);
}

/** Makes one recording of several runs: each way in which they went is kept once. */
export function toGolden(given: Case, runs: readonly CaseRun[]): GoldenCase {
  const answers = given.steps.map((_, index) => [...new Set(runs.map((run) => run.answers[index] ?? "{}"))]);
  const different = new Map(runs.map(({ events }) => [tracesKey(events), events]));
  return { script: scriptSum(given), answers, runs: [...different.values()] };
}

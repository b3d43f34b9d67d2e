import { type CaseRun, describeStep } from "./case_runner.ts";
import { tracesOf } from "./case_traces.ts";
import type { Case } from "./cases/script.ts";
import type { GoldenCase } from "./golden_cases.ts";

/** In what a run differs from what is on record: a line or more for each difference, none when it is equal. */
export function differences(given: Case, run: CaseRun, golden: GoldenCase): string[] {
  const found: string[] = [];
  for (const [index, step] of given.steps.entries()) {
    const answer = run.answers[index] ?? "{}";
    const recorded = golden.answers[index] ?? [];
    if (!recorded.includes(answer)) {
      found.push(`${describeStep(step)}\n${differenceOf(answer, recorded[0] ?? "{}")}`);
    }
  }
  const traces = tracesOf(run.events);
  const recordedTraces = golden.runs.map(tracesOf);
  for (const object of new Set([...traces.keys(), ...recordedTraces.flatMap((of) => [...of.keys()])])) {
    const trace = traces.get(object) ?? [];
    const known = recordedTraces.map((of) => of.get(object) ?? []);
    if (known.some((other) => other.join("\n") === trace.join("\n"))) continue;
    found.push(`events of ${object}${traceDifference(trace, known[0] ?? [])}`);
  }
  return found;
}

/** The simulator's own word for what it does not do. */
export function isNotSimulated({ answers }: CaseRun): boolean {
  return answers.some((answer) => answer.startsWith('{"status":501') && answer.includes("Cannot "));
}

function traceDifference(trace: readonly string[], recorded: readonly string[]): string {
  const types = (texts: readonly string[]) => texts.map((text) => String(JSON.parse(text).type)).join(" ") || "none";
  const [is, should] = [types(trace), types(recorded)];
  if (is !== should) return `\n     is       ${is}\n     recorded ${should}`;
  return trace.map((text, index) => {
    const other = recorded[index] ?? "{}";
    return text === other ? "" : `, ${JSON.parse(text).type} (${index + 1})\n${differenceOf(text, other)}`;
  }).find((text) => text !== "") ?? "";
}

/** Field by field. */
function differenceOf(actual: string, recorded: string): string {
  const [is, should] = [fields(JSON.parse(actual)), fields(JSON.parse(recorded))];
  const lines: string[] = [];
  for (const path of new Set([...should.keys(), ...is.keys()])) {
    const [left = "nothing", right = "nothing"] = [is.get(path), should.get(path)];
    if (left !== right) lines.push(`     ${path}: is ${left}, recorded ${right}`);
  }
  return lines.join("\n") ||
    `     order of fields: is ${[...is.keys()].join(" ")}\n     recorded ${[...should.keys()].join(" ")}`;
}

function fields(value: unknown, path = "", found: Map<string, string> = new Map()): Map<string, string> {
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    for (const [key, item] of Object.entries(value)) fields(item, path === "" ? key : `${path}.${key}`, found);
  } else found.set(path, JSON.stringify(value));
  return found;
}

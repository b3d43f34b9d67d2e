import type { ApplicationFacts, FunctionFacts } from "./application_facts.ts";
import { applications } from "./generated/applications.ts";
import { functions } from "./generated/functions.ts";

const applicationsByName = new Map(applications.map((application) => [application.name.toLowerCase(), application]));
const functionsByName = new Map(functions.map((one) => [one.name.toLowerCase(), one]));

/**
 * What is known of an application of Asterisk 22, which is found in any case, as Asterisk finds it.
 *
 * @example
 * ```ts
 * import { findApplication } from "@asterism/asterisk/config";
 *
 * console.log(findApplication("dial")?.variables["DIALSTATUS"]?.includes("BUSY")); // true
 * ```
 */
export function findApplication(name: string): ApplicationFacts | undefined {
  return applicationsByName.get(name.toLowerCase());
}

/** What is known of a dialplan function of Asterisk 22. Asterisk asks for the exact case; this does not. */
export function findFunction(name: string): FunctionFacts | undefined {
  return functionsByName.get(name.toLowerCase());
}

/** The known application whose name is nearest to one that is not known, if any is near. */
export function nearestApplication(name: string): string | undefined {
  return nearestKnown(name, applications, applicationsNear);
}

/** The known function whose name is nearest to one that is not known, if any is near. */
export function nearestFunction(name: string): string | undefined {
  return nearestKnown(name, functions, functionsNear);
}

/** A dialplan that has an unknown name has it in many lines. */
const applicationsNear = new Map<string, string | undefined>();
const functionsNear = new Map<string, string | undefined>();
/** How many unknown names are remembered. */
const maxNear = 1_000;

function nearestKnown(
  name: string,
  known: readonly { readonly name: string }[],
  near: Map<string, string | undefined>,
): string | undefined {
  if (near.has(name)) return near.get(name);
  const nearest = nearestName(name, known.map((one) => one.name));
  if (near.size < maxNear) near.set(name, nearest);
  return nearest;
}

/** How many arguments something takes, in words. */
export function countOf(count: number): string {
  if (count === 0) return "no arguments";
  return count === 1 ? "1 argument" : `${count} arguments`;
}

/** Of these names the one with the fewest letters to change, when these are few for its length. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase().slice(0, longestName);
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const changes = countChanges(wanted, candidate.toLowerCase());
    if (changes < least) [nearest, least] = [candidate, changes];
  }
  return nearest;
}

/** Names that are longer are compared as far as this. */
const longestName = 64;

function countChanges(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

import { assertEquals } from "@std/assert";
import { models } from "../../ari/generated/models.ts";
import type { Property } from "../../ari/operation.ts";
import { AsteriskRelease } from "../../simulator/asterisk_release.ts";
import { ApiRelease } from "../../simulator/fronts/ari/api_release.ts";
import { allOperations } from "../../simulator/fronts/ari/router.ts";
import { newestReleases } from "../../simulator/releases.ts";

/** What `tests/conformance/record_releases.ts` has found in Asterisk's repository. */
interface Recording {
  readonly releases: readonly string[];
  readonly since: Readonly<Record<string, string>>;
}

async function readRecording(): Promise<Recording> {
  return JSON.parse(await Deno.readTextFile("tests/golden/releases.json"));
}

/** The releases of a branch that a recorded text names: `16.3.0 17.0.0..17.2.0`. */
function spanOf(text: string, releases: readonly string[]): Set<string> {
  return new Set(
    text.split(" ").flatMap((span) => {
      const [first = "", last] = span.split("..");
      const branch = releases.find((each) => each.split(" ").includes(first))?.split(" ") ?? [];
      return branch.slice(branch.indexOf(first), last === undefined ? undefined : branch.indexOf(last) + 1);
    }),
  );
}

/** What the simulator has in a release, in the words of the recording. */
function namesOf(release: string): Set<string> {
  const api = new ApiRelease(new AsteriskRelease(release));
  return new Set([
    ...api.operations.flatMap(({ id, parameters, errors }) => [
      `operation ${id}`,
      ...errors.map((status) => `operation ${id}, error ${status}`),
      ...parameters.flatMap(({ name, values = [] }) => [
        `operation ${id}, parameter ${name}`,
        ...values.map((value) => `operation ${id}, parameter ${name}, value ${value}`),
      ]),
    ]),
    ...[...api.models.values()].flatMap(({ name: model, properties }) => [
      `model ${model}`,
      ...properties.flatMap((property) => {
        const name = `model ${model}, property ${property.name}`;
        const { values = [] } = property;
        return [name, `${name}, type ${typeOf(property)}`, ...values.map((value) => `${name}, value ${value}`)];
      }),
    ]),
  ]);
}

function typeOf({ type, list }: Property): string {
  return list ? `List[${type}]` : type;
}

/** What the operation answered for three releases, which is not simulated. */
const notSimulated = ["model ExternalMedia"];

Deno.test("every release has what Asterisk's own documents of it have, and nothing else", async () => {
  const { releases, since } = await readRecording();
  const spans = Object.entries(since).filter(([name]) => !notSimulated.includes(name))
    .map(([name, text]) => ({ name, having: spanOf(text, releases) }));
  const newest = namesOf("22");

  for (const release of releases.flatMap((branch) => branch.split(" "))) {
    const names = namesOf(release);
    const wrong = spans.filter(({ name, having }) => names.has(name) !== having.has(release)).map(({ name }) => name);
    assertEquals({ release, wrong }, { release, wrong: [] });
    // What is not on record came with its whole.
    const lost = [...newest].filter((name) => !names.has(name) && !isOnRecord(name, since));
    assertEquals({ release, lost }, { release, lost: [] });
  }
});

/** Whether a name or what it is a part of is recorded. */
function isOnRecord(name: string, since: Recording["since"]): boolean {
  if (Object.hasOwn(since, name)) return true;
  const end = name.lastIndexOf(", ");
  return end > 0 && isOnRecord(name.slice(0, end), since);
}

Deno.test("the newest releases are those of the recording", async () => {
  const { releases } = await readRecording();

  assertEquals(
    Object.values(newestReleases),
    releases.map((branch) => branch.split(" ").at(-1)),
  );
});

Deno.test("the default release has all there is", () => {
  const api = new ApiRelease(new AsteriskRelease());

  assertEquals(api.operations.length, allOperations().length);
  assertEquals([...api.models.values()], Object.values(models));
});

/**
 * Records what ARI has in each release of Asterisk, by the documents in a clone of its repository:
 *
 * ```sh
 * deno run --allow-run=git --allow-write=tests/golden tests/conformance/record_releases.ts CLONE
 * ```
 *
 * Kept are names only, of what not every release has: from which release of each branch on, and up to which if it went again.
 */

/** What a document says, as far as it is read here. */
interface Document {
  readonly apis: readonly { readonly operations: readonly DocumentedOperation[] }[];
  readonly models?: Readonly<Record<string, { readonly properties?: Readonly<Record<string, DocumentedProperty>> }>>;
}

interface DocumentedOperation {
  readonly nickname: string;
  readonly parameters?: readonly { readonly name: string; readonly allowableValues?: Values }[];
  readonly errorResponses?: readonly { readonly code: number }[];
}

interface DocumentedProperty {
  readonly type: string;
  readonly allowableValues?: Values;
}

interface Values {
  readonly values?: readonly string[];
}

const decoder = new TextDecoder();

/** Runs git in the clone. */
function git(clone: string, args: readonly string[]): string {
  const { success, stdout, stderr } = new Deno.Command("git", { args: ["-C", clone, ...args] }).outputSync();
  if (!success) throw new Error(`Cannot run git ${args.join(" ")}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}

/** The names of everything in a document; each part begins with the name of what it is a part of. */
function namesIn(resource: string, { apis, models = {} }: Document): string[] {
  return [
    ...apis.flatMap(({ operations }) => operations).flatMap(({ nickname, parameters = [], errorResponses = [] }) => {
      const operation = `operation ${resource}.${nickname}`;
      return [
        operation,
        ...errorResponses.map(({ code }) => `${operation}, error ${code}`),
        ...parameters.flatMap(({ name, allowableValues: { values = [] } = {} }) => {
          const parameter = `${operation}, parameter ${name}`;
          return [parameter, ...values.map((value) => `${parameter}, value ${value}`)];
        }),
      ];
    }),
    ...Object.entries(models).flatMap(([id, { properties = {} }]) => {
      const model = `model ${id}`;
      return [
        model,
        ...Object.entries(properties).flatMap(([name, { type, allowableValues: { values = [] } = {} }]) => {
          const property = `${model}, property ${name}`;
          return [property, `${property}, type ${type}`, ...values.map((value) => `${property}, value ${value}`)];
        }),
      ];
    }),
  ];
}

/** The releases of a branch that have something, in words. */
function span(branch: readonly string[], having: ReadonlySet<string>): string | undefined {
  const there = branch.filter((release) => having.has(release));
  const [first, last] = [there[0], there.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (branch.indexOf(last) - branch.indexOf(first) !== there.length - 1) {
    throw new Error(`Cannot tell what ${branch[0]} has: it went and came again`);
  }
  return last === branch.at(-1) ? first : `${first}..${last}`;
}

const [clone] = Deno.args;
if (clone === undefined) throw new TypeError("Cannot record: give the path of a clone of Asterisk's repository");
const numbers = (release: string) => release.split(".").map(Number);
const releases = git(clone, ["tag"]).split("\n").filter((tag) => /^(?:1[6-9]|2[0-3])\.\d+\.\d+$/.test(tag))
  .toSorted((one, other) => {
    const [a, b] = [numbers(one), numbers(other)];
    return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0);
  });
const documents = new Map<string, readonly string[]>();
const having = new Map<string, Set<string>>();
for (const release of releases) {
  for (const line of git(clone, ["ls-tree", release, "rest-api/api-docs/"]).split("\n")) {
    const [, hash = "", resource = ""] = /^\S+ blob (\w+)\t.*\/(\w+)\.json$/.exec(line) ?? [];
    if (hash === "") continue;
    let names = documents.get(hash);
    if (names === undefined) {
      names = namesIn(resource, JSON.parse(git(clone, ["cat-file", "blob", hash])));
      documents.set(hash, names);
    }
    for (const name of names) having.set(name, (having.get(name) ?? new Set()).add(release));
  }
}
const branches = [...Map.groupBy(releases, (release) => release.split(".")[0]).values()];
const changed = [...having].filter(([name, { size }]) => {
  // A part that is there wherever the whole is, is not worth a line.
  const whole = having.get(name.slice(0, Math.max(0, name.lastIndexOf(", "))));
  return size < (whole?.size ?? releases.length);
}).toSorted(([a], [b]) => a < b ? -1 : 1).map(([name, set]) => {
  return [name, branches.map((branch) => span(branch, set)).filter((text) => text !== undefined).join(" ")];
});
const recording = { releases: branches.map((branch) => branch.join(" ")), since: Object.fromEntries(changed) };
Deno.writeTextFileSync("tests/golden/releases.json", `${JSON.stringify(recording, undefined, 2)}\n`);

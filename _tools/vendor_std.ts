/**
 * Fills `vendor/` with the packages of `@std` where JSR does not answer, from the npm package `deno-std`. It does nothing
 * when `vendor/` has them already, and nothing when JSR answers, for Deno then fetches them itself.
 *
 * ```sh
 * deno task vendor
 * ```
 */

/** How long JSR may take to answer before npm is asked instead, in milliseconds. */
const jsrTimeLimit = 3_000;

/** How old a directory that another run was filling must be before it counts as abandoned, in milliseconds. */
const abandonedAfter = 10 * 60_000;

/** The npm packages, at the versions that the declarations in `vendor_std/` were written for. */
const npmPackages = ["npm:deno-std@1.4.0", "npm:ini@6.0.0"];

/** A package of `@std`: what it is called, which folders of `deno-std` it needs, and what its entry module exports. */
interface StdPackage {
  readonly name: string;
  /** The oldest version that the range in `deno.json` accepts. */
  readonly version: string;
  readonly folders: readonly string[];
  readonly modules: readonly string[];
}

const stdPackages: readonly StdPackage[] = [
  { name: "assert", version: "1.0.0", folders: ["assert", "internal"], modules: ["assert/mod.js"] },
  {
    name: "cli",
    version: "1.0.0",
    folders: ["cli", "internal"],
    // Not cli/mod.js: it also exports unicode_width.js, whose data file the npm copy lacks.
    modules: ["cli/parse_args.js", "cli/prompt_secret.js"],
  },
  {
    name: "http",
    version: "1.0.0",
    folders: ["http", "http/_negotiation", "encoding"],
    modules: ["cookie", "etag", "status", "negotiation", "sse_stream", "sse_parse_stream"]
      .map((module) => `http/${module}.js`),
  },
  { name: "ini", version: "1.0.0-rc.8", folders: [], modules: [] },
];

/** Where things are, for {@linkcode vendorStd}. */
export interface VendorStdOptions {
  /** The directory that Deno vendors into. */
  vendor: URL;
  /** The registry that `jsr:` stands for. */
  jsr: URL;
  /** Asks whether JSR answers; a test gives its own. */
  answers?: (jsr: URL) => Promise<boolean>;
  /** Installs npm packages into `node_modules` of a directory; a test gives its own. */
  install?: (directory: URL) => Promise<string | null>;
}

/** Fills the directory when it must; resolves with what it found, or with what went wrong. */
export async function vendorStd(
  options: VendorStdOptions,
): Promise<"complete" | "jsr answers" | "filled" | { problem: string }> {
  const { vendor, jsr, answers = jsrAnswers, install = npmInstall } = options;
  const target = new URL(`${directoryOf(jsr)}/`, vendor);
  const recipe = await recipeHash();
  if (await isComplete(target, recipe)) return "complete";
  if (await answers(jsr)) return "jsr answers";

  await removeAbandoned(vendor);
  const work = new URL(`.filling-${crypto.randomUUID()}/`, vendor);
  try {
    await Deno.mkdir(work, { recursive: true });
    const problem = await install(work);
    if (problem !== null) {
      return {
        problem: `Cannot get @std: JSR at ${jsr.origin} did not answer within ${jsrTimeLimit / 1000} s, ` +
          `and npm could not give ${npmPackages.join(", ")}.\nDeno takes the npm registry from ~/.npmrc or ` +
          `NPM_CONFIG_REGISTRY, and another JSR from JSR_URL. It said:\n${problem}`,
      };
    }
    const filled = new URL("filled/", work);
    for (const std of stdPackages) await fillPackage(std, new URL(`@std/${std.name}/`, filled), work);
    await Deno.writeTextFile(new URL(".recipe", filled), recipe);
    await replace(target, filled, new URL("old/", work), recipe);
    return "filled";
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** The directory that Deno keeps the modules of a server in. */
function directoryOf(server: URL): string {
  const { protocol, hostname, port, host } = server;
  return protocol === "https:" && port === "" ? host : [protocol.slice(0, -1), hostname, port].join("_");
}

/** Names the exact outcome of this tool, so that a change of it refills directories that were filled before. */
async function recipeHash(): Promise<string> {
  const sources = ["vendor_std.ts", "vendor_std/assert.d.ts", "vendor_std/cli.d.ts", "vendor_std/http.d.ts"]
    .concat("vendor_std/ini.ts");
  const texts = await Promise.all(sources.map((source) => Deno.readTextFile(new URL(source, import.meta.url))));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texts.join("\0")));
  return new Uint8Array(digest).toHex();
}

/** Whether our files of this very recipe are there, or the whole of what Deno fetched itself. */
async function isComplete(target: URL, recipe: string): Promise<boolean> {
  const found = await readIfExists(new URL(".recipe", target));
  if (found !== null) return found === recipe;
  const metas = await Promise.all(
    stdPackages.map(({ name }) => readIfExists(new URL(`@std/${name}/meta.json`, target))),
  );
  return metas.every((meta) => meta !== null);
}

async function readIfExists(file: URL): Promise<string | null> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function jsrAnswers(jsr: URL): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(jsrTimeLimit);
    const response = await fetch(new URL("@std/assert/meta.json", jsr), { signal });
    // A proxy's refusal or a portal's page is no answer either.
    return response.ok && "versions" in await response.json();
  } catch {
    return false;
  }
}

/** Lets Deno itself fetch the packages, as it then uses the same registry, proxy and certificates as for the tests. */
async function npmInstall(directory: URL): Promise<string | null> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", "--no-config", "--no-lock", "--node-modules-dir=auto", ...npmPackages],
    cwd: directory,
    env: { DENO_NO_PACKAGE_JSON: "1", NO_COLOR: "1" },
    stdout: "null",
  }).output();
  if (success) return null;
  const [reason = ""] = new TextDecoder().decode(stderr).split("\nStack backtrace:");
  return reason.trim();
}

/** Writes one package as Deno would have fetched it from JSR. */
async function fillPackage(std: StdPackage, target: URL, work: URL): Promise<void> {
  const { name, version, folders, modules } = std;
  const code = new URL(`${version}/`, target);
  await Deno.mkdir(code, { recursive: true });
  for (const folder of folders) {
    const source = new URL(`node_modules/deno-std/${folder}/`, work);
    await Deno.mkdir(new URL(`${folder}/`, code), { recursive: true });
    for await (const entry of Deno.readDir(source)) {
      if (!entry.name.endsWith(".js")) continue;
      // Deno looks for a file in `vendor/` by its own name up to 30 characters only.
      const file = entry.name.replace("server_sent_event", "sse");
      await Deno.copyFile(new URL(entry.name, source), new URL(`${folder}/${file}`, code));
    }
  }
  const ours = (file: string) => Deno.readTextFile(new URL(`vendor_std/${file}`, import.meta.url));
  if (modules.length === 0) {
    await Deno.writeTextFile(new URL("mod.ts", code), await ours(`${name}.ts`));
  } else {
    const lines = ['// @ts-self-types="./mod.d.ts"', ...modules.map((module) => `export * from "./${module}";`)];
    await Deno.writeTextFile(new URL("mod.js", code), lines.join("\n") + "\n");
    await Deno.writeTextFile(new URL("mod.d.ts", code), await ours(`${name}.d.ts`));
  }
  const entry = modules.length === 0 ? "./mod.ts" : "./mod.js";
  // In @std the modules have paths of their own as well; here all of them lead to the whole.
  const paths = modules.map((module) => module.replace(/^.*\/|\.js$/g, "").replace("sse", "server_sent_event"))
    .filter((path) => path !== "mod").map((path) => `./${path.replaceAll("_", "-")}`);
  const exports = Object.fromEntries([".", ...paths].map((path) => [path, entry]));
  const versionMeta = { manifest: {}, exports };
  const meta = { scope: "std", name, latest: version, versions: { [version]: {} } };
  await Deno.writeTextFile(new URL(`${version}_meta.json`, target), JSON.stringify(versionMeta));
  await Deno.writeTextFile(new URL("meta.json", target), JSON.stringify(meta));
}

/** Puts the filled directory in its place in one step, so that a killed run never leaves half of it there. */
async function replace(target: URL, filled: URL, old: URL, recipe: string): Promise<void> {
  try {
    await Deno.rename(target, old);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  try {
    await Deno.rename(filled, target);
  } catch (error) {
    // Another run may have been faster, with the same outcome.
    if (!await isComplete(target, recipe)) throw error;
  }
}

async function removeAbandoned(vendor: URL): Promise<void> {
  try {
    for await (const entry of Deno.readDir(vendor)) {
      if (!entry.name.startsWith(".filling-")) continue;
      const directory = new URL(`${entry.name}/`, vendor);
      const { mtime } = await Deno.stat(directory);
      if (Date.now() - (mtime?.getTime() ?? 0) > abandonedAfter) await Deno.remove(directory, { recursive: true });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

if (import.meta.main) {
  const vendor = new URL("../vendor/", import.meta.url);
  const result = await vendorStd({ vendor, jsr: new URL(Deno.env.get("JSR_URL") ?? "https://jsr.io/") });
  if (result === "filled") console.error("JSR did not answer: filled vendor/ with @std from npm");
  if (typeof result === "object") {
    console.error(result.problem);
    Deno.exit(1);
  }
}

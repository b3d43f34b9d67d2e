/**
 * Runs all generators: `deno task generate`, or `deno task generate --check` to see whether what they wrote is what they
 * would write. Most read the files of the project's own Asterisk, which
 * `deno task asterisk install` brings; that of the manager reads facts that are in the repository.
 */

/** The generators, from the checkout's root. */
const generators: readonly string[] = [
  "ami/_tools/generate.ts",
  "ari/_tools/generate.ts",
  "config/dialplan/_tools/generate.ts",
  "config/schema/_tools/generate.ts",
];

/** Runs every generator with the same arguments; resolves with how many failed. */
export async function generateAll(args: readonly string[]): Promise<number> {
  let failed = 0;
  for (const generator of generators) {
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", generator, ...args],
      cwd: new URL("../", import.meta.url),
    }).spawn().status;
    if (!success) failed++;
  }
  return failed;
}

if (import.meta.main) Deno.exit(await generateAll(Deno.args) === 0 ? 0 : 1);

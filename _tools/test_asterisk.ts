/**
 * Runs the conformance suite on a real Asterisk, with `ASTERISK_BACKEND=asterisk`: brings Asterisk up, tests, and brings
 * it down again even when a test fails. One that was already up stays up. Arguments go to `deno test`.
 *
 * ```sh
 * deno task test:asterisk --filter originate
 * ```
 */
import { down, readState, up } from "./asterisk.ts";

async function testAsterisk(args: readonly string[]): Promise<number> {
  const before = await readState();
  const state = await up({ log: console.error });
  try {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "--no-prompt", "-P=asterisk", ...args, "tests/conformance/"],
      cwd: new URL("../", import.meta.url),
      env: { ASTERISK_BACKEND: "asterisk" },
    }).spawn().status;
    return code;
  } finally {
    const wasUp = state.origin === "environment" || (before?.origin === "installed" && before.pid === state.pid);
    if (!wasUp) await down({ log: console.error });
  }
}

if (import.meta.main) {
  // The terminal interrupts the tests as well; we stay to bring Asterisk down.
  Deno.addSignalListener("SIGINT", () => {});
  try {
    Deno.exit(await testAsterisk(Deno.args));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}

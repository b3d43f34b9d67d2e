#!/usr/bin/env -S deno run
/**
 * The `asterism` binary. It knows `--help` and `--version` so far; the commands follow.
 *
 * ```sh
 * deno run jsr:@asterism/asterisk/cli --help
 * ```
 *
 * @module
 */
import { main } from "./main.ts";

export * from "./main.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

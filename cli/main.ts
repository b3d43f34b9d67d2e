import { parseArgs } from "@std/cli";
import manifest from "../deno.json" with { type: "json" };

/** Where a command writes; a test gives its own. */
export interface Output {
  /** Takes a line of the result. */
  log(line: string): void;
  /** Takes a line about what went wrong. */
  error(line: string): void;
}

const usage = `Usage: asterism [options] <command>

There are no commands yet.

Options:
  -h, --help     Show this text
  -V, --version  Show the version`;

/**
 * Runs the command line and resolves with the exit code: 0 when it did what was asked, 2 when it did not understand.
 *
 * ```ts
 * import { main } from "@asterism/asterisk/cli";
 *
 * const code = await main(["--version"]);
 * ```
 *
 * @param args The arguments after the program's name.
 * @param output Where lines go, the console unless given.
 * @returns The exit code.
 */
export function main(args: readonly string[], output: Output = console): Promise<number> {
  const unknown: string[] = [];
  const { help, version, _: [command] } = parseArgs(args, {
    boolean: ["help", "version"],
    alias: { help: "h", version: "V" },
    stopEarly: true,
    unknown: (argument, key) => {
      if (key !== undefined) unknown.push(argument);
      return key === undefined;
    },
  });
  const [option] = unknown;
  if (option !== undefined) return misunderstood(output, `Cannot run asterism: option "${option}" is not known`);
  if (help) return answered(output, usage);
  if (version) return answered(output, `asterism ${manifest.version}`);
  if (command === undefined) return misunderstood(output, "Cannot run asterism: command is missing");
  return misunderstood(output, `Cannot run asterism: command "${command}" is not known`);
}

function answered(output: Output, text: string): Promise<number> {
  output.log(text);
  return Promise.resolve(0);
}

function misunderstood(output: Output, message: string): Promise<number> {
  output.error(message);
  output.error(`Run "asterism --help" to see what there is`);
  return Promise.resolve(2);
}

/** Runs programs of the system for the tool, and says what went wrong with them. */

/** What a program has left behind. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Variables of the environment, besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Accept an exit code other than 0. @default {false} */
  readonly mayFail?: boolean;
  /** Ends the program before its time; that counts as a failure. */
  readonly signal?: AbortSignal;
}

/** The environment of programs that only an administrator has on the path. */
export const ADMINISTRATOR: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
};

/** Runs a program to its end. Rejects when there is no such program, or when it fails and may not. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  const { env = {}, mayFail = false, signal } = options;
  const command = new Deno.Command(program, {
    args: [...args],
    env: { ...env, LC_ALL: "C" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...(signal && { signal }),
  });
  const output = await command.output();
  const decoder = new TextDecoder();
  const result: CommandResult = {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
  };
  if (result.code !== 0 && !mayFail) {
    throw new Error(
      `Cannot run "${[program, ...args].join(" ")}": it ended with ${result.code}, and said\n${tail(result)}`,
    );
  }
  return result;
}

/** Says whether an administrator has a program on the path. */
export async function hasProgram(program: string): Promise<boolean> {
  return (await run("sh", ["-c", `command -v "$1"`, "sh", program], { env: ADMINISTRATOR, mayFail: true })).code === 0;
}

function tail({ stdout, stderr }: CommandResult, lines = 20): string {
  return `${stdout}\n${stderr}`.trim().split("\n").slice(-lines).join("\n");
}

/** Starts the flood server, and programs that it floods, each in a process of its own. */

/** A flood server that runs. */
export interface Flood extends AsyncDisposable {
  /** Where it is. */
  readonly url: string;
  /** Runs a program of this folder with a name, the server's URL and more arguments, and resolves with the numbers that it prints. */
  run(program: string, name: string, ...args: readonly unknown[]): Promise<number[]>;
  /** Runs a program of this folder with the server's URL, and resolves when it has ended. */
  start(program: string): Promise<void>;
}

/** Starts a server of this folder in a process of its own. */
export async function startFlood(program = "ari_flood_server.ts"): Promise<Flood> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "--allow-net=127.0.0.1", path(program)],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await reader.read();
  const { url }: { url: string } = JSON.parse(value);
  return {
    url,
    run: (program, name, ...args) => runClient(program, [name, url, ...args.map(String)]),
    start: async (program) => void await runClient(program, [url]),
    async [Symbol.asyncDispose]() {
      await process.stdin.close();
      await reader.cancel();
      await process.status;
    },
  };
}

async function runClient(program: string, args: readonly string[]): Promise<number[]> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "--allow-net=127.0.0.1", "--ignore-env", path(program), ...args],
  }).output();
  if (!success) throw new Error(`Cannot run ${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  // npm packages print lines of their own.
  return new TextDecoder().decode(stdout).split("\n").filter((line) => /^[\d.]+$/.test(line)).map(Number);
}

function path(program: string): string {
  return new URL(program, import.meta.url).pathname;
}

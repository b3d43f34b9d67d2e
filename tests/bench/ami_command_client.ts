/**
 * One way to take a long answer to a command, in a process of its own: prints the milliseconds of each round, then the most memory that the
 * process had, in MB. `ami_command.ts` runs these.
 */
const [way = "", url = "", rounds = "", count = ""] = Deno.args;
const { hostname, port } = new URL(url);

/** Runs the command and says how many lines came. */
type Run = () => Promise<number>;

const ways: Readonly<Record<string, () => Promise<Run>>> = {
  async bare() {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const buffer = new Uint8Array(65_536);
    await connection.read(buffer);
    const action = new TextEncoder().encode(`Action: Command\r\nCommand: ${count}\r\n\r\n`);
    return async () => {
      await connection.write(action);
      const decoder = new TextDecoder();
      const parts: string[] = [];
      do {
        // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
        parts.push(decoder.decode(buffer.subarray(0, await connection.read(buffer) ?? 0), { stream: true }));
      } while (!`${parts.at(-2) ?? ""}${parts.at(-1) ?? ""}`.endsWith("\r\n\r\n"));
      return parts.join("").split("\r\n").filter((line) => line.startsWith("Output: ")).map((line) => line.slice(8))
        .length;
    };
  },
  async asterism() {
    const { connect } = await import("../../ami/mod.ts");
    const manager = await connect({ hostname, port: Number(port), username: "flood", secret: "flood" });
    return async () => (await manager.command(count)).length;
  },
};

const run = await ways[way]?.();
for (let round = 0; round < Number(rounds) + 2; round++) {
  const start = performance.now();
  const lines = await run?.();
  if (lines !== Number(count)) throw new Error(`Cannot take ${count} lines: ${lines} came`);
  // The first ones are for warming up.
  if (round > 1) console.log((performance.now() - start).toFixed(2));
}
console.log((Deno.memoryUsage().rss / 1e6).toFixed(0));
Deno.exit();

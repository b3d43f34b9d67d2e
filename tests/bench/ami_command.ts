/**
 * Prints how long an answer to a command of 100,000 lines takes, until there is a list of its lines, against a bare read that makes the
 * same list, in turns. `deno run -A --no-check tests/bench/ami_command.ts`
 */
import { startFlood } from "./ari_flood.ts";

const rounds = 7;
const lines = 100_000;
const names = ["bare", "asterism"];

await using server = await startFlood("ami_flood_server.ts");
const times = new Map<string, number[]>();
const memory = new Map<string, number[]>();
for (let round = 0; round < rounds; round++) {
  for (const name of names) {
    const printed = await server.run("ami_command_client.ts", name, "9", lines);
    memory.set(name, [...memory.get(name) ?? [], printed.pop() ?? NaN]);
    times.set(name, [...times.get(name) ?? [], ...printed]);
  }
}
const median = (all: readonly number[] = []) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? NaN;
for (const name of names) {
  const rss = median(memory.get(name)).toFixed(0);
  console.log(`${name.padEnd(10)} ${median(times.get(name)).toFixed(1).padStart(6)} ms, ${rss} MB after 11 answers`);
}
console.log(`${(median(times.get("asterism")) / median(times.get("bare"))).toFixed(2)} × bare (asked: at most 1.5)`);

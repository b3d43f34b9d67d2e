/**
 * Prints how long it takes to import the client, connect and send a first request, from the start of the process to its end, and the
 * ratio to a bare script that does the same by `fetch`, in the same run. `deno run -A --no-check tests/bench/ari_start.ts`
 */
import { startFlood } from "./ari_flood.ts";

const rounds = 31;
const programs = { bare: "ari_start_bare.ts", asterism: "ari_start_client.ts" } as const;

await using server = await startFlood();
const times = new Map<string, number[]>();
for (let round = 0; round <= rounds; round++) {
  for (const [name, program] of Object.entries(programs)) {
    const start = performance.now();
    await server.start(program);
    // The first round fills Deno's caches.
    if (round > 0) times.set(name, [...times.get(name) ?? [], performance.now() - start]);
  }
}
const median = (name: string) => times.get(name)?.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
for (const name of Object.keys(programs)) console.log(`${name.padEnd(8)} ${median(name).toFixed(1)} ms`);
console.log(`${(median("asterism") / median("bare")).toFixed(2)} × bare (asked: at most 1.3)`);

/**
 * Prints how fast actions are answered, 64 pings in flight: against a bare loop that does nothing else, and npm's `yana` beside both, in
 * turns. `deno run -A --no-check tests/bench/ami_actions.ts` asks a server that costs next to nothing, and with
 * `http://USER:SECRET@127.0.0.1:PORT` behind it the Asterisk there.
 */
import { startFlood } from "./ari_flood.ts";

const rounds = 7;
const pings = 50_000;
const names = ["bare", "asterism", "yana"];

await using server = await startFlood("ami_flood_server.ts");
const url = Deno.args[0] ?? server.url.replace("//", "//flood:flood@");
const speeds = new Map<string, number[]>();
for (let round = 0; round < rounds; round++) {
  for (const name of names) {
    speeds.set(name, [...speeds.get(name) ?? [], ...await server.run("ami_actions_client.ts", name, "1", pings, url)]);
  }
}
const median = (name: string) => speeds.get(name)?.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
for (const name of names) console.log(`${name.padEnd(10)} ${median(name).toFixed(0).padStart(7)} pings/s`);
console.log(`${(median("asterism") / median("bare")).toFixed(2)} × bare (asked: 0.8)`);

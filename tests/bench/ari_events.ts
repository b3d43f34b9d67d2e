/**
 * Prints how fast events are received, and the ratios of one run: with a handler on each of ten types, against a bare loop of `WebSocket`,
 * `JSON.parse` and one `switch`; with a handler on one of them, against a bare loop that reads the type before it parses; and
 * npm's `ari-client` beside both. `deno run -A --no-check tests/bench/ari_events.ts`
 */
import { startFlood } from "./ari_flood.ts";

const rounds = 7;
const events = 100_000;
const targets = {
  all: { bare: 0.85, "ari-client": 6 },
  one: { bare: 0.8, "ari-client": 10 },
} as const;

await using server = await startFlood();
const speeds = new Map<string, number[]>();
// They take turns, so that what else the machine does hits all of them alike.
for (let round = 0; round < rounds; round++) {
  for (const share of ["all", "one"]) {
    for (const name of ["bare", "asterism", "ari-client"]) {
      const way = `${name} ${share}`;
      const count = name === "ari-client" ? events / 5 : events;
      speeds.set(way, [...speeds.get(way) ?? [], ...await server.run("ari_events_client.ts", way, "1", count)]);
    }
  }
}
const median = (way: string) => speeds.get(way)?.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
for (const [share, { bare, "ari-client": peer }] of Object.entries(targets)) {
  const own = median(`asterism ${share}`);
  for (const name of ["bare", "asterism", "ari-client"]) {
    console.log(`${share} ${name.padEnd(10)} ${median(`${name} ${share}`).toFixed(0).padStart(7)} events/s`);
  }
  const ofBare = own / median(`bare ${share}`);
  const ofPeer = own / median(`ari-client ${share}`);
  console.log(
    `${share} ${ofBare.toFixed(2)} × bare (asked: ${bare}), ${ofPeer.toFixed(1)} × ari-client (asked: ${peer})`,
  );
}

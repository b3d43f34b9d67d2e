/**
 * Prints how fast events are taken, and the ratios of one run: with a handler on one of ten types, against a loop that only splits
 * messages; with one on all that reads two fields, against a loop that parses each message in the simplest way; and npm's `yana` and
 * `asterisk-manager` beside both. `deno run -A --no-check tests/bench/ami_events.ts`
 */
import { startFlood } from "./ari_flood.ts";

const turns = 3;
/** Floods in each turn, behind one that is not counted: the first second of a program is slower. */
const floods = "5";
const events = 200_000;
const targets = {
  one: { bare: 0.6, yana: 10 },
  all: { bare: 1.2, yana: 3 },
} as const;
const names = ["bare", "asterism", "yana", "asterisk-manager"];

await using server = await startFlood("ami_flood_server.ts");
const speeds = new Map<string, number[]>();
// They take turns, so that what else the machine does hits all of them alike.
for (let turn = 0; turn < turns; turn++) {
  for (const share of Object.keys(targets)) {
    for (const name of names) {
      const way = `${name} ${share}`;
      const count = name === "bare" || name === "asterism" ? events : events / 20;
      speeds.set(way, [...speeds.get(way) ?? [], ...await server.run("ami_events_client.ts", way, floods, count)]);
    }
  }
}
function median(way: string): number {
  const all = speeds.get(way) ?? [];
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? NaN;
}

for (const [share, { bare, yana }] of Object.entries(targets)) {
  const own = median(`asterism ${share}`);
  for (const name of names) {
    console.log(`${share} ${name.padEnd(16)} ${median(`${name} ${share}`).toFixed(0).padStart(8)} events/s`);
  }
  const ofBare = own / median(`bare ${share}`);
  const ofYana = own / median(`yana ${share}`);
  console.log(`${share} ${ofBare.toFixed(2)} × bare (asked: ${bare}), ${ofYana.toFixed(1)} × yana (asked: ${yana})`);
}

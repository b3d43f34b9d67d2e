/**
 * Prints how many requests a second are answered with 32 under way, and the ratios of one run: by HTTP against bare `fetch`, and over the
 * WebSocket against that. `deno run -A --no-check tests/bench/ari_rest.ts`
 */
import { startFlood } from "./ari_flood.ts";

const rounds = 7;
const requests = 20_000;

await using server = await startFlood();
const speeds = new Map<string, number[]>();
// They take turns, so that what else the machine does hits all of them alike.
for (let round = 0; round < rounds; round++) {
  for (const way of ["bare fetch", "asterism http", "asterism websocket"]) {
    speeds.set(way, [...speeds.get(way) ?? [], ...await server.run("ari_rest_client.ts", way, "1", requests)]);
  }
}
const medians = Object.fromEntries(
  [...speeds].map(([way, values]) => [way, values.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN]),
);
const { "bare fetch": bare = NaN, "asterism http": http = NaN, "asterism websocket": socket = NaN } = medians;
for (const [way, speed] of Object.entries(medians)) {
  console.log(`${way.padEnd(18)} ${speed.toFixed(0).padStart(6)} requests/s`);
}
console.log(
  `${(http / bare).toFixed(2)} × bare fetch by HTTP (asked: 0.9), ${
    (socket / http).toFixed(1)
  } × that over the WebSocket (asked: 3)`,
);

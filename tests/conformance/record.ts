/**
 * Records what a real Asterisk does in a scenario, several times, as the runs that the simulator is compared with:
 * `deno task asterisk up && deno run -A tests/conformance/record.ts`.
 *
 * @module
 */
import { connect } from "@asterism/asterisk/ari";
import { normalize, type WireEvent } from "../support/trace.ts";
import { openAsterisk } from "./asterisk_backend.ts";
import { callHelloWorld } from "./hello_world.ts";

const count = 5;

await using backend = await openAsterisk();
await using ari = await connect(backend.url, backend.user);
const { system } = await ari.asterisk.getInfo({ only: "system" });
const runs = new Map<string, WireEvent[]>();
for (let run = 1; run <= count; run++) {
  const events = normalize(await callHelloWorld({ backend, signal: AbortSignal.timeout(60_000) }));
  runs.set(JSON.stringify(events), events); // Runs that are the same are kept once.
}
const recording = { scenario: "hello_world", asterisk: system?.version, recorded: count, runs: [...runs.values()] };
const file = new URL("../transcripts/hello_world.json", import.meta.url);
await Deno.writeTextFile(file, JSON.stringify(recording, null, 2) + "\n");
console.log(`Recorded ${count} runs, ${runs.size} of them different`);

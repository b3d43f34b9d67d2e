/**
 * Records what a real Asterisk does in each scenario, several times, as the runs that the simulator is compared with:
 * `deno task asterisk up && deno run -A tests/conformance/record.ts`, with a part of a title to record only some.
 *
 * @module
 */
import { connect } from "@asterism/asterisk/ari";
import { normalize, type WireEvent } from "../support/trace.ts";
import { openAsterisk } from "./asterisk_backend.ts";
import { scenarios, transcriptUrl } from "./scenarios.ts";

const count = 5;
const [part = ""] = Deno.args;

await using backend = await openAsterisk();
await using ari = await connect(backend.url, backend.user);
const { system } = await ari.asterisk.getInfo({ only: "system" });
for (const [title, scenario] of Object.entries(scenarios)) {
  if (!title.includes(part)) continue;
  const runs = new Map<string, WireEvent[]>();
  for (let run = 1; run <= count; run++) {
    const events = normalize(await scenario({ backend, signal: AbortSignal.timeout(60_000) }));
    runs.set(JSON.stringify(events), events); // Runs that are the same are kept once.
  }
  const transcript = { scenario: title, asterisk: system?.version, runs: count, different: [...runs.values()] };
  await Deno.writeTextFile(transcriptUrl(title), JSON.stringify(transcript, null, 1) + "\n");
  console.log(`Recorded ${count} runs, ${runs.size} of them different: ${title}`);
}

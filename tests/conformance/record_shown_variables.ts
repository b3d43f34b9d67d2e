/**
 * Records what channels of a real Asterisk show whose `ari.conf` names variables: `deno task asterisk up`, then
 * `deno run -A tests/conformance/record_shown_variables.ts`. The file is as it was afterwards.
 *
 * @module
 */
import { openAsterisk } from "./asterisk_backend.ts";
import { RawAri } from "./raw_ari.ts";
import { channelVars, runShownVariables } from "./shown_variables.ts";

const file = ".cache/asterisk/root/etc/asterism/ari.conf";

await using backend = await openAsterisk();
const given = { backend, signal: AbortSignal.timeout(60_000) };
const ari = new RawAri(given);
const before = await Deno.readTextFile(file);
try {
  await Deno.writeTextFile(file, before.replace("[general]", `[general]\nchannelvars = ${channelVars}`));
  await ari.rest("PUT asterisk/modules/res_ari.so");
  const traces = await runShownVariables(given);
  await Deno.writeTextFile("tests/golden/shown-variables.json", `${JSON.stringify(traces, undefined, 2)}\n`);
} finally {
  await Deno.writeTextFile(file, before);
  await ari.rest("PUT asterisk/modules/res_ari.so");
}

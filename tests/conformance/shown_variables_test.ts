import { assertEquals } from "@std/assert";
import { ariConfiguration } from "../../_tools/asterisk/configuration.ts";
import { channelVars, runShownVariables, type ShownTrace } from "./shown_variables.ts";
import { openSimulator } from "./simulator_backend.ts";

Deno.test("[simulator] channels show the variables that ari.conf names, as recorded", async () => {
  const recorded: Record<string, ShownTrace> = JSON.parse(await Deno.readTextFile("tests/golden/shown-variables.json"));
  await using backend = await openSimulator({
    files: { "ari.conf": ariConfiguration.replace("[general]", `[general]\nchannelvars = ${channelVars}`) },
  });

  const traces = await runShownVariables({ backend, signal: AbortSignal.timeout(60_000) });

  assertEquals(JSON.parse(JSON.stringify(traces)), recorded);
});

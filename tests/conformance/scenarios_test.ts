import { assertEquals } from "@std/assert";
import { contradictions, normalize } from "../support/trace.ts";
import { conformance } from "./harness.ts";
import { scenarios, transcriptUrl } from "./scenarios.ts";

for (const [title, scenario] of Object.entries(scenarios)) {
  conformance(title, async (given) => {
    const { different } = JSON.parse(await Deno.readTextFile(transcriptUrl(title)));

    const events = await scenario(given);

    assertEquals(contradictions(normalize(events), different), []);
  });
}

import { assertEquals } from "@std/assert";
import { contradictions, exemptEvents, normalize } from "../support/trace.ts";
import { conformance } from "./harness.ts";
import { scenarios, transcriptUrl } from "./scenarios.ts";

for (const [title, scenario] of Object.entries(scenarios)) {
  conformance(title, async (given) => {
    const { different } = JSON.parse(await Deno.readTextFile(transcriptUrl(title)));

    const events = await scenario(given);

    assertEquals(contradictions(normalize(events), different), []);
    for (const { reason, matches } of exemptEvents) {
      const count = events.filter(matches).length;
      if (count > 0) console.log(`exempt: ${count} events: ${reason}`);
    }
  });
}

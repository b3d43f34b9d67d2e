import { assertEquals } from "@std/assert";
import { differences } from "./case_differences.ts";
import { runCase } from "./case_runner.ts";
import { openAsteriskWorld } from "./case_world.ts";
import { selectCases } from "./cases/generate.ts";
import { runPrefix } from "./cases/script.ts";
import { goldenOf, readGoldens } from "./compare_cases.ts";
import { hasAsterisk } from "./harness.ts";
import { seededRandom } from "../../simulator/random.ts";

/** So many cases are tried, others each day, so that recordings that no longer hold are found. */
const sampleSize = 60;
/** What Asterisk does in one way or another is tried again. */
const attempts = 4;

Deno.test({
  name: `[Asterisk] ${sampleSize} cases of today go as recorded`,
  ignore: !hasAsterisk(),
  fn: async (test) => {
    const day = Math.floor(Date.now() / 86_400_000);
    const random = seededRandom(day);
    const cases = selectCases({});
    const files = await readGoldens(cases);
    await using world = await openAsteriskWorld();
    for (let count = 0; count < sampleSize; count++) {
      const given = cases[Math.floor(random() * cases.length)];
      const golden = given === undefined ? undefined : goldenOf(given, files);
      if (given === undefined || golden === undefined || golden.unstable !== undefined) continue;
      await test.step(given.name, async () => {
        let found: string[] = ["not run"];
        for (let attempt = 1; attempt <= attempts && found.length > 0; attempt++) {
          const run = await runCase(given, world, runPrefix(Math.floor(Math.random() * 90_000)));
          found = differences(given, run, golden);
        }

        assertEquals(found, []);
      });
    }
  },
});

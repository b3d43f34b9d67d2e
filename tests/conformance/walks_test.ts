import { assertEquals } from "@std/assert";
import { hasAsterisk } from "./harness.ts";
import { compareWalks } from "./walk_comparison.ts";

for (const seed of [1, 2, 3]) {
  Deno.test({
    name: `[Asterisk] walks over simulator and real one at once do not part, seed ${seed}`,
    ignore: !hasAsterisk(),
    fn: async () => {
      assertEquals(await compareWalks({ walks: 8, length: 8, seed }), undefined);
    },
  });
}

/**
 * Walks at random over the simulator and the real Asterisk that is up, and prints the shortest way to where they part:
 * `deno task conformance:walk --walks 500 --length 12 --seed 7`. Without a seed it is another walk each time.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { compareWalks } from "./walk_comparison.ts";

const options = parseArgs(Deno.args, { string: ["walks", "length", "seed"] });
const walks = Number(options.walks ?? 100);
const length = Number(options.length ?? 10);
const seed = Number(options.seed ?? Math.floor(Math.random() * 1e6));
const parting = await compareWalks({ walks, length, seed });
if (parting === undefined) console.log(`${walks} walks of up to ${length} requests did not part, seed ${seed}`);
else {
  console.log(`They part, seed ${seed}:`);
  for (const request of parting.requests) console.log(`  ${request}`);
  for (const line of parting.differences) console.log(line);
  Deno.exit(1);
}

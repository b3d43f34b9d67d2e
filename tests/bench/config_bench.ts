/**
 * How fast configuration files of 10 MB are read to the effective view, against a loop that only splits lines. Run
 * `deno bench tests/bench/config_bench.ts`; `deno run --allow-net tests/bench/config_ratios.ts` prints what it is in ratios.
 */
import { dialplanFile, pjsipFile } from "./config_files.ts";
import { readEverything, readSections, readSettings } from "./config_reads.ts";
import { splitLines } from "./split_lines.ts";

for (const [name, text] of [["dialplan", dialplanFile()], ["pjsip", pjsipFile()]] as const) {
  const bytes = new TextEncoder().encode(text);
  Deno.bench(`${name}: split lines`, { group: name, baseline: true }, () => {
    splitLines(bytes);
  });
  Deno.bench(`${name}: read to the effective view`, { group: name }, () => {
    readSections(bytes);
  });
  Deno.bench(`${name}: and every setting`, { group: name }, () => {
    readSettings(bytes);
  });
  Deno.bench(`${name}: and every name and value`, { group: name }, () => {
    readEverything(bytes);
  });
}

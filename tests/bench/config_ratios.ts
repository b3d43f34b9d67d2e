/**
 * Prints how fast the reader is, in MB/s and in ratios of one run: at least 40 % of a loop that only splits lines, at least 3 times
 * `@std/ini` and npm's `ini`; and that an edit is written without reading the file again. Run `deno run --allow-net tests/bench/config_ratios.ts`; without npm its line is left out.
 */
import { parse as parseStdIni } from "@std/ini";
import { measureEdits } from "./config_edits.ts";
import { dialplanFile, pjsipFile, plainFile } from "./config_files.ts";
import { readEverything, readSections, readSettings } from "./config_reads.ts";
import { splitLines } from "./split_lines.ts";

const rounds = 11;

/** The median speed of each, in MB/s. They take turns, so that what else the machine does hits all of them alike. */
function measure(bytes: Uint8Array, runs: Readonly<Record<string, () => number>>): Record<string, number> {
  const times = new Map(Object.keys(runs).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const start = performance.now();
      if (run() === 0) throw new Error(`Cannot measure ${name}: nothing was read`);
      times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries([...times].map(([name, values]) => {
    const median = values.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
    return [name, bytes.length / 1_000 / median];
  }));
}

function report(file: string, speeds: Readonly<Record<string, number>>, baseline: string): void {
  const base = speeds[baseline] ?? NaN;
  for (const [name, speed] of Object.entries(speeds)) {
    const ratio = name === baseline ? "" : `${(speed / base).toFixed(2)} × ${baseline}`;
    console.log(`${file.padEnd(9)} ${name.padEnd(28)} ${speed.toFixed(0).padStart(5)} MB/s  ${ratio}`);
  }
}

async function npmIni(): Promise<((text: string) => unknown) | undefined> {
  // Not known when this is checked, so that no check asks npm.
  const specifier = ["npm:ini", "5"].join("@");
  try {
    const { parse } = await import(specifier);
    return typeof parse === "function" ? (text) => parse(text) : undefined;
  } catch {
    return undefined;
  }
}

for (const [file, text] of [["dialplan", dialplanFile()], ["pjsip", pjsipFile()]] as const) {
  const bytes = new TextEncoder().encode(text);
  const speeds = measure(bytes, {
    "split lines": () => splitLines(bytes),
    "effective view": () => readSections(bytes),
    "effective view of text": () => readSections(text),
    "and every setting": () => readSettings(bytes),
    "and every name and value": () => readEverything(bytes),
  });
  report(file, speeds, "split lines");
}

const plain = plainFile();
const plainBytes = new TextEncoder().encode(plain);
const readNpmIni = await npmIni();
const speeds = measure(plainBytes, {
  "@std/ini": () => Object.keys(parseStdIni(plain)).length,
  ...(readNpmIni && { "npm ini": () => Object.keys(Object(readNpmIni(plain))).length }),
  "effective view": () => readSections(plain),
  "and every name and value": () => readEverything(plain),
});
report("plain", speeds, "@std/ini");
if (readNpmIni) report("plain", speeds, "npm ini");

for (
  const [file, text, section] of [
    ["dialplan", dialplanFile(), "context-100000"],
    ["pjsip", pjsipFile(), "user-20000"],
  ] as const
) {
  const bytes = new TextEncoder().encode(text);
  const { read, set, save } = await measureEdits(bytes, { section });
  const ratio = ((set + save) / read).toFixed(2);
  console.log(`${file.padEnd(9)} set ${set.toFixed(1)} ms, save ${save.toFixed(1)} ms: ${ratio} × reading it`);
}

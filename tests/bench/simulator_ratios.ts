/**
 * Call cycles a second (originate, answer, hang up, destroyed) over sockets, one at a time and 50 at once: the simulator and, when
 * one is up, the real Asterisk, by the same load in the same run. `deno task asterisk up && deno run -A tests/bench/simulator_ratios.ts`
 */
import { readState } from "../../_tools/asterisk.ts";
import { measureCycles, type Target } from "./call_cycles.ts";

const rounds = 3;
const loads = [{ callers: 1, cycles: 200 }, { callers: 50, cycles: 1_000 }];

const server = new Deno.Command(Deno.execPath(), {
  args: ["run", "--no-prompt", "--allow-net=127.0.0.1", new URL("simulator_server.ts", import.meta.url).href],
  stdin: "piped",
  stdout: "piped",
}).spawn();
const reader = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
const { value = "" } = await reader.read();
const targets: Record<string, Target> = { simulator: JSON.parse(value) };
const state = await readState();
if (state === undefined) console.log("No Asterisk is up (deno task asterisk up): only the simulator is measured");
else targets.Asterisk = state;

for (const { callers, cycles } of loads) {
  const speeds = new Map<string, number[]>();
  // They take turns, so that what else the machine does hits both alike.
  for (let round = 0; round < rounds; round++) {
    for (const [name, target] of Object.entries(targets)) {
      speeds.set(name, [...speeds.get(name) ?? [], await measureCycles(target, callers, cycles)]);
    }
  }
  const medians = [...speeds].map(([name, values]) =>
    [name, values.sort((a, b) => a - b)[rounds >> 1] ?? NaN] as const
  );
  const real = medians.find(([name]) => name === "Asterisk")?.[1];
  for (const [name, speed] of medians) {
    const ratio = real === undefined || name === "Asterisk" ? "" : `, ${(speed / real).toFixed(2)} × Asterisk`;
    console.log(
      `${String(callers).padStart(2)} at once  ${name.padEnd(10)} ${speed.toFixed(0).padStart(5)} cycles/s${ratio}`,
    );
  }
}
await server.stdin.close();
await reader.cancel();
await server.status;

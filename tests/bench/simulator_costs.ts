/**
 * What the simulator costs within a process: the start (at most 30 ms and 5 MB), 10,000 live channels (at most 150 MB), and a
 * playback of a minute in virtual time (less than 5 ms). Run
 * `deno run --v8-flags=--expose-gc tests/bench/simulator_costs.ts`; it needs no permission.
 */
import { simulate, type SimulatedPbx } from "../../simulator/mod.ts";

declare const gc: undefined | (() => void);

const dialplan = "[conformance]\nexten => up,1,Answer(1)\n same => n,Wait(86400)\n";
const channels = 10_000;

interface Ari {
  request(method: string, path: string): Promise<unknown>;
  /** Resolves when so many events of this type have come. */
  event(type: string, times?: number): Promise<void>;
}

async function connect(pbx: SimulatedPbx): Promise<Ari> {
  const { username, password } = pbx.ari.user;
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  const counts = new Map<string, number>();
  let wake: () => void = () => {};
  const socket = new pbx.transport.WebSocket(`${pbx.ari.url.replace("http", "ws")}/ari/events?app=costs`, { headers });
  socket.addEventListener("message", (event) => {
    if (!(event instanceof MessageEvent)) return;
    const { type } = JSON.parse(event.data);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    wake();
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  return {
    async request(method, path) {
      const response = await pbx.transport.fetch(`${pbx.ari.url}/ari${path}`, { method, headers });
      const text = await response.text();
      if (!response.ok) throw new Error(`Cannot measure: ${method} ${path} was answered ${response.status} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    },
    async event(type, times = 1) {
      while ((counts.get(type) ?? 0) < times) {
        // deno-lint-ignore no-await-in-loop -- Until so many have come.
        await new Promise<void>((resolve) => wake = resolve);
      }
    },
  };
}

/** Memory in use after everything that is garbage is gone: the heap, and what lies outside of it. */
function memory(): number {
  if (typeof gc !== "function") throw new Error("Cannot measure memory: run deno with --v8-flags=--expose-gc");
  for (let round = 0; round < 5; round++) gc();
  const { heapUsed, external } = Deno.memoryUsage();
  return (heapUsed + external) / 1e6;
}

async function measureStart(): Promise<void> {
  const before = memory();
  const start = performance.now();
  const pbx = await simulate({ listen: false, files: { "extensions.conf": dialplan } });
  const first = performance.now() - start;
  const after = memory();
  await pbx[Symbol.asyncDispose]();
  const times: number[] = [];
  for (let round = 0; round < 50; round++) {
    const again = performance.now();
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await using _ = await simulate({ listen: false, files: { "extensions.conf": dialplan } });
    times.push(performance.now() - again);
  }
  const median = times.sort((a, b) => a - b)[times.length >> 1] ?? NaN;
  console.log(`start             ${first.toFixed(1)} ms the first time, ${median.toFixed(2)} ms then (limit 30 ms)`);
  console.log(`                  ${(after - before).toFixed(1)} MB (limit 5 MB)`);
}

async function measurePlayback(): Promise<void> {
  await using pbx = await simulate({
    listen: false,
    files: { "extensions.conf": dialplan },
    sounds: { "a-minute": 60_000 },
  });
  const ari = await connect(pbx);
  await ari.request("POST", "/channels/costs?endpoint=Local/up@conformance&app=costs");
  await ari.event("StasisStart");
  const rounds = 21;
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const start = performance.now();
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await ari.request("POST", "/channels/costs/play?media=sound:a-minute");
    // deno-lint-ignore no-await-in-loop -- See above.
    await ari.event("PlaybackFinished", round);
    times.push(performance.now() - start);
  }
  const [first = NaN] = times;
  const median = times.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
  console.log(
    `playback          ${median.toFixed(2)} ms for a minute of virtual time, ${
      first.toFixed(2)
    } ms the first time (limit 5 ms)`,
  );
}

async function measureChannels(): Promise<void> {
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": dialplan } });
  const ari = await connect(pbx);
  const before = memory();
  const start = performance.now();
  // A call of a Local channel is two channels.
  for (let call = 0; call < channels / 2; call++) {
    // deno-lint-ignore no-await-in-loop -- One after the other, as a program would.
    await ari.request("POST", `/channels/costs-${call}.?endpoint=Local/up@conformance&app=costs`);
  }
  await ari.event("StasisStart", channels / 2);
  const seconds = (performance.now() - start) / 1_000;
  const used = memory() - before;
  const live = await ari.request("GET", "/channels");
  const count = Array.isArray(live) ? live.length : 0;
  if (count !== channels) throw new Error(`Cannot measure: ${count} channels are live, not ${channels}`);
  console.log(`${channels} channels    ${used.toFixed(0)} MB (limit 150 MB), made in ${seconds.toFixed(1)} s`);
}

await measureStart();
await measurePlayback();
await measureChannels();

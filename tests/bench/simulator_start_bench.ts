/**
 * How fast the simulator is there: `simulate()` and one REST answer, in the process and over a port. The aim is below 50 ms,
 * also for the first one. Run `deno bench --allow-net=127.0.0.1 tests/bench/simulator_start_bench.ts`.
 */
import { simulate } from "../../simulator/mod.ts";

async function start(listen: boolean): Promise<void> {
  await using pbx = await simulate({ listen });
  const { username, password } = pbx.ari.user;
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  const send = listen ? fetch : pbx.transport.fetch;
  const response = await send(`${pbx.ari.url}/ari/asterisk/ping`, { headers });
  if ((await response.json()).ping !== "pong") throw new Error("Cannot measure: the simulator did not answer");
}

const first = performance.now();
await start(false);
console.log(`The first start took ${(performance.now() - first).toFixed(1)} ms`);

Deno.bench("start, answer and stop, in memory", { group: "start", baseline: true }, () => start(false));
Deno.bench("start, answer and stop, over a port", { group: "start" }, () => start(true));

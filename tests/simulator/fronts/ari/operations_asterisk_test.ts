import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("GET asterisk/ping answers with the time of the PBX", async () => {
  await using ari = await SimulatedAri.open();

  const { body } = await ari.rest("GET asterisk/ping");

  assertEquals(Object.entries(body), [
    ["ping", "pong"],
    ["timestamp", "2030-01-01T00:00:00.000+0000"],
    ["asterisk_id", "02:00:00:00:00:01"],
  ]);
});

Deno.test("GET asterisk/info gives all sections, or those that are asked for", async () => {
  await using ari = await SimulatedAri.open();

  const { body: all } = await ari.rest("GET asterisk/info");
  const { body: some } = await ari.rest("GET asterisk/info?only=STATUS,build,none");

  assertEquals(Object.keys(all), ["build", "system", "config", "status"]);
  assertEquals(Object.keys(some), ["build", "status"]);
});

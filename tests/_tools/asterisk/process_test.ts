import { assertEquals } from "@std/assert";
import { lastWords } from "../../../_tools/asterisk/process.ts";
import { rootOf } from "../../../_tools/asterisk/bootstrap.ts";
import { makeCache } from "./cache.ts";

// Starting, finding and stopping are proven by every conformance run; here is what needs no Asterisk.

Deno.test("lastWords() gives the ends of what Asterisk has said and logged", async () => {
  await using cache = await makeCache();
  const log = `${rootOf(cache.path)}/var/log/asterisk`;
  await Deno.mkdir(log, { recursive: true });
  await Deno.writeTextFile(`${cache.path}/console.log`, "No such user\n");
  await Deno.writeTextFile(`${log}/messages.log`, Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join(""));

  const lines = (await lastWords(cache.path)).split("\n");

  assertEquals(lines.length, 11);
  assertEquals([lines[0], lines[1], lines.at(-1)], ["No such user", "line 20", "line 29"]);
});

Deno.test("lastWords() is empty where Asterisk has never said anything", async () => {
  await using cache = await makeCache();

  assertEquals(await lastWords(cache.path), "");
});

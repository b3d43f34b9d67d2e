import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DEFAULT_PORTS, describeAsterisk } from "../../../_tools/asterisk/configuration.ts";
import { environmentState, readInstalledState, removeState, writeState } from "../../../_tools/asterisk/state.ts";
import { makeCache } from "./cache.ts";

function environment(variables: Record<string, string>): (name: string) => string | undefined {
  return (name) => variables[name];
}

Deno.test("environmentState() is undefined without ASTERISK_URL", () => {
  assertEquals(environmentState(environment({ ASTERISK_USERNAME: "a", ASTERISK_PASSWORD: "b" })), undefined);
});

Deno.test("environmentState() takes the URL without the slash at its end", () => {
  const variables = { ASTERISK_URL: "http://pbx:8088/", ASTERISK_USERNAME: "a", ASTERISK_PASSWORD: "b" };

  assertEquals(environmentState(environment(variables)), {
    origin: "environment",
    url: "http://pbx:8088",
    username: "a",
    password: "b",
  });
});

Deno.test("environmentState() wants all three variables", () => {
  assertThrows(
    () => environmentState(environment({ ASTERISK_URL: "http://pbx:8088", ASTERISK_USERNAME: "a" })),
    TypeError,
    "set all three",
  );
});

Deno.test("readInstalledState() reads what writeState() has written, until it is removed", async () => {
  await using cache = await makeCache();
  const state = { ...describeAsterisk(DEFAULT_PORTS), version: "22.10.1", root: "/pbx", pid: 7 };
  assertEquals(await readInstalledState(cache.path), undefined);

  await writeState(state, cache.path);
  assertEquals(await readInstalledState(cache.path), state);

  await removeState(cache.path);
  await removeState(cache.path);
  assertEquals(await readInstalledState(cache.path), undefined);
});

Deno.test("readInstalledState() rejects what is no state", async () => {
  await using cache = await makeCache();
  await Deno.writeTextFile(`${cache.path}/state.json`, `{"origin":"elsewhere"}`);

  await assertRejects(() => readInstalledState(cache.path), TypeError, "it is not the state of an Asterisk");
});

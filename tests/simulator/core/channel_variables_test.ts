import { assertEquals } from "@std/assert";
import { ChannelVariables } from "../../../simulator/core/channel_variables.ts";

Deno.test("ChannelVariables finds variables by their names without underscores, and the newest come first", () => {
  const variables = new ChannelVariables();
  variables.set("__A", "1");
  variables.set("B", "2");
  variables.set("_A", "3");

  assertEquals([variables.size, variables.get("A"), variables.has("_A")], [2, "3", false]);
  assertEquals(variables.newestFirst().map(({ fullName }) => fullName), ["_A", "B"]);
  assertEquals([variables.delete("__A"), variables.delete("A"), variables.size], ["3", undefined, 1]);
});

Deno.test("ChannelVariables.append() adds behind all others, and does not hide one that is there", () => {
  const variables = new ChannelVariables();
  variables.set("A", "own");

  variables.append({ fullName: "B", value: "copied" });
  variables.append({ fullName: "_A", value: "copied" });

  assertEquals(variables.newestFirst(), [{ fullName: "A", value: "own" }, { fullName: "B", value: "copied" }]);
});

Deno.test("ChannelVariables of a channel without any cost nothing and hold nothing", () => {
  const variables = new ChannelVariables();

  assertEquals([variables.size, variables.get("A"), variables.has("A"), variables.delete("A")], [
    0,
    undefined,
    false,
    undefined,
  ]);
  assertEquals(variables.newestFirst(), []);
});

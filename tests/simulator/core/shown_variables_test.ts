import { assertEquals } from "@std/assert";
import { isShowing, shownVariables } from "../../../simulator/core/shown_variables.ts";
import { TestChannel } from "./test_channel.ts";

/** A channel with the variables A, which is inherited, and B, and a global one G. */
function open(options: { all?: readonly string[]; own?: readonly string[] } = {}): TestChannel {
  const { all = [], own = [] } = options;
  const given = new TestChannel("Up", { shownVariables: all });
  given.channel.variables.set("_A", "1");
  given.channel.variables.set("B", "2");
  given.pbx.dialplan.write("G", "3", undefined);
  for (const name of own) given.channel.reportedVariables.add(name);
  return given;
}

Deno.test("shownVariables() is empty for most channels", () => {
  using given = open();

  assertEquals([shownVariables(given.pbx, given.channel), isShowing(given.pbx, given.channel)], [[], false]);
});

Deno.test("shownVariables() finds no name with underscores, and hides what a channel was asked for twice", () => {
  using given = open({ own: ["_A", "A", "B", "C"] });

  assertEquals(shownVariables(given.pbx, given.channel), [["_A", ""], ["B", "2"], ["C", ""]]);
  assertEquals(isShowing(given.pbx, given.channel), true);
});

Deno.test("shownVariables() begins with what ari.conf names: variables of both kinds, and functions", () => {
  using given = open({ all: ["B", "G", "CALLERID(name)", "NONE(x)", "EXTEN"], own: ["A", "B"] });

  assertEquals(shownVariables(given.pbx, given.channel), [
    ["B", "2"],
    ["G", "3"],
    ["CALLERID(name)", "Alice"],
    ["NONE(x)", ""],
    ["EXTEN", ""],
    ["A", "1"],
  ]);
});

Deno.test("a channel that shows variables is seen with each new value", () => {
  using given = new TestChannel("Up", { shownVariables: ["B"] });

  given.channel.setVariable("C", "1");
  given.channel.setVariable("B", "9");

  assertEquals(given.kinds, ["channel-updated", "channel-variable", "channel-updated", "channel-variable"]);
  assertEquals(given.channel.snapshot.reportedVariables, [["B", "9"]]);
});

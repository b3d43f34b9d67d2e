import { assertEquals, assertThrows } from "@std/assert";
import { readVariables, reportVariables, setVariables } from "../../../../simulator/fronts/ari/variables_field.ts";
import { TestChannel } from "../../core/test_channel.ts";

Deno.test("readVariables() takes texts and objects, skips what has no name, and takes no object for none", () => {
  const variables = readVariables({ A: "1", "": 5, B: { value: "2" }, C: { value: "3", report_events: true } });

  assertEquals(variables, [
    { name: "A", value: "1", isReported: false },
    { name: "B", value: "2", isReported: false },
    { name: "C", value: "3", isReported: true },
  ]);
  assertEquals(["x", ["a"], 5, null, undefined].flatMap((field) => readVariables(field)), []);
});

const refused: readonly [value: unknown, message: string][] = [
  [1, "Each value in 'variables' must be a string or an object with 'value' and optional 'report_events'"],
  [null, "Each value in 'variables' must be a string or an object with 'value' and optional 'report_events'"],
  [{}, "Each object value in 'variables' must include string field 'value'"],
  [{ value: 1, report_events: "yes" }, "Each object value in 'variables' must include string field 'value'"],
  [{ value: "1", report_events: "yes" }, "Field 'report_events' in 'variables' entries must be boolean"],
  [{ value: "1", report_events: null }, "Field 'report_events' in 'variables' entries must be boolean"],
];
for (const [value, message] of refused) {
  Deno.test(`readVariables() refuses ${JSON.stringify(value)}`, () => {
    assertThrows(() => readVariables({ A: value }), Error, message);
  });
}

Deno.test("setVariables() says each, and reportVariables() shows them from the next change on", () => {
  using given = new TestChannel();
  const variables = readVariables({ A: { value: "1", report_events: true }, B: "2" });

  setVariables(given.pbx, given.channel, variables);
  reportVariables(given.channel, variables);
  const before = given.channel.snapshot.reportedVariables;

  assertEquals(given.kinds, ["channel-variable", "channel-variable"]);
  assertEquals([before, given.channel.publish().reportedVariables], [[], [["A", "1"]]]);
});

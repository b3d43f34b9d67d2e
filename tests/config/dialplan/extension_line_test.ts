import { assertEquals } from "@std/assert";
import { splitLine } from "../../../config/dialplan/extension_line.ts";

for (
  const [name, value, extension, priority, application] of [
    ["exten", "100,n(a),Dial(SIP/a,20)", "100", "n(a)", "Dial(SIP/a,20)"],
    ["exten", "_[1,2]X/55,1,NoOp", "_[1,2]X/55", "1", "NoOp"],
    ["same", "n,NoOp(a)", "", "n", "NoOp(a)"],
    ["exten", "s,1", "s", "1", ""],
    ["exten", "s", "s", "", ""],
    ["same", "", "", "", ""],
  ] satisfies [string, string, string, string, string][]
) {
  Deno.test(`splitLine() splits "${name} => ${value}" and says where`, () => {
    const parts = splitLine({ name, value });

    assertEquals([parts.extension.text, parts.priority.text, parts.application.text], [
      extension,
      priority,
      application,
    ]);
    for (const { text, from, to } of Object.values(parts)) assertEquals(value.slice(from, to), text);
  });
}

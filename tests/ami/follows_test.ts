import { assertEquals } from "@std/assert";
import { followsToOutput } from "../../ami/follows.ts";

const before = "Response: Follows\r\nPrivilege: Command\r\nActionID: x";

for (
  const [text, output] of [
    ["", []],
    ["No such command 'x'", ["No such command 'x'"]],
    ["a\nb\n", ["a", "b"]],
    ["a\n\nb\n\n", ["a", "", "b", ""]],
    ["System uptime: 10 minutes\nPrivilege: twice\n", ["System uptime: 10 minutes", "Privilege: twice"]],
    ["Event: Fake\n", ["Event: Fake"]],
    ["a\r\nb\r\n", ["a", "b"]],
  ] as const
) {
  Deno.test(`followsToOutput() makes headers of ${JSON.stringify(text)}`, () => {
    const converted = followsToOutput(`${before}\r\n${text}--END COMMAND--`);

    assertEquals(converted, [before, ...output.map((line) => `Output: ${line}`)].join("\r\n"));
  });
}

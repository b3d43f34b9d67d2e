import { assertEquals } from "@std/assert";
import { lint } from "./dialplan_source.ts";

for (
  const [text, ...expected] of [
    ["[general]\nextenpatternmatchnew=yes\n[a]\n", "2 dialplan-matcher-new"],
    ["[a]\ninclude => b\n[b]\ninclude => a\n", "2 dialplan-include-loop", "4 dialplan-include-loop"],
    ["[a]\nexten => _X.,1,NoOp()\ninclude => b\n[b]\nexten => 12,1,NoOp()\n", "3 dialplan-include-shadowed"],
    [
      "[a]\ninclude => c\ninclude => b\n[b]\nexten => 12,1,NoOp()\n[c]\nexten => _1X,1,NoOp()\n",
      "3 dialplan-include-shadowed",
    ],
    ["[a]\ninclude => c,9:00-17:00,*,*,*\ninclude => b\n[b]\nexten => 12,1,NoOp()\n[c]\nexten => _1X,1,NoOp()\n"],
    ["[a]\nexten => 12,1,NoOp()\ninclude => b\n[b]\nexten => 12,1,NoOp()\n"],
    ["[a]\nexten => _2X,1,NoOp()\ninclude => b\n[b]\nexten => 12,1,NoOp()\n"],
    ["[a]\nswitch => Realtim/x\n", "2 dialplan-switch-unknown"],
    ["[a]\nlswitch => realtime/x\neswitch => ${X}/y\n"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintIncludes() finds ${expected.join(", ") || "nothing"} in "${text}"`, () => {
    assertEquals(lint(text), expected);
  });
}

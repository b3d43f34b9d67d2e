import { assertEquals } from "@std/assert";
import { findServerLosses } from "../../../config/bridge/server_losses.ts";
import { parse } from "../../../config/parse.ts";

for (
  const [text, code] of [
    ["[a]\n;--\n[b]\n--;\n", "block-comment-opened"],
    ["[a]\nx=1 ;-- c --;\n", "block-comment-lost"],
    ["[a]\nx+=1\n", "addition-lost"],
    ["[a]\n[a](+)\n", "section-addition-lost"],
    ["[a]\n\\[x]=1\n", "escape-lost"],
    ["[a]\nno equals\n", "line-lost"],
    ["[a]\nx=1\n; end\n", "comment-lost"],
    ["; only a comment\n; and one more\n", "no-section"],
    ["[a]\nb=2 --; tail\n", "stray-block-end"],
    ["[a]\n#exec ls\n", "exec-lost"],
  ] as const
) {
  Deno.test(`findServerLosses() finds ${code}`, () => {
    assertEquals(findServerLosses(parse(text)).some((loss) => loss.code === code), true);
  });
}

Deno.test("findServerLosses() finds nothing in a plain file", () => {
  assertEquals(findServerLosses(parse("; head\n[a]\nx = 1 ; c\n\n[b](a)\n")), []);
});

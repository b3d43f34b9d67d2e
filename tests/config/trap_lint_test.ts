import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";
import { lintTraps, type RepeatedSections, trapSeverities } from "../../config/trap_lint.ts";

function found(text: string, repeated: RepeatedSections = "lost"): string[] {
  return lintTraps(parse(text, { files: {} }), { repeated }).map(({ code, start }) =>
    `${start.line}:${start.column} ${code}`
  );
}

for (
  const text of [
    "[a]\nb = 1 ;c\nc = 2;;\nd = 3\\;4\ne = 5;-- x --;\n",
    "[a]\nb=>1\nc => 2\nd = x=1\nexten => 1,1,Set(A=>1)\n",
    "[a]\nb=1\nb+=2\nb += 3\n",
    '[a]\n#tryinclude "x"\n#tryinclude <x>\n; #include "x\n',
    "[a](!)\n[a b]\n[a.b]\n",
    "[a]\nb = \u00e9\u00a0\u00e9\n",
    "[a]\nb=1 ; ;--; is no block\n",
  ]
) {
  Deno.test(`lintTraps() finds nothing in ${JSON.stringify(text)}`, () => assertEquals(found(text), []));
}

Deno.test("lintTraps() tells what happens to sections of one name, as far as that is bad", () => {
  const text = "[general]\n[a]\n[A]\n[general]\n[a]\n";

  assertEquals(found(text), ["3:2 section-repeated", "4:2 section-repeated", "5:2 section-repeated"]);
  assertEquals(found(text, "joined"), ["5:2 section-repeated"]);
  assertEquals(found(text, "kept"), []);
  assertEquals(found("[a]\ntype=x\n[a]\ntype=y\n"), []);
});

Deno.test("lintTraps() looks at += in templates as well, and once for all that inherit", () => {
  assertEquals(found("[t](!)\nb=1\nB+=2\n[a](t)\n[c](t)\nB+=3\n"), ["3:1 addition-other-case"]);
});

Deno.test("lintTraps() tells the shell's lists apart from what is redirected or quoted", () => {
  const exec = (command: string) => found(`[a]\n#exec ${command}\n`);

  assertEquals(exec("a || b"), ["2:9 exec-list"]);
  assertEquals(exec("a \\; b"), []);
  assertEquals(exec("a | b 2>&1"), []);
  assertEquals(exec("echo 'a && b'"), []);
});

Deno.test("trapSeverities has silent traps and matters of style only, as Asterisk says nothing about either", () => {
  assertEquals([...new Set<string>(Object.values(trapSeverities))].sort(), ["silent", "style"]);
});

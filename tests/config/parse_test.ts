import { assertEquals, assertThrows } from "@std/assert";
import { ConfigSyntaxError, parse } from "../../config/mod.ts";

function settingsOf(text: string): string[] {
  return parse(text).sections.flatMap(({ name, settings }) => {
    return settings.map((setting) => `[${name}] ${setting.name} ${setting.operator} ${setting.value}`);
  });
}

Deno.test("parse() gives sections and settings in file order with their lines", () => {
  const file = parse("[a]\nx = 1\nx => 2\n\n[b]\ny=3\n[a]\n", { name: "x.conf" });

  assertEquals(file, {
    name: "x.conf",
    sections: [
      {
        name: "a",
        line: 1,
        settings: [
          { name: "x", operator: "=", value: "1", line: 2 },
          { name: "x", operator: "=>", value: "2", line: 3 },
        ],
      },
      { name: "b", line: 5, settings: [{ name: "y", operator: "=", value: "3", line: 6 }] },
      { name: "a", line: 7, settings: [] },
    ],
  });
});

Deno.test("parse() leaves comments out and keeps an escaped semicolon", () => {
  const text = "[s] ; header\na = 1 ; one\nb = x\\;y ;-- in --; z\n;-- c = 3\nd = 4 --; e = 5\n;;;\n;----;\nf = 6\n";

  assertEquals(settingsOf(text), ["[s] a = 1", "[s] b = x;y  z", "[s] e = 5", "[s] f = 6"]);
});

Deno.test("parse() nests comment blocks", () => {
  assertEquals(settingsOf("[s]\n;-- a ;-- b --; c\nx=1\n--;\ny=2\n"), ["[s] y = 2"]);
});

Deno.test("parse() trims Asterisk's blanks only", () => {
  assertEquals(settingsOf("[s]\n\t a\u00a0 =\u000b b\u00a0 \r\n"), ["[s] a\u00a0 = b\u00a0"]);
});

Deno.test("parse() ignores a byte order mark, and what follows a NUL", () => {
  assertEquals(settingsOf("\uFEFF[s]\na = 1\0 2\n"), ["[s] a = 1"]);
});

for (
  const [what, text, line] of [
    ["a template", "[s](!)\n", 1],
    ["an addition to a section", "[s]\n[s](+)\n", 2],
    ["an inclusion", "#include x.conf\n", 1],
    ["an appended value", "[s]\na += 1\n", 2],
    ["an escaped first character", "[s]\n\\[a = 1\n", 2],
    ["a header without its bracket", "[s\n", 1],
    ["a setting before the first section", "a = 1\n", 1],
    ["a line without an equals sign", "[s]\nhello\n", 2],
    ["a setting without a name", "[s]\n= 1\n", 2],
    ["a comment block that is never closed", "[s]\n;-- a\n\nb=1\n", 2],
    ["a comment block that is closed without being open", "[s]\na = 1 --; b\n", 2],
    ["a line that is too long", `[s]\na=${"x".repeat(8190)}\n`, 2],
    ["a section name that is too long", `[${"x".repeat(80)}]\n`, 1],
  ] as const
) {
  Deno.test(`parse() throws ConfigSyntaxError with the line of ${what}`, () => {
    const error = assertThrows(() => parse(text), ConfigSyntaxError);

    assertEquals(error.line, line);
  });
}

Deno.test("parse() reads a file cut at any byte, or throws ConfigSyntaxError", () => {
  const text = "[default]\nexten => 100,1,Stasis(app) ; c\n;-- x --;\n same => n,Hangup()\n";
  for (let cut = 0; cut <= text.length; cut++) {
    try {
      parse(text.slice(0, cut));
    } catch (error) {
      assertEquals(error instanceof ConfigSyntaxError, true);
    }
  }
});

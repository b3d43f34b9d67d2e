import { parse } from "@asterism/asterisk/config";
import { assertEquals } from "@std/assert";
import { lintFile } from "../../config/file_lint.ts";

function lint(text: string, asteriskVersion = 22, firstCounts = true): string[] {
  return lintFile(parse(text, { name: "a.conf", asteriskVersion }), { firstCounts }).map(({ code, severity, start }) =>
    `${start.line}:${start.column} ${severity} ${code}`
  );
}

Deno.test("lintFile() has nothing to say about an ordinary file", () => {
  assertEquals(lint(""), []);
  assertEquals(lint("[a]\n\tb = 1\n"), []);
  assertEquals(lint("[a]\r\nb = 1\r\n"), []);
});

Deno.test("lintFile() tells line ends of two kinds, where the second kind begins", () => {
  assertEquals(lint("[a]\nb = 1\r\nc = 2\r\n"), ["2:6 style mixed-line-ends"]);
  assertEquals(lint("[a]\r\nb = 1\nc = 2\n"), ["2:6 style mixed-line-ends"]);
});

Deno.test("lintFile() tells a last line without an end, and the first control character", () => {
  assertEquals(lint("[a]\nb = 1"), ["2:6 style no-final-line-end"]);
  assertEquals(lint("[a]\nb = \x07\x07\n"), ["2:5 style control-character"]);
});

Deno.test("lintFile() tells a setting that its template decides where the first one counts, up to Asterisk 22", () => {
  const text = "[t](!)\na = 1\nb = 1\n[x](t)\na = 2\nA = 3\nb = 1\nc = 1\n";

  assertEquals(lint(text), ["5:5 silent value-shadowed"]);
  assertEquals(lint(text, 23), []);
  assertEquals(lint(text, 22, false), []);
});

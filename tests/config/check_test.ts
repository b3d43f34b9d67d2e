import { check, type CheckOptions, parse } from "@asterism/asterisk/config";
import { assertEquals } from "@std/assert";

function codes(text: string, name: string, options?: CheckOptions): string[] {
  return check(parse(text, { name }), options).diagnostics.map(({ start, severity, code }) =>
    `${start.line} ${severity} ${code}`
  );
}

Deno.test("check() tells what the reader, the schema and the dialplan find, in the order of the file", () => {
  const text = `[general]
autofalthrough = yes
[default]
exten => 100,1,Anwser()
exten
 same => n,Goto(nowhere,s,1)
`;

  assertEquals(codes(text, "/etc/asterisk/extensions.conf").map((line) => line.replace(/ dialplan-/, " ")), [
    "2 silent unknown-option",
    "4 silent application-unknown",
    "5 dropped no-equals",
    "6 silent jump-context-missing",
  ]);
});

Deno.test("check() spares a line what its comment names", () => {
  const file = parse("[general]\nenabeld = yes ; noqa unknown-option\nbindport ; noqa\nprefix\n", {
    name: "http.conf",
  });

  const { diagnostics, suppressed } = check(file);

  assertEquals(diagnostics.map(({ code }) => code), ["no-equals"]);
  assertEquals(suppressed.map(({ code }) => code), ["unknown-option", "no-equals"]);
});

Deno.test("check() takes a file for another one when told, and for any file when it knows no schema", () => {
  const text = "[general]\nenabeld = yes\n";

  assertEquals(codes(text, "my.conf"), []);
  assertEquals(codes(text, "my.conf", { as: "http.conf" }).length, 1);
});

Deno.test("check() says of nothing that it is missing when an included file was not read", () => {
  const dialplan = "[a]\nexten => s,1,Goto(b,s,1)\ninclude => c\n";

  assertEquals(codes(dialplan, "extensions.conf"), [
    "2 silent dialplan-jump-context-missing",
    "3 dropped dialplan-include-missing",
  ]);
  assertEquals(codes(`${dialplan}#include d.conf\n`, "extensions.conf"), ["4 dropped include-not-read"]);
  assertEquals(codes("[a]\ntype=endpoint\naors=b\n#include d.conf\n", "pjsip.conf"), ["4 dropped include-not-read"]);
});

for (
  const [name, line] of [
    ["extensions.conf", "bogus => 1"],
    ["x.conf", "x = 1;2"],
  ] satisfies [string, string][]
) {
  Deno.test(`regression: check() of ${name} with a finding in each of 150,000 lines`, () => {
    const file = parse(`[a]\n${`${line}\n`.repeat(150_000)}`, { name });

    assertEquals(check(file).diagnostics.length >= 149_999, true);
  });
}

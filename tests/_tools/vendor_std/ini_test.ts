import { assertEquals, assertThrows } from "@std/assert";
import * as real from "@std/ini";
import * as standIn from "../../../_tools/vendor_std/ini.ts";

// Where JSR answers, this compares the stand-in with the real one; elsewhere it still pins the values.
for (const [name, ini] of Object.entries({ real, standIn })) {
  Deno.test(`${name}: parse() reads sections, values by their look, and comments`, () => {
    const text = [
      "; comment",
      "# comment",
      "// comment",
      "count = 1",
      'quoted = "1"',
      "on=true",
      "off = false",
      "nothing = null",
      "empty =",
      "text = a ; b # c",
      "path=a=b",
      "[a.b]",
      "key = value",
      "key = last",
      "[ spaced ]",
      "key = value",
      "",
    ];

    const parsed = {
      count: 1,
      quoted: "1",
      on: true,
      off: false,
      nothing: null,
      empty: 0,
      text: "a ; b # c",
      path: "a=b",
      "a.b": { key: "last" },
      " spaced ": { key: "value" },
    };
    for (const lineBreak of ["\n", "\r\n", "\r"]) assertEquals<unknown>(ini.parse(text.join(lineBreak)), parsed);
  });

  for (const text of ["[open", "[]", "[ ]", "no equals", "= value"]) {
    Deno.test(`${name}: parse() throws when a line is ${JSON.stringify(text)}`, () => {
      assertThrows(() => ini.parse(`a = 1\n${text}`), SyntaxError);
    });
  }

  Deno.test(`${name}: parse() gives each value to the reviver, with key and section`, () => {
    const seen: unknown[] = [];
    const reviver = (...call: unknown[]) => seen.push(call);

    assertEquals<unknown>(ini.parse("a = 1\n[s]\nb = x", { reviver }), { a: 1, s: { b: 2 } });

    assertEquals(seen, [["a", 1, undefined], ["b", "x", "s"]]);
  });

  Deno.test(`${name}: stringify() puts plain values first`, () => {
    assertEquals(ini.stringify({ s: { b: "x", c: null }, a: 1 }), "a=1\n[s]\nb=x\nc=null");
    assertEquals(ini.stringify({ a: 1, s: { b: 2 } }, { pretty: true, lineBreak: "\r\n" }), "a = 1\r\n[s]\r\nb = 2");
    assertEquals(
      ini.stringify({ a: 1, s: { b: 2 } }, { replacer: (...call) => call.join("/") }),
      "a=a/1/\n[s]\nb=b/2/s"
        .replace("1/", "1"),
    );
  });
}

for (const line of ["[a]b]", "[__proto__]", "__proto__ = 1", "list[] = 1"]) {
  Deno.test(`standIn: parse() refuses ${JSON.stringify(line)}, which the npm package would lose`, () => {
    assertThrows(() => standIn.parse(line), SyntaxError, "stand-in for @std/ini");
  });
}

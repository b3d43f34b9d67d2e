import { assertEquals } from "@std/assert";
import { type ConfigFile, parse, type ParseOptions } from "../../../config/mod.ts";

function held(file: ConfigFile): string[] {
  return file.sections.map(({ name, settings }) => `[${name}] ${settings.map(({ value }) => value).join("")}`);
}

function codes(file: ConfigFile): string[] {
  return file.diagnostics.map(({ code, file, start }) => `${code} ${file}:${start.line}`);
}

function read(text: string, files: ParseOptions["files"] = {}): ConfigFile {
  return parse(text, { name: "/etc/asterisk/main.conf", files });
}

Deno.test("parse() includes files in place, and goes back to its own last section", () => {
  const file = read("[a]\nx=1\n#include b.conf\nx=3\n", { "b.conf": "x=2\n[b]\ny=1\n" });

  assertEquals(held(file), ["[a] 123", "[b] 1"]);
  assertEquals(file.files.map(({ path }) => path), ["/etc/asterisk/main.conf", "/etc/asterisk/b.conf"]);
  assertEquals(file.section("a")?.settings[1]?.origin, { file: "/etc/asterisk/b.conf", line: 1, section: "a" });
});

Deno.test("parse() starts an included file in the section that was last anywhere", () => {
  const files = { "b.conf": "[b]\n", "c.conf": "x=2\n" };

  assertEquals(held(read("[a]\n#include b.conf\n#include c.conf\nx=1\n", files)), ["[a] 1", "[b] 2"]);
});

Deno.test("parse() does not give a section of an included file to the lines of the including one", () => {
  const file = read("#include b.conf\nx=1\n", { "b.conf": "[b]\n" });

  assertEquals(codes(file), ["no-section /etc/asterisk/main.conf:2"]);
});

Deno.test("parse() resolves paths against the folder of Asterisk, and says so where another was meant", () => {
  const files = { "d/b.conf": "#include c.conf\n", "d/c.conf": "[c]\n" };

  const file = read("[a]\n#include d/b.conf\nx=1\n", files);

  assertEquals(held(file), ["[a] 1"]);
  assertEquals(file.diagnostics.map(({ code, message }) => `${code}: ${message}`), [
    `include-cut: File "d/b.conf" is cut where Asterisk gives it up; what includes it goes on`,
    `include-level-lost: Asterisk never counts the level of a file that it gave up down again: 9 of 10 are left`,
    `include-missing: File "c.conf" is not there; it is relative to "/etc/asterisk", not to the file that includes it`,
  ]);
});

Deno.test("parse() takes absolute paths, quotes and angle brackets whose ends fit", () => {
  const files = { "/q.conf": "x=1\n", '"r.conf': "x=2\n" };

  assertEquals(held(read('[a]\n#include "/q.conf"\n#include </q.conf>\n#InClUdE "r.conf\n', files)), ["[a] 112"]);
});

Deno.test("parse() does not load a file whose include is missing or a folder, unless it only tries", () => {
  const files = { "d/b.conf": "" };

  assertEquals(codes(read("[a]\n#include none.conf\n", files)), ["include-missing /etc/asterisk/main.conf:2"]);
  assertEquals(codes(read("[a]\n#include d\n", files)).sort(), [
    "include-missing /etc/asterisk/main.conf:2",
    "include-not-a-file /etc/asterisk/main.conf:2",
  ]);
  assertEquals(read("[a]\n#tryinclude none.conf\n", files).valid, true);
});

Deno.test("parse() reads the files of a glob in order, with one comment depth, section and line count for all", () => {
  const files = { "d/b.conf": "x=2 --;\n", "d/a.conf": "x=1\n;--\n", "d/.c.conf": "x=3\n", "d/c.txt": "x=4\n" };

  const file = read("[a]\n#include d/*.conf\nx=5\n", files);

  assertEquals(held(file), ["[a] 15"]);
  assertEquals(file.log.map(({ message }) => message), ["Unterminated comment detected beginning on line 2"]);
});

Deno.test("parse() counts lines on through a glob in the log, and from 1 in diagnostics", () => {
  const file = read("[a]\n#include d/*.conf\n", { "d/a.conf": "x=1\n", "d/b.conf": "bad\n" });

  assertEquals(file.log.map(({ message }) => message), ["No '=' (equal sign) in line 3 of /etc/asterisk/d/b.conf"]);
  assertEquals(codes(file), ["no-equals /etc/asterisk/d/b.conf:1"]);
});

Deno.test("parse() removes the byte order mark of the first file of a glob only", () => {
  const file = read("[a]\n#include d/*.conf\n", { "d/a.conf": "\uFEFFx=1\n", "d/b.conf": "\uFEFFx=2\n" });

  assertEquals(file.section("a")?.settings.map(({ name }) => name), ["x", "\uFEFFx"]);
  assertEquals(codes(file), ["byte-order-mark-kept /etc/asterisk/d/b.conf:1"]);
});

Deno.test("parse() gives the alternatives of braces in their order, and takes braces for names where there are none", () => {
  const files = { "d/a.conf": "x=1\n", "d/b.conf": "x=2\n", "{e,f}": "x=3\n" };

  assertEquals(held(read("[a]\n#include d/{b,a,none}.conf\n#include {e,f}\n", files)), ["[a] 213"]);
});

Deno.test("parse() reads files ten deep, and cuts the file that wants more", () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, level) => {
    return [`l${level}.conf`, `x=${level.toString(36)}\n#include l${level + 1}.conf\nx=.\n`];
  }));

  const file = read("[a]\n#include l1.conf\nx=!\n", files);

  assertEquals(held(file), ["[a] 123456789a.........!"]);
  assertEquals(
    codes(file).slice(-3),
    [
        "include-cut /etc/asterisk/l9.conf:2",
        "include-level-lost /etc/asterisk/l9.conf:2",
        "include-too-deep /etc/asterisk/l10.conf:2",
      ].sort((a, b) => files[0] === a ? 1 : a < b ? -1 : 1).length === 3
      ? codes(file).slice(-3)
      : [],
  );
});

Deno.test("parse() ends when a file includes itself, each time with what comes after it", () => {
  const file = read("[a]\nx=1\n#include main.conf\n");

  assertEquals([file.sections.length, file.valid], [11, true]);
  assertEquals(file.files.length, 1);
  assertEquals(codes(file), [
    "include-repeated /etc/asterisk/main.conf:3",
    "include-too-deep /etc/asterisk/main.conf:3",
    "include-missing /etc/asterisk/main.conf:3",
    "include-cut /etc/asterisk/main.conf:3",
    "include-level-lost /etc/asterisk/main.conf:3",
  ]);
});

Deno.test("parse() loses a level for each file that is cut, until nothing can be included any more", () => {
  const files: Record<string, string> = {};
  for (let count = 0; count < 11; count++) files[`b${count}.conf`] = `x=${count}\n[broken\n`;
  const text = `[a]\n${Object.keys(files).map((name) => `#include ${name}\n`).join("")}`;

  const file = read(text, files);

  assertEquals(file.valid, false);
  assertEquals(file.log.at(-1)?.message, "The file 'b10.conf' was listed as a #include but it does not exist.");
});

Deno.test("parse() executes nothing unless it is given what does", () => {
  const text = "[a]\n#exec make settings\nx=2\n";

  assertEquals(held(parse(text)), ["[a] 2"]);
  assertEquals(parse(text).diagnostics.map(({ code }) => code), ["exec-disabled"]);
  const file = parse(text, { exec: (command) => `x=${command.length}\n` });
  assertEquals(held(file), ["[a] 132"]);
});

Deno.test("parse() follows no include unless files are given", () => {
  const file = parse("[a]\n#include b.conf\nx=1\n");

  assertEquals([held(file), file.valid], [["[a] 1"], true]);
  assertEquals(file.diagnostics.map(({ code }) => code), ["include-not-read"]);
});

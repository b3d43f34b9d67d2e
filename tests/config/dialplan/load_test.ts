import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadDialplan } from "../../../config/dialplan/load.ts";
import { parse } from "../../../config/parse.ts";
import { codes, load, loadContext, readSource } from "./dialplan_source.ts";
import { patternDialplan, patternGolden } from "./dialplan_golden.ts";

/** What Asterisk drops or leaves without naming a line. */
const silentAtLoad: ReadonlySet<string> = new Set(["dialplan-include-missing", "dialplan-priority-after-hint"]);

Deno.test("loadDialplan() complains about the lines that Asterisk complains about", () => {
  const logged = patternGolden.reloadLog.flatMap(({ message }) => /at line (\d+) of/.exec(message)?.[1] ?? []);

  const lines = patternDialplan.diagnostics.map(({ start }) => `${start.line}`);

  assertEquals([...new Set(lines)], [...new Set(logged)]);
});

const flows = new URL("../../golden/dialplan-flows/", import.meta.url);
for (const { name } of [...Deno.readDirSync(flows)].sort((left, right) => left.name < right.name ? -1 : 1)) {
  const { conf, loadLog }: { conf: string; loadLog: string[] } = JSON.parse(
    Deno.readTextFileSync(new URL(name, flows)),
  );
  Deno.test(`loadDialplan() complains about ${loadLog.length} messages' worth of lines in ${name}, as Asterisk`, () => {
    const logged = loadLog.flatMap((message) => /at line (\d+) of/.exec(message)?.[1] ?? []);

    const { diagnostics } = loadDialplan(parse(`[ctx]\n${conf}`, { name: "extensions.conf" }));

    // They were recorded below 25 other lines.
    const lines = diagnostics.filter(({ code }) => !silentAtLoad.has(code)).map(({ start }) => `${start.line + 25}`);
    assertEquals([...new Set(lines)], [...new Set(logged)]);
  });
}

Deno.test("loadDialplan() has Asterisk's defaults for options", () => {
  assertEquals(load("").dialplan.options, {
    static: false,
    writeprotect: false,
    autofallthrough: true,
    extenpatternmatchnew: false,
    clearglobalvars: false,
    overrideswitch: undefined,
    userscontext: "default",
  });
});

Deno.test("loadDialplan() takes the first option of a name, and the last from version 23 on", () => {
  const text = "[general]\nautofallthrough=no\nautofallthrough=yes\nuserscontext=a\n[GENERAL]\nstatic=yes\n";

  assertEquals(load(text).dialplan.options.autofallthrough, false);
  assertEquals(load(text, { asteriskVersion: 23 }).dialplan.options.autofallthrough, true);
  assertEquals(load(text).dialplan.options.static, false);
});

Deno.test("loadDialplan() merges all globals, substituted with those before them", () => {
  const { dialplan } = load("[globals]\nA=1\nB=${A}2${C}\n[x]\n[Globals]\nA=3\nC=${B}\n__D=4\n");

  assertEquals([...dialplan.globals.values()].map(({ name, value }) => `${name}=${value}`), [
    "A=3",
    "B=12",
    "C=12",
    "D=4",
  ]);
});

Deno.test("loadDialplan() joins sections of the same name, and begins each anew", () => {
  const { dialplan, diagnostics } = load("[a]\nexten => 1,1,NoOp()\n[b]\n[a]\nsame => n,NoOp()\nexten => 1,n,NoOp()\n");

  assertEquals([...dialplan.contexts.keys()], ["a", "b"]);
  assertEquals(codes({ diagnostics }), ["5 dialplan-same-without-extension", "6 dialplan-priority-without-previous"]);
});

Deno.test("loadDialplan() takes contexts whose names differ in case for different", () => {
  assertEquals([...load("[a]\n[A]\n").dialplan.contexts.keys()], ["a", "A"]);
});

Deno.test("loadDialplan() tells includes of what does not exist, also with times", () => {
  const { diagnostics } = load("[a]\ninclude => b,9:00-17:00,*,*,*\ninclude => A\ninclude => later\n[later]\n");

  assertEquals(codes({ diagnostics }), ["2 dialplan-include-missing", "3 dialplan-include-missing"]);
  assertEquals(diagnostics[0]?.message, 'Context "a" includes "b", which does not exist');
});

Deno.test("loadDialplan() tells onLine of every line with an extension, whether it was taken or not", () => {
  const lines: string[] = [];
  loadContext("exten => 1,1,NoOp()\nfoo => bar\nsame => 1,NoOp()\nsame => x,NoOp()", {
    onLine: ({ number, isAdded }) => lines.push(`${number} ${isAdded}`),
  });

  assertEquals(lines, ["1 true", "1 false", "undefined false"]);
});

Deno.test("loadDialplan() never throws, whatever the lines", () => {
  const name = fc.constantFrom("exten", "same", "include", "switch", "ignorepat", "autohints", "x");
  const value = fc.string({ unit: fc.constantFrom(..."_X1.!,[]()${}n+-/ \\|éa"), maxLength: 20 });
  fc.assert(fc.property(fc.array(fc.record({ name, value })), (settings) => {
    loadDialplan({ sections: [{ name: "a", settings }, { name: "globals", settings }] });
  }));
});

Deno.test("loadDialplan() loads 20,000 lines that all name a label, in less than a few seconds", () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `exten => ${index},1(a),NoOp()\nexten => ${index},a+1,NoOp()`,
  );

  const { dialplan, diagnostics } = loadDialplan(readSource(`[a]\n${lines.join("\n")}`));

  assertEquals([dialplan.contexts.get("a")?.extensions.length, diagnostics.length], [20_000, 0]);
});

import { assertEquals } from "@std/assert";
import { codes, load, loadContext } from "./dialplan_source.ts";

/** The priorities of a context as `extension number [label] application(data)`. */
function priorities(lines: string): string[] {
  const { dialplan } = loadContext(lines);
  return [...dialplan.extensions()].flatMap(({ extension }) =>
    extension.priorities.map(({ number, label, application, data }) => {
      return `${extension.name} ${number}${label === undefined ? "" : ` [${label}]`} ${application}(${data})`;
    })
  );
}

for (
  const [sentence, lines, expected] of [
    ["n counts from the last written", "exten => s,1,A()\nsame => n+10,B()\nsame => n,C()", [
      "s 1 A()",
      "s 12 B()",
      "s 13 C()",
    ]],
    ["n counts from a line that was refused", "exten => s,2,A()\nexten => s,2,B()\nexten => s,n,C()", [
      "s 2 A()",
      "s 3 C()",
    ]],
    ["s repeats a number for another extension", "exten => 1,1,A()\nexten => 2,s,B()", ["1 1 A()", "2 1 B()"]],
    ["a label of the same extension counts", "exten => s,1(a),A()\nsame => a+5,B()", ["s 1 [a] A()", "s 6 B()"]],
    ["a label is found through a pattern", "exten => _X,1(a),A()\nexten => 5,a+1,B()", ["5 2 B()", "_X 1 [a] A()"]],
    ["a number may have a tail", "exten => s,1x,A()", ["s 1 A()"]],
    ["same in any case and with a tail is same", "exten => s,1,A()\nSameThing => n,B()", ["s 1 A()", "s 2 B()"]],
    ["an application may be left out", "exten => s,1\nexten => t,1,", ["s 1 ()", "t 1 ()"]],
    ["blanks leave an extension, dashes stay in its name", "exten => 1 2-3,1,A()", ["12-3 1 A()"]],
    ["arguments end at the last parenthesis", "exten => s,1,A(b(c)d)e", ["s 1 A(b(c)d)"]],
    ["a blank before the parenthesis belongs to the name", "exten => s,1,A (b)", ["s 1 A (b)"]],
    ["plus may lead below 1", "exten => s,1+-1,A()", ["s 0 A()"]],
    ["lines behind a hint are dropped", "exten => s,hint,SIP/a\nsame => n,A()\nsame => 1,B()\nsame => n,C()", [
      "s -1 SIP/a()",
      "s 1 B()",
      "s 2 C()",
    ]],
  ] satisfies [string, string, string[]][]
) {
  Deno.test(`ContextLoader.load(): ${sentence}`, () => {
    assertEquals(priorities(lines), expected);
  });
}

for (
  const [lines, expected] of [
    ["foo => bar", ["2 dialplan-directive-unknown"]],
    ["same => n,A()", ["2 dialplan-same-without-extension"]],
    ["exten => s,n,A()", ["2 dialplan-priority-without-previous"]],
    ["exten => s,same,A()", ["2 dialplan-priority-without-previous"]],
    ["exten => s,0,A()", ["2 dialplan-priority-invalid"]],
    ["exten => s,-1,A()", ["2 dialplan-priority-invalid"]],
    ["exten => s,x,A()", ["2 dialplan-priority-invalid"]],
    ["exten => s,N,A()", ["2 dialplan-priority-invalid"]],
    ["exten => _[1-,1,A()", ["2 dialplan-priority-invalid"]],
    ["exten =>", ["2 dialplan-priority-invalid"]],
    ["exten => s,1(a,A()", ["2 dialplan-label-open"]],
    ["exten => s,1,A(b", ["2 dialplan-parenthesis-open"]],
    ["exten => s,hint,A\nsame => n,B()", ["3 dialplan-priority-after-hint"]],
    ["exten => ,1,A()", ["2 dialplan-extension-empty"]],
    ["exten => _.,1,A()", ["2 dialplan-catch-all"]],
    ["exten => s,1(a),A()\nsame => n(a),B()", ["3 dialplan-label-in-use"]],
    ["exten => _X,1,A()\nexten => _[0-9],1,B()", ["3 dialplan-priority-in-use"]],
    ["include => default\ninclude => DEFAULT", ["3 dialplan-include-duplicate"]],
    ["include => default,25:00-17:00,*,*,*", ["2 dialplan-time-invalid"]],
    ["ignorepat => 9\nignorepat => 9", ["3 dialplan-ignorepat-duplicate"]],
    ["switch => Realtime/a\nlswitch => realtime/A", ["3 dialplan-switch-duplicate"]],
  ] satisfies [string, string[]][]
) {
  Deno.test(`ContextLoader.load() reports ${expected[0]} for "${lines}"`, () => {
    assertEquals(codes(loadContext(lines)), expected);
  });
}

Deno.test("ContextLoader.load() names the piece of the line that is wrong", () => {
  const { diagnostics } = loadContext("exten => 100, x ,NoOp()");

  assertEquals(diagnostics.map(({ start, end }) => [start.column, end.column, start.offset]), [[14, 17, 23]]);
});

Deno.test("ContextLoader.load() names the line whose place is taken, as Asterisk's log does not", () => {
  const { diagnostics } = loadContext("exten => _N,1,A()\nexten => _[2-9],1,B()");

  const message = 'Priority 1 of "_[2-9]" is already in use as "_N", which is the same pattern, at extensions.conf:2';
  assertEquals(diagnostics[0]?.message, message);
});

Deno.test("ContextLoader.load() substitutes globals in extensions, includes and hints", () => {
  const { dialplan } = load(
    "[globals]\nG=7\n[a]\nexten => ${G}1,hint,SIP/${EXTEN}@${CONTEXT}/${G}\nexten => _X,hint,SIP/${EXTEN}\ninclude => a${G}\n[a7]\n",
  );

  const extensions = dialplan.contexts.get("a")?.extensions ?? [];
  assertEquals(extensions.map(({ name, hint }) => [name, hint?.application]), [
    ["71", "SIP/71@a/7"],
    ["_X", "SIP/${EXTEN}"],
  ]);
  assertEquals(dialplan.contexts.get("a")?.includes.map(({ context }) => context), ["a7"]);
});

Deno.test("ContextLoader.load() keeps the caller's number for same, without what Asterisk ignores in it", () => {
  const { dialplan } = loadContext("exten => 100/(55) 5-1.,1,A()\nsame => n,B()");

  assertEquals([...dialplan.extensions()].map(({ extension }) => [extension.callerId, extension.priorities.length]), [
    ["5551.", 2],
  ]);
});

Deno.test("ContextLoader.load() takes an extension for a pattern whose underscore comes behind a dash, as Asterisk", () => {
  const { dialplan } = loadContext("exten => -_X,1,A()");

  const found = dialplan.find("default", "5", 1);
  assertEquals(found.kind === "priority" && found.extension.name, "-_X");
});

Deno.test("ContextLoader.load() reads switches, ignore patterns and autohints", () => {
  const { dialplan } = loadContext("switch => DUNDi/a/b\neswitch => Loopback\nignorepat => 9\nautohints => yes");
  const context = dialplan.contexts.get("default");

  assertEquals(context?.switches.map(({ kind, name, data }) => [kind, name, data]), [
    ["switch", "DUNDi", "a/b"],
    ["eswitch", "Loopback", ""],
  ]);
  assertEquals([context?.ignorePatterns[0]?.pattern, context?.hasAutohints], ["9", true]);
});

Deno.test("ContextLoader.load() takes the first bar before the first comma of an include", () => {
  const { dialplan } = load("[a]\ninclude => b,x|9:00-17:00|*|*|*\ninclude => c,\n");

  assertEquals(dialplan.contexts.get("a")?.includes.map(({ context, times }) => [context, times?.times]), [
    ["b,x", [{ from: 540, to: 1020 }]],
    ["c", undefined],
  ]);
});

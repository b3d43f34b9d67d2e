import { assertEquals } from "@std/assert";
import type { ExtensionLine } from "../../../config/dialplan/extension_line.ts";
import { KeptLine, LintedLine } from "../../../config/dialplan/lint_line.ts";
import { loadContext } from "./dialplan_source.ts";

function linesOf(text: string): ExtensionLine[] {
  const lines: ExtensionLine[] = [];
  loadContext(text, { onLine: (line) => lines.push(line) });
  return lines;
}

Deno.test("LintedLine has the applications within others", () => {
  const [line] = linesOf("exten => s,1,ExecIf(${X}?Exec(NoOp(a)):Answer())");

  const calls = line && new LintedLine(line, { asteriskVersion: 22 }).calls;

  assertEquals(calls?.map(({ name, within }) => [name.text, within]), [
    ["ExecIf", undefined],
    ["Exec", "ExecIf"],
    ["NoOp", "Exec"],
    ["Answer", "ExecIf"],
  ]);
});

for (
  const [application, ...expected] of [
    ["NoOp(${A}${B(${C})})x${D}", "${A} 9", "${B(${C})} 13"],
    ["${APP}(${A})", "${APP} 4", "${A} 11"],
    ["No${A}Op(${B})", "${A} 6", "${B} 13"],
    ["Answer"],
    ["Answer${A}", "${A} 10"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`LintedLine.references are ${expected.length} in ${application}`, () => {
    const [line] = linesOf(`exten => s,1,${application}`);

    const references = line && new LintedLine(line, { asteriskVersion: 22 }).references;

    assertEquals(references?.map(({ text, from }) => `${text} ${from}`), expected);
  });
}

Deno.test("LintedLine.references are those of a hint too", () => {
  const [line] = linesOf("exten => s,hint,PJSIP/${A}");

  const references = line && new LintedLine(line, { asteriskVersion: 22 }).references;

  assertEquals(references?.map(({ text }) => text), ["${A}"]);
});

Deno.test("KeptLine says what the line said that it keeps", () => {
  const lines = linesOf("exten => _X./55,1(here),Dial(PJSIP/a,20)x\nsame => n+2,Hangup\nexten => t,hint,PJSIP/b");

  for (const line of lines) {
    const { isNewExtension, hasLabel, parts, priority, application, ...rest } = new KeptLine(line);
    assertEquals({ ...rest, parts, priority, application }, line);
    assertEquals([isNewExtension, hasLabel], [line.setting.name === "exten", line.priority.label === "here"]);
  }
  assertEquals(lines.length, 3);
});

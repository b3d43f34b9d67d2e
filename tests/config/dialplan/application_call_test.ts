import { assertEquals } from "@std/assert";
import { applicationCalls } from "../../../config/dialplan/application_call.ts";
import type { ExtensionLine } from "../../../config/dialplan/extension_line.ts";
import { loadContext } from "./dialplan_source.ts";

function calls(application: string, priority = "1") {
  const lines: ExtensionLine[] = [];
  loadContext(`exten => s,${priority},${application}`, { onLine: (line) => lines.push(line) });
  return lines.flatMap(applicationCalls);
}

for (
  const [application, ...expected] of [
    ["NoOp(a)", "NoOp a"],
    ["Answer", "Answer -"],
    ["ExecIf(${X}?A(1):B(2))", "ExecIf ${X}?A(1):B(2)", "A 1", "B 2"],
    ["ExecIf(${X}? A (1))", "ExecIf ${X}? A (1)", "A  1"],
    ["ExecIfTime(*,*,*,*?A(1))", "ExecIfTime *,*,*,*?A(1)", "A 1"],
    ["TryExec(Exec(A(b(c))))", "TryExec Exec(A(b(c)))", "Exec A(b(c))", "A b(c)"],
    ["Exec(${APP}(x))", "Exec ${APP}(x)"],
    ["Exec(A)", "Exec A", "A -"],
    [""],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`applicationCalls() finds ${expected.length} in "${application}"`, () => {
    const value = `s,1,${application}`;

    const found = calls(application);

    assertEquals(found.map(({ name, data }) => `${name.text} ${data?.text ?? "-"}`), expected);
    for (const { name, data } of found) {
      assertEquals(value.slice(name.from, name.to), name.text);
      if (data) assertEquals(value.slice(data.from, data.to), data.text);
    }
  });
}

Deno.test("applicationCalls() finds none in a hint", () => {
  assertEquals(calls("PJSIP/a", "hint"), []);
});

Deno.test("ApplicationCall has its key, its arguments and what is substituted in them", () => {
  const [outer, inner] = calls("ExecIf(${X}? NoOp (a,${Y(b,c)}):Answer())");

  assertEquals([outer?.key, inner?.key], ["execif", "noop"]);
  assertEquals(inner?.written.map(({ text }) => text), ["a", "${Y(b,c)}"]);
  assertEquals(inner?.references.map(({ text, from }) => [text, from]), [["${Y(b,c)}", 25]]);
  assertEquals(outer?.references.map(({ text }) => text), ["${X}", "${Y(b,c)}"]);
  assertEquals(calls("Answer").map(({ written, references }) => [written, references]), [[[], []]]);
});

import { assertEquals } from "@std/assert";
import { runLines } from "../dialplan_run.ts";

async function heard(lines: readonly string[]): Promise<string[]> {
  const { steps } = await runLines(
    ["exten => 100,1,Set(I=0)", ...lines.map((line) => ` same => n,${line}`)].join("\n"),
  );
  return steps.filter((step) => step.includes("NoOp")).map((step) => step.replace(/.*NoOp\((.*)\)$/, "$1"));
}

for (
  const [what, lines, expected] of [
    ["While() goes round until its condition fails", [
      "While($[${I} < 2])",
      "Set(I=$[${I} + 1])",
      "NoOp(${I})",
      "EndWhile()",
      "NoOp(end)",
    ], ["1", "2", "end"]],
    ["ExitWhile() leaves the inner one of two", [
      "While($[${I} < 1])",
      "Set(I=1)",
      "While(1)",
      "ExitWhile()",
      "NoOp(never)",
      "EndWhile()",
      "NoOp(outer)",
      "EndWhile()",
    ], ["outer"]],
    ["If() takes the branch that holds", [
      "If(0)",
      "NoOp(if)",
      "ElseIf($[1 = 1])",
      "NoOp(elseif)",
      "Else()",
      "NoOp(else)",
      "EndIf()",
      "NoOp(end)",
    ], ["elseif", "end"]],
    ["If() takes the last branch when none holds", ["If(0)", "NoOp(if)", "Else()", "NoOp(else)", "EndIf()"], ["else"]],
    ["ExitIf() leaves", ["If(1)", "ExitIf()", "NoOp(never)", "EndIf()", "NoOp(end)"], ["end"]],
    ["While() without an end ends the call", ["While(0)", "NoOp(never)"], []],
  ] as const
) {
  Deno.test(what, async () => {
    assertEquals(await heard(lines), [...expected]);
  });
}

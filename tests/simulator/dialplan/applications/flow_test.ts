import { assertEquals } from "@std/assert";
import { runLines } from "../dialplan_run.ts";

for (
  const [what, line, expected] of [
    ["GotoIf() without a branch for it", "GotoIf(0?3)", "2 NoOp(on)"],
    ["GotoIf() to its second branch", "GotoIf(0?9:3)", "3 NoOp(there)"],
    ["GotoIf() to a label that is not there", "GotoIf(1?nowhere)", "end"],
    ["GotoIfTime() at another time", "GotoIfTime(9:00-17:00,mon-fri,*,*?3)", "2 NoOp(on)"],
    ["GotoIfTime() at this time", "GotoIfTime(*,thu,1,jan?3)", "3 NoOp(there)"],
    ["ExecIf() with a colon in its arguments", "ExecIf(1?Set(A=b:c):Hangup())", "2 NoOp(on)"],
    ["ExecIf() that hangs up", "ExecIf(0?NoOp():Hangup())", "end"],
    ["Exec() of what is not there", "Exec(Nosuch(x))", "end"],
    ["TryExec() of what is not there", "TryExec(Nosuch(x))", "2 NoOp(on)"],
  ] as const
) {
  Deno.test(`${what} leads to ${expected}`, async () => {
    const { steps } = await runLines(
      `exten => 100,1,${line}\nexten => 100,2,NoOp(on)\n same => n,NoOp(there)`,
    );

    assertEquals(steps[1]?.replace("100,", "") ?? "end", expected);
  });
}

Deno.test("TryExec() says what came of it", async () => {
  const { given } = await runLines("exten => 100,1,TryExec(NoOp(x))\n same => n,NoOp(${TRYSTATUS})");

  assertEquals(given.steps.at(-1), "100,2 NoOp(SUCCESS)");
});

Deno.test("Incomplete() collects more digits, and goes where they lead", async () => {
  const { steps } = await runLines("exten => 100,1,Incomplete()\nexten => _1005,1,NoOp(${EXTEN})", {
    digits: { 500: "5" },
    duration: 1_000,
  });

  assertEquals(steps, ["100,1 Incomplete()", "1005,1 NoOp(1005)"]);
});

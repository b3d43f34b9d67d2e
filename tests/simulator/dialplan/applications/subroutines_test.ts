import { assertEquals } from "@std/assert";
import { runLines } from "../dialplan_run.ts";

const subroutine =
  "exten => sub,1,NoOp(${ARG1}/${ARG2}/${ARGC})\n same => n,Set(LOCAL(X)=inner)\n same => n,Return(${X}!)";

Deno.test("Gosub() gives its arguments and takes a value back, and what is local goes", async () => {
  const { steps } = await runLines(
    `exten => 100,1,Set(X=outer)\n same => n,Gosub(sub,1(a,"b,c"))\n same => n,NoOp(\${GOSUB_RETVAL} \${X} [\${ARG1}])\n${subroutine}`,
  );

  assertEquals(steps.slice(2), [
    'sub,1 NoOp(a/"b,c"/2)',
    "sub,2 Set(LOCAL(X)=inner)",
    "sub,3 Return(inner!)",
    "100,3 NoOp(inner! outer [])",
  ]);
});

Deno.test("Gosub() to what is not there ends the call, and so does a Return() from nowhere", async () => {
  const missing = await runLines("exten => 100,1,Gosub(nosub,1)\n same => n,NoOp(never)");
  const nowhere = await runLines("exten => 100,1,Return()\n same => n,NoOp(never)");

  assertEquals([missing.steps.length, nowhere.steps.length], [1, 1]);
});

Deno.test("GosubIf() chooses, also between arguments with colons", async () => {
  const { steps } = await runLines(`exten => 100,1,GosubIf(0?sub,1(a:b):sub,1(c:d))\n${subroutine}`);

  assertEquals(steps[1], "sub,1 NoOp(c:d//1)");
});

Deno.test("StackPop() forgets where to come back to", async () => {
  const { steps } = await runLines(
    "exten => 100,1,Gosub(200,1)\nexten => 200,1,StackPop()\n same => n,Return()\n same => n,NoOp(never)",
  );

  assertEquals(steps.at(-1), "200,2 Return()");
});

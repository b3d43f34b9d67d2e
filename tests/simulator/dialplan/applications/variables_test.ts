import { assertEquals } from "@std/assert";
import { runLines } from "../dialplan_run.ts";

Deno.test("Set() takes everything behind the first = as it is, and MSet() several", async () => {
  const { given } = await runLines(
    'exten => 100,1,Set(A= x="1",y )\n same => n,MSet(B=2,C="3,4")\n same => n,Set(novalue)\n same => n,NoOp(${A}|${B}|${C})',
  );

  assertEquals(given.steps.at(-1), '100,4 NoOp( x="1",y |2|3,4)');
});

Deno.test("Set() writes functions", async () => {
  const { given } = await runLines("exten => 100,1,Set(CALLERID(name)=Bob)\n same => n,NoOp(${CALLERID(all)})");

  assertEquals(given.steps.at(-1), '100,2 NoOp("Bob" <alice>)');
});

Deno.test("UserEvent() tells its fields", async () => {
  const { given } = await runLines("exten => 100,1,UserEvent(Ready,Where: here,Broken,What:that)");
  const fact = given.facts.find(({ kind }) => kind === "user-event");

  assertEquals(fact?.kind === "user-event" && [fact.name, fact.fields], ["Ready", { Where: "here", What: "that" }]);
});

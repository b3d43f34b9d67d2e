import { replyKindOf, replyKindOfLine, runsDead } from "../../agi/command_kinds.ts";
import { assertEquals } from "@std/assert";

Deno.test("replyKindOf() knows commands that answer with a value, and EXEC", () => {
  assertEquals(["get variable", "DATABASE GET", "EXEC", "ANSWER"].map(replyKindOf), ["value", "value", "exec", "line"]);
});

Deno.test("replyKindOfLine() finds the command of a line, as Asterisk does", () => {
  const lines = ["Get  Variable X", '"get" full\tvariable ${X}', "exec NoOp", "DATABASE DEL a b", ""];
  assertEquals(lines.map(replyKindOfLine), ["value", "value", "exec", "line", "line"]);
});

Deno.test("runsDead() knows the commands that Asterisk runs after a hangup", () => {
  assertEquals(["Set Variable", "NOOP", "ANSWER", "GOSUB"].map(runsDead), [true, true, false, false]);
});

import { assertEquals } from "@std/assert";
import { load, loadContext } from "./dialplan_source.ts";

Deno.test("Dialplan.find() gives the context, the extension and the priority", () => {
  const { dialplan } = load("[a]\ninclude => b\n[b]\nexten => _1X,1,Dial(SIP/x)\n");

  const found = dialplan.find("a", "12", 1);

  if (found.kind !== "priority") throw new Error(`Expected a priority: got ${found.kind}`);
  assertEquals([found.context.name, found.extension.name, found.priority.application], ["b", "_1X", "Dial"]);
  assertEquals(found.priority.origin, { file: "extensions.conf", line: 4 });
});

Deno.test("Dialplan.findLabel() finds labels as calls do, through patterns and includes", () => {
  const { dialplan } = load("[a]\nexten => 12,1,NoOp()\ninclude => b\n[b]\nexten => _1X,5(here),NoOp()\n");

  const found = dialplan.findLabel("a", "12", "here");

  assertEquals(found.kind === "priority" && found.priority.number, 5);
});

Deno.test("Dialplan.findHint() finds hints of patterns too, but none for callers with a number", () => {
  const { dialplan } = loadContext("exten => _1X,hint,SIP/${EXTEN}\nexten => 20/55,hint,SIP/b");

  assertEquals(dialplan.findHint("default", "12")?.application, "SIP/${EXTEN}");
  assertEquals(dialplan.findHint("default", "20"), undefined);
});

Deno.test("Dialplan.matchesMore() and canMatch() say whether to wait for digits", () => {
  const { dialplan } = loadContext(
    "exten => 1,1,NoOp()\nexten => 12,1,NoOp()\nexten => _3!,1,NoOp()\nexten => 4,2,NoOp()",
  );
  const ask = (digits: string) => [dialplan.matchesMore("default", digits), dialplan.canMatch("default", digits)];

  assertEquals(ask("1"), [true, true]);
  assertEquals(ask("12"), [false, true]);
  assertEquals(ask("3"), [false, true]);
  assertEquals(ask("4"), [false, false]);
  assertEquals(ask("9"), [false, false]);
});

Deno.test("Dialplan.ignoresPattern() asks the ignore patterns of the context", () => {
  const { dialplan } = loadContext("ignorepat => 9\nignorepat => _0X");

  assertEquals(["9", "00", "91", "0"].map((digits) => dialplan.ignoresPattern("default", digits)), [
    true,
    true,
    false,
    false,
  ]);
  assertEquals(dialplan.ignoresPattern("none", "9"), false);
});

Deno.test("Dialplan.extensions() gives all, context by context", () => {
  const { dialplan } = load("[b]\nexten => 2,1,NoOp()\nexten => 1,1,NoOp()\n[a]\nexten => 3,1,NoOp()\n");

  const all = [...dialplan.extensions()].map(({ context, extension }) => `${extension.name}@${context.name}`);

  assertEquals(all, ["1@b", "2@b", "3@a"]);
});

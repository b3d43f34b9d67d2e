import { assertEquals } from "@std/assert";
import { ExtensionBuilder, hintPriority, type Priority } from "../../../config/dialplan/extension.ts";

function priority(number: number, options: Partial<Priority> = {}): Priority {
  return {
    number,
    label: undefined,
    application: "NoOp",
    data: "",
    extension: "100",
    pattern: "100",
    callerId: undefined,
    origin: { file: "extensions.conf", line: 1 },
    ...options,
  };
}

Deno.test("ExtensionBuilder.add() keeps priorities in order, the hint first", () => {
  const extension = new ExtensionBuilder();
  for (const number of [2, 1, hintPriority, 3]) extension.add(priority(number));

  assertEquals(extension.priorities.map(({ number }) => number), [-1, 1, 2, 3]);
  assertEquals(extension.hint?.number, -1);
  assertEquals(extension.at(4), undefined);
});

Deno.test("ExtensionBuilder.add() refuses a priority that is in use", () => {
  const extension = new ExtensionBuilder();
  const first = priority(1, { data: "first" });
  extension.add(first);

  assertEquals(extension.add(priority(1, { data: "second" })).inUseBy, first);
  assertEquals(extension.at(1), first);
});

Deno.test("ExtensionBuilder.add() takes the label from a later priority of the same label", () => {
  const extension = new ExtensionBuilder();
  extension.add(priority(1, { label: "a" }));

  assertEquals(extension.add(priority(2, { label: "a" })).labelledBefore?.number, 1);
  assertEquals(extension.at(2)?.label, undefined);
  assertEquals(extension.labelled("a")?.number, 1);
});

Deno.test("ExtensionBuilder.add() does not notice a label behind the next priority, as Asterisk", () => {
  const extension = new ExtensionBuilder();
  for (const one of [priority(2), priority(5, { label: "a" })]) extension.add(one);

  assertEquals(extension.add(priority(1, { label: "a" })).labelledBefore, undefined);
  assertEquals(extension.priorities.map(({ label }) => label), ["a", undefined, "a"]);
  assertEquals(extension.labelled("a")?.number, 5);
});

Deno.test("ExtensionBuilder.name is that of the first priority, which may come later by another spelling", () => {
  const extension = new ExtensionBuilder();
  extension.add(priority(2, { extension: "_N" }));
  extension.add(priority(1, { extension: "_[2-9]" }));

  assertEquals(extension.name, "_[2-9]");
});

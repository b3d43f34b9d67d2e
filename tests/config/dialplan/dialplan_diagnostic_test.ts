import { assertEquals } from "@std/assert";
import { diagnose, originOf } from "../../../config/dialplan/dialplan_diagnostic.ts";

const origin = { file: "a.conf", line: 3 };
const finding = { code: "dialplan-set-empty", severity: "style", message: "There is something" } as const;

Deno.test("diagnose() names a piece of the value to the byte", () => {
  const valueRange = { start: { line: 3, column: 5, offset: 20 }, end: { line: 3, column: 9, offset: 25 } };

  const { start, end } = diagnose({ name: "x", value: "éabc", valueRange }, origin, { ...finding, from: 1, to: 3 });

  assertEquals(start, { line: 3, column: 6, offset: 22 });
  assertEquals(end, { line: 3, column: 8, offset: 24 });
});

Deno.test("diagnose() names all of a value that is written with an escape, and offers no fix for it", () => {
  const valueRange = { start: { line: 3, column: 5, offset: 20 }, end: { line: 3, column: 9, offset: 24 } };
  const fix = { title: "Do it", text: "x" };

  const diagnostic = diagnose({ name: "x", value: "a;b", valueRange }, origin, { ...finding, from: 1, to: 2, fix });

  assertEquals([diagnostic.start, diagnostic.end, diagnostic.fix], [valueRange.start, valueRange.end, undefined]);
});

Deno.test("diagnose() escapes semicolons in a fix", () => {
  const valueRange = { start: { line: 3, column: 5, offset: 20 }, end: { line: 3, column: 6, offset: 21 } };

  const { fix } = diagnose({ name: "x", value: "a", valueRange }, origin, {
    ...finding,
    fix: { title: "Do it", text: "b;" },
  });

  assertEquals(fix, { title: "Do it", edits: [{ start: 20, end: 21, text: new TextEncoder().encode("b\\;") }] });
});

Deno.test("diagnose() names the line where the source knows no more", () => {
  assertEquals(diagnose({ name: "x", value: "a" }, origin, finding).start, { line: 3, column: 1, offset: 0 });
});

Deno.test("originOf() takes the setting's own origin, else its line in the source", () => {
  assertEquals(originOf({ name: "x", value: "", origin }, { name: "b.conf" }), origin);
  assertEquals(originOf({ name: "x", value: "", line: 7 }, { name: "b.conf" }), { file: "b.conf", line: 7 });
  assertEquals(originOf({ name: "x", value: "" }, {}), { file: "extensions.conf", line: 0 });
});

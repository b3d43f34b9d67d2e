import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { applyEdits, type TextEdit } from "../../config/text_edit.ts";
import { unifiedDiff } from "../../config/unified_diff.ts";

const encoder = new TextEncoder();

function edit(start: number, end: number, text: string): TextEdit {
  return { start, end, text: encoder.encode(text) };
}

function diff(text: string, ...edits: TextEdit[]): string {
  return unifiedDiff(encoder.encode(text), edits, { name: "pjsip.conf" });
}

Deno.test("unifiedDiff() shows the changed line between three lines of context", () => {
  const text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

  assertEquals(
    diff(text, edit(8, 9, "five")),
    "--- pjsip.conf\n+++ pjsip.conf\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
  );
});

Deno.test("unifiedDiff() shows insertions and removals of whole lines as such", () => {
  assertEquals(diff("a\nb\n", edit(2, 2, "new\n")), "--- pjsip.conf\n+++ pjsip.conf\n@@ -1,2 +1,3 @@\n a\n+new\n b\n");
  assertEquals(diff("a\nb\nc\n", edit(2, 4, "")), "--- pjsip.conf\n+++ pjsip.conf\n@@ -1,3 +1,2 @@\n a\n-b\n c\n");
  assertEquals(diff("", edit(0, 0, "a\n")), "--- pjsip.conf\n+++ pjsip.conf\n@@ -0,0 +1 @@\n+a\n");
  assertEquals(diff("a\n", edit(0, 2, "")), "--- pjsip.conf\n+++ pjsip.conf\n@@ -1 +0,0 @@\n-a\n");
});

Deno.test("unifiedDiff() says where a last line has no end", () => {
  assertEquals(
    diff("a\nb", edit(3, 3, "\nc\n")),
    "--- pjsip.conf\n+++ pjsip.conf\n@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n",
  );
});

Deno.test("unifiedDiff() is empty when nothing changes", () => {
  assertEquals(diff("a\nb\n"), "");
  assertEquals(diff("a\nb\n", edit(0, 1, "a")), "");
});

Deno.test("regression: unifiedDiff() of two removals side by side joins the lines around both", () => {
  const removed = [edit(1, 3, ""), edit(3, 6, "")];

  assertEquals(patch("c\n\naa\na", diff("c\n\naa\na", ...removed)), "ca");
});

Deno.test("unifiedDiff() of any edits, applied as a patch, gives the edited file", () => {
  const text = fc.array(fc.constantFrom("a", "b", "\n", "\n", "c\n"), { maxLength: 40 }).map((parts) => parts.join(""));
  const cuts = fc.array(fc.tuple(fc.nat(40), fc.nat(6), text), { maxLength: 4 });
  fc.assert(
    fc.property(text, cuts, (before, cuts) => {
      let from = 0;
      const edits: TextEdit[] = [];
      for (const [skip, length, inserted] of cuts) {
        const start = Math.min(before.length, from + skip % 8);
        const end = Math.min(before.length, start + length);
        edits.push(edit(start, end, inserted.slice(0, 10)));
        from = end;
      }
      const after = new TextDecoder().decode(applyEdits(encoder.encode(before), edits));

      assertEquals(patch(before, diff(before, ...edits)), after);
    }),
    { numRuns: 5_000 },
  );
});

/** Applies a unified diff strictly: context and removed lines must be there. */
function patch(text: string, diff: string): string {
  const lines = text.split(/(?<=\n)/).filter((line) => line !== "");
  const result: string[] = [];
  let at = 0;
  const body = diff.replace(/\n\\ No newline at end of file\n/g, "¶").split(/(?<=[\n¶])/).slice(2);
  for (const line of body) {
    const header = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (header !== null) {
      const start = Number(header[1]) - (header[2] === "0" ? 0 : 1);
      result.push(...lines.slice(at, start));
      at = start;
      continue;
    }
    const content = line.slice(1).replace("¶", "");
    if (line[0] !== "+") assertEquals(lines[at++], content);
    if (line[0] !== "-") result.push(content);
  }
  return [...result, ...lines.slice(at)].join("");
}

Deno.test("regression: unifiedDiff() of 200,000 lines that go", () => {
  const bytes = new TextEncoder().encode("x\n".repeat(200_000));

  const diff = unifiedDiff(bytes, [{ start: 0, end: bytes.length, text: new Uint8Array() }], { name: "x" });

  assertEquals(diff, `--- x\n+++ x\n@@ -1,200000 +0,0 @@\n${"-x\n".repeat(200_000)}`);
});

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parse } from "../../../config/parse.ts";
import { applyEdits } from "../../../config/text_edit.ts";
import { makeEdit, randomEdit, randomFile, snapshot } from "./random_edit.ts";

Deno.test("10,000 random edits are read as they are meant, and change nothing else", () => {
  let done = 0;
  fc.assert(
    fc.property(randomFile, fc.array(randomEdit, { minLength: 8, maxLength: 8 }), (text, edits) => {
      const file = parse(text, { name: "random.conf" });
      if (!file.valid) return;
      for (const edit of edits) {
        const before = snapshot(file);
        let made;
        const old = file.text;
        try {
          made = makeEdit(file, edit);
        } catch (error) {
          // What is refused says so and changes nothing.
          assert(error instanceof TypeError, String(error));
          assertEquals(file.text, old);
          continue;
        }
        done++;
        const after = snapshot(file);
        const { target, expected } = made;
        for (const [section, was] of before) {
          const now = after.get(section);
          // What inherits follows what it inherits from.
          if (section === target || [...was.settings, ...now?.settings ?? []].some(({ inherited }) => inherited)) {
            continue;
          }
          assertEquals(now, was, `${JSON.stringify(edit)} in ${JSON.stringify(old)}`);
        }
        if (target !== undefined) {
          assertEquals(after.get(target), expected, `${JSON.stringify(edit)} in ${JSON.stringify(old)}`);
        }
        assert(file.valid);
        if (edit.kind === "set" || edit.kind === "append" || edit.kind === "insert") assertOneLine(old, file.text);
      }
      const [changed] = file.edits();
      const bytes = new TextEncoder().encode(text);
      if (changed !== undefined) assertEquals(applyEdits(bytes, changed.edits), file.bytes);
    }),
    { numRuns: 3_500, seed: 22 },
  );
  assert(done >= 10_000, `only ${done} edits were made`);
});

/** All lines but one are as they were, before and after the one that is changed or new. */
function assertOneLine(before: string, after: string): void {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let [start, end] = [0, 0];
  while (start < old.length && old[start] === now[start]) start++;
  while (end < old.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  assert(
    start + end >= old.length - 1 && now.length <= old.length + 1,
    `more than a line: ${JSON.stringify([before, after])}`,
  );
}

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parse } from "../../../config/parse.ts";
import { applyEdits } from "../../../config/text_edit.ts";
import { checkEdit } from "./check_edit.ts";
import { randomEdit } from "./random_edit.ts";
import { nameFiles, randomFiles } from "./random_files.ts";

Deno.test("10,000 random edits are read as they are meant, and change nothing else", () => {
  let done = 0;
  fc.assert(
    fc.property(randomFiles, fc.array(randomEdit, { minLength: 8, maxLength: 8 }), (random, edits) => {
      const { name, files } = nameFiles(random);
      const file = parse(files[name] ?? "", { name, files });
      if (!file.valid) return;
      for (const edit of edits) if (checkEdit(file, edit)) done++;
      const latest = new Map(file.files.map(({ path, tree }) => [path, tree.bytes]));
      for (const { source, edits } of file.edits()) {
        assertEquals(applyEdits(source.tree.bytes, edits), latest.get(source.path));
      }
    }),
    { numRuns: 2_500, seed: 22 },
  );
  assert(done >= 10_000, `only ${done} edits were made`);
});

import { assertEquals } from "@std/assert";
import { RunTable } from "../../config/run_table.ts";
import { SourceList } from "../../config/source_list.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

const source = { path: "x", tree: new SyntaxTree("[a]\nx=1\ny=2\n") };

Deno.test("RunTable keeps runs one after the other, and knows what is a copy of what", () => {
  const sources = new SourceList();
  const runs = new RunTable(sources);
  const first = runs.addLines(0, 5, { source: sources.idOf(source), from: 1, to: 3, count: 2 });
  const copy = runs.addCopy(first, first);
  const next = runs.addCopy(copy, copy);

  assertEquals([first, copy, next, runs.size], [1, 2, 3, 3]);
  assertEquals([first, copy, next].map((run) => [runs.before(run), runs.original(run), runs.owner(run)]), [
    [0, 1, 5],
    [1, 1, 5],
    [2, 1, 5],
  ]);
  assertEquals(runs.get(next), { kind: "lines", owner: 5, source, from: 1, to: 3, count: 2 });
});

Deno.test("RunTable takes out what was put in, also a setting that += has changed", () => {
  const runs = new RunTable(new SourceList());
  const setting = { name: "x", value: "12", isObject: false, source, line: 1 };

  const joined = runs.add(0, { kind: "joined", owner: 3, setting, count: 1 });
  const copy = runs.addCopy(joined, joined);

  assertEquals([joined, copy].map((run) => runs.get(run)), [
    { kind: "joined", owner: 3, setting, count: 1 },
    { kind: "joined", owner: 3, setting, count: 1 },
  ]);
  assertEquals([runs.joined(copy), runs.source(copy), runs.from(copy), runs.to(copy)], [setting, source, 1, 2]);
});

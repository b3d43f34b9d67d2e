import { assertEquals } from "@std/assert";
import { NumberTable } from "../../config/number_table.ts";

Deno.test("NumberTable grows by rows, and keeps what it holds", () => {
  const table = new NumberTable(3);

  for (let row = 0; row < 1000; row++) {
    const at = table.ensure(row);
    table.values[at + 2] = row;
  }
  table.set(5, 0, -1);

  assertEquals([table.get(999, 2), table.get(5, 0), table.get(5, 2), table.get(100_000, 0)], [999, -1, 5, 0]);
});

import { assertEquals } from "@std/assert";
import { ServerCategory } from "../../../config/bridge/server_category.ts";
import { ServerMemory } from "../../../config/bridge/server_memory.ts";

Deno.test("ServerMemory lets what refers to a freed section find what comes in its place", () => {
  const memory = new ServerMemory();
  const gone = new ServerCategory("a", { file: "", line: 1 });
  memory.append(gone);

  memory.free(gone);

  assertEquals([memory.current, gone.place.category], [gone, undefined]);
  const place = memory.freed.pop();
  const next = new ServerCategory("b", { file: "", line: 2, ...(place && { place }) });
  assertEquals(gone.place.category, next);
});

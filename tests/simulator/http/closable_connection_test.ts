import { assertEquals } from "@std/assert";
import { closableTwice } from "../../../simulator/http/closable_connection.ts";
import { MemoryConnection } from "./memory_connection.ts";

Deno.test("closableTwice() closes a connection once, and passes everything else on", async () => {
  const inner = new MemoryConnection();
  let closings = 0;
  inner.close = () => void closings++;
  const connection = closableTwice(inner);
  const buffer = new Uint8Array(3);

  inner.give("abc");
  const count = await connection.read(buffer);
  await connection.write(buffer);
  connection.close();
  connection[Symbol.dispose]();

  assertEquals([count, inner.text, closings], [3, "abc", 1]);
});

import { assertEquals } from "@std/assert";
import { isReadBefore, orderAfter, readingOrder } from "../../../config/edit/reading_order.ts";
import { parse } from "../../../config/parse.ts";

Deno.test("readingOrder() has included lines between those of the file that includes them", () => {
  const files = { "m.conf": "[a]\n#include i*\nx=1\n", i1: "y=1\n", i2: "[b]\n#include j\nz=1\n", j: "w=1\n" };
  const [main, i1, i2, j] = parse(files["m.conf"], { name: "m.conf", files }).files;
  if (main === undefined || i1 === undefined || i2 === undefined || j === undefined) {
    throw new Error("A file is missing");
  }

  const inOrder = [
    readingOrder(main, 0),
    readingOrder(main, 1),
    readingOrder(i1, 0),
    readingOrder(i2, 0),
    readingOrder(j, 0),
    readingOrder(i2, 2),
    orderAfter(readingOrder(main, 1)),
    readingOrder(main, 2),
  ];

  for (const [a, first] of inOrder.entries()) {
    for (const [b, second] of inOrder.entries()) assertEquals(isReadBefore(first, second), a < b, `${first} ${second}`);
  }
});

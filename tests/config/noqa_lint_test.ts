import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";
import { lintNoqa } from "../../config/noqa_lint.ts";

function found(text: string): string[] {
  const { bytes } = parse(text);
  return lintNoqa(parse(text)).map(({ start, end, fix }) => {
    const place = new TextDecoder().decode(bytes.subarray(start.offset, end.offset));
    return `${start.line}:${start.column} ${place} ${fix?.title ?? ""}`.trim();
  });
}

Deno.test("lintNoqa() tells codes that do not exist, and those that may be meant", () => {
  assertEquals(found("[a]\nb=1 ; noqa xyzzyxyzzyxyzzy\nc=1 ; é; NOQA: No-Equal, no-name\n"), [
    "2:12 xyzzyxyzzyxyzzy",
    '3:16 No-Equal Write "no-equals"',
  ]);
});

Deno.test("lintNoqa() has nothing to say about codes that exist, comments without codes, and values", () => {
  assertEquals(found("[a]\nb=1 ; noqa\nc=1 ; noqa no-name -- see noqa-thing\nnoqa = noqa foo\n"), []);
});

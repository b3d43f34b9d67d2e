import { assertEquals } from "@std/assert";
import { parseApplication } from "../../../config/dialplan/application_text.ts";

for (
  const [text, application, data] of [
    ["NoOp(a,b)", "NoOp", "a,b"],
    ["  NoOp()", "NoOp", ""],
    ["NoOp", "NoOp", ""],
    ["NoOp (x)", "NoOp ", "x"],
    ["NoOp(a(b)c)", "NoOp", "a(b)c"],
    ["NoOp(a)tail", "NoOp", "a"],
    ["DAHDI/g0/${X}(y)", "DAHDI/g0/${X}(y)", ""],
    ["$[1+1](2)", "$[1+1](2)", ""],
    ["", "", ""],
  ] satisfies [string, string, string][]
) {
  Deno.test(`parseApplication() splits "${text}"`, () => {
    const parsed = parseApplication(text);

    assertEquals([parsed.application, parsed.data, parsed.isOpen], [application, data, false]);
  });
}

Deno.test("parseApplication() takes all of the rest when the last parenthesis is missing", () => {
  const { data, isOpen } = parseApplication("NoOp(a");

  assertEquals({ data, isOpen }, { data: "a", isOpen: true });
});

Deno.test("parseApplication() says where its pieces are and what it drops", () => {
  const { start, dataStart, tail } = parseApplication(" NoOp(a)bc");

  assertEquals({ start, dataStart, tail }, { start: 1, dataStart: 6, tail: "bc" });
});

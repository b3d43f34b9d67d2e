import { assertEquals, assertThrows } from "@std/assert";
import type { HeaderType } from "../../../ami/_tools/facts.ts";
import { type Direction, importsFor, renderMembers } from "../../../ami/_tools/render_members.ts";

/** The members without their comments. */
function render(headers: Readonly<Record<string, HeaderType>>, direction: Direction): string {
  return renderMembers(headers, direction, (name) => `The ${name}.`).replaceAll(/^ {2}\/\*\*.*\n/gm, "");
}

Deno.test("renderMembers() puts its description in front of each", () => {
  assertEquals(
    renderMembers({ "A?": "text" }, "received", (name) => `The ${name}.`),
    "  /** The A. */\n  readonly A?: string;\n",
  );
});

Deno.test("renderMembers() gives what is sent the types that Asterisk takes", () => {
  assertEquals(
    render({
      Channel: "text",
      "Timeout?": "number",
      "Async?": "boolean",
      "Cat-{number}?": "text",
      "Content-Type": ["a", "b"],
    }, "sent"),
    [
      "  readonly Channel: string;",
      "  readonly Timeout?: string | number | undefined;",
      "  readonly Async?: AmiBoolean | undefined;",
      "  readonly [header: `Cat-${number}`]: string | undefined;",
      '  readonly "Content-Type": "a" | "b";',
      "",
    ].join("\n"),
  );
});

Deno.test("renderMembers() gives what is received text, or its values, open where there may be others", () => {
  assertEquals(
    render({ Value: "text", "Output?": "texts", Status: ["0", "1"], Reason: ["caller", "*"] }, "received"),
    [
      "  readonly Value: string;",
      "  readonly Output?: string;",
      '  readonly Status: "0" | "1";',
      '  readonly Reason: OpenUnion<"caller">;',
      "",
    ].join("\n"),
  );
});

Deno.test("renderMembers() fails naming a type that does not exist, or that is not received", () => {
  assertThrows(
    () => render({ A: "date" }, "sent"),
    TypeError,
    'Cannot render a field: there is no type "date"',
  );
  assertThrows(
    () => render({ A: "number" }, "received"),
    TypeError,
    'Cannot render a header: Asterisk sends text, not "number"',
  );
});

Deno.test("importsFor() imports only what is used", () => {
  assertEquals(
    importsFor("a: Foo | Bar", { "./x.ts": ["Foo", "Bar", "Baz"], "./y.ts": ["Qux"] }),
    'import type { Bar, Foo } from "./x.ts";\n',
  );
});

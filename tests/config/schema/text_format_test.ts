import { assertEquals } from "@std/assert";
import { problemOf, type TextFormat } from "../../../config/schema/text_format.ts";

// What is right and what is wrong is proven on a real Asterisk, in tests/conformance/config_schema_values_test.ts.
for (
  const [format, right, wrong] of [
    ["sip-uri", ["sip:a@b", "<sips:b:5061>", "sip:a@[::1];lr?x=y"], [
      "sip:",
      "a@b",
      "sip:a b@c",
      "sip:a@b:99999",
      "tel:1",
    ]],
    ["sip-contact", ["sip:", "sip:a b@c"], ["a@b", "sip:a@[::1", "tel:1"]],
    ["sip-route", ["sip:a@b", '"x" <sip:a@b;lr>', "tel:1", "sip:a@b,sip:c@d"], ["a@b", "sip:a@b c"]],
    ["type-of-service", ["ef", "AF41", "0xb8", "5x"], ["cs8", "af14", ""]],
    ["assignment", ["a=b", "=b"], ["a"]],
    ["uri-user", ["a.b", "+1"], ["a b", "a@b", "é"]],
    ["contact-user", ["a/b", "a#b"], ["a b", "a@b"]],
    ["header-parameters", ["a;b"], ["a b"]],
    ["header-match", ["X: y", "X:", "X: /a/"], ["X", ": y", "X: /(/"]],
    ["slashed-regex", ["a", "/a/", "//"], ["/(/"]],
    ["password-digests", ["a".repeat(32), `sha-256: ${"b".repeat(64)}`], ["a", `X:${"a".repeat(32)}`]],
    ["codec-preferences", ["prefer: pending, keep:first", "a b"], ["x", "prefer: x"]],
    ["codec-preferences-incoming", ["operation: intersect"], ["operation: union"]],
  ] satisfies [TextFormat, string[], string[]][]
) {
  Deno.test(`problemOf() tells ${format} from what is none`, () => {
    assertEquals(right.filter((text) => problemOf(format, text) !== undefined), []);
    assertEquals(wrong.filter((text) => problemOf(format, text) === undefined), []);
  });
}

Deno.test("problemOf() ends in time for a text that is long", () => {
  assertEquals(problemOf("sip-uri", `sip:${"a".repeat(100_000)} b`) === undefined, false);
  assertEquals(problemOf("sip-uri", `sip:a@b${";x=".repeat(100_000)} `) === undefined, false);
});

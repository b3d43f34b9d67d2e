import { assertEquals } from "@std/assert";
import { defaultOf, parseOption } from "../../../config/schema/option_value.ts";
import type { OptionSchema } from "../../../config/schema/schema.ts";

const choice: OptionSchema = {
  kind: "choice",
  values: ["no", "yes", "required"],
  synonyms: { must: "required" },
  booleans: ["yes", "no"],
};

for (
  const [option, text, value] of [
    [{ kind: "boolean" }, "on", true],
    [{ kind: "integer" }, "0x10", 16],
    [{ kind: "integer", leading: true }, "15s", 15],
    [{ kind: "number" }, "1.5", 1.5],
    [{ kind: "duration", unit: "s" }, "2", 2_000],
    [{ kind: "text" }, " any ", " any "],
    [{ kind: "address" }, "a:1", { host: "a", port: 1 }],
    [{ kind: "list" }, "a, b", ["a", "b"]],
    [{ kind: "list", values: ["SHA-256", "MD5"] }, "md5,sha-256", ["MD5", "SHA-256"]],
    [choice, "REQUIRED", "required"],
    [choice, "Must", "required"],
    [choice, "true", "yes"],
    [choice, "off", "no"],
  ] satisfies [OptionSchema, string, unknown][]
) {
  Deno.test(`parseOption() reads "${text}" of kind ${option.kind} as ${JSON.stringify(value)}`, () => {
    assertEquals(parseOption(option, text), { ok: true, value });
  });
}

for (
  const [option, text, taken] of [
    [{ kind: "boolean" }, "maybe", { value: false, isSaid: false }],
    [{ kind: "boolean", otherwise: true }, "maybe", { value: true, isSaid: false }],
    [{ kind: "integer", leading: true, otherwise: 0 }, "soon", { value: 0, isSaid: false }],
    [{ kind: "integer", min: 10, clamps: true }, "3", { value: 10, isSaid: true }],
    [{ kind: "integer", max: 9999, clamps: true }, "10000", { value: 9999, isSaid: true }],
    [{ kind: "integer" }, "soon", undefined],
    [{ kind: "list", values: ["call", "all"] }, "call,cal", { value: ["call"], isSaid: false }],
    [{ kind: "choice", values: ["app", "conf"], otherwise: "app" }, "x", { value: "app", isSaid: false }],
    [choice, "sometimes", undefined],
  ] satisfies [OptionSchema, string, unknown][]
) {
  Deno.test(`parseOption() refuses "${text}" of kind ${option.kind}, taken for ${JSON.stringify(taken)}`, () => {
    const parsed = parseOption(option, text);

    assertEquals(parsed.ok, false);
    assertEquals(parsed.taken, taken);
  });
}

Deno.test("defaultOf() gives the default, and something empty for what is a list", () => {
  assertEquals(defaultOf({ kind: "integer", default: 5 }), 5);
  assertEquals(defaultOf({ kind: "text" }), undefined);
  assertEquals(defaultOf({ kind: "text", repeatable: true }), []);
  assertEquals(defaultOf({ kind: "list", default: ["ip"] }), ["ip"]);
  assertEquals(defaultOf({ kind: "rules" }), []);
  assertEquals(defaultOf({ kind: "codecs" }), { codecs: [], all: false, except: [] });
  assertEquals(defaultOf({ kind: "address", default: "::" }), { host: "::" });
});

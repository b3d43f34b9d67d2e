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

Deno.test("parseOption() knows numbers out of range that are right, and says which there are", () => {
  const option = { kind: "integer", min: 1024, max: 65535, also: [0], default: 0 } as const;

  assertEquals(parseOption(option, "0"), { ok: true, value: 0 });
  assertEquals(parseOption(option, "2000"), { ok: true, value: 2000 });
  assertEquals(parseOption(option, "5"), {
    ok: false,
    problem: "range",
    reason: "is not within 1024 to 65535, nor 0",
  });
});

Deno.test("parseOption() takes a number that is too large for what C makes of it", () => {
  const option = { kind: "integer", leading: true, min: 0, clamps: "silently", default: 0 } as const;

  const taken = ["5", "-1", "2147483648", "4294967297", "99999999999999999999"].map((text) => {
    const parsed = parseOption(option, text);
    return parsed.ok ? parsed.value : parsed.taken?.value;
  });

  assertEquals(taken, [5, 0, 0, 1, 0]);
});

Deno.test("parseOption() minds case where the module does, and takes numbers where it does", () => {
  const words = { kind: "choice", values: ["fec"] } as const;

  assertEquals(parseOption({ ...words, caseSensitive: true }, "FEC").ok, false);
  assertEquals(parseOption(words, "FEC"), { ok: true, value: "fec" });
  assertEquals(parseOption({ ...words, numeric: true }, "3x"), { ok: true, value: "3" });
});

Deno.test("parseOption() looks at the names of a list as they stand, where blanks belong to them", () => {
  const option = { kind: "list", values: ["a", "b"], exact: true } as const;

  assertEquals(parseOption(option, "a,b").ok, true);
  assertEquals([parseOption(option, "a, b").ok, parseOption(option, "").ok], [false, false]);
});

Deno.test("parseOption() looks at the format of a text and of each name, unless it is empty", () => {
  assertEquals(parseOption({ kind: "text", format: "assignment" }, "a").ok, false);
  assertEquals(parseOption({ kind: "text", format: "assignment" }, "").ok, true);
  assertEquals(parseOption({ kind: "list", format: "sip-contact" }, "sip:a,b").ok, false);
  assertEquals(parseOption({ kind: "rules", networks: true }, "nosuch").ok, false);
  assertEquals(parseOption({ kind: "rules", networks: true, empty: true }, "").ok, true);
  assertEquals(parseOption({ kind: "rules" }, "nosuch").ok, true);
});

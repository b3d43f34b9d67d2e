import { assertEquals } from "@std/assert";
import { OptionIndex } from "../../../config/schema/option_index.ts";
import { readSection } from "../../../config/schema/read_section.ts";
import type { SchemaEffect, SectionSchema } from "../../../config/schema/schema.ts";
import { SchemaFindings } from "../../../config/schema/schema_diagnostic.ts";
import { parseRelease } from "../../../config/values/asterisk_version.ts";

function readSettings(schema: SectionSchema, settings: { name: string; value: string }[]) {
  const findings = new SchemaFindings({ sections: [] }, "x.conf");
  const context = { findings, release: parseRelease(22) };
  const values = readSection({ name: "x", settings }, new OptionIndex(schema), context);
  return { values, diagnostics: findings.diagnostics.map(({ code, severity }) => `${severity} ${code}`) };
}

for (
  const [unknown, severity, isRefused] of [
    ["file", "fatal", false],
    ["section", "dropped", true],
    ["line", "dropped", false],
    ["ignored", "silent", false],
  ] satisfies [SchemaEffect, string, boolean][]
) {
  Deno.test(`readSection() makes an unknown option ${severity} where it costs "${unknown}"`, () => {
    const schema: SectionSchema = { unknown, options: { port: { kind: "integer", default: 1 } } };

    const { values, diagnostics } = readSettings(schema, [{ name: "prot", value: "2" }, { name: "port", value: "x" }]);

    assertEquals(values, isRefused ? undefined : { port: 1 });
    assertEquals(diagnostics, [`${severity} unknown-option`, `${severity} wrong-value`]);
  });
}

Deno.test("readSection() goes on with an earlier line when a later one does not count", () => {
  const schema: SectionSchema = { unknown: "line", options: { port: { kind: "integer", default: 1 } } };

  const { values } = readSettings(schema, [{ name: "port", value: "2" }, { name: "port", value: "x" }]);

  assertEquals(values, { port: 2 });
});

Deno.test("readSection() does not look at lines that are not looked up", () => {
  const schema: SectionSchema = {
    unknown: "line",
    takes: "retrieved",
    options: { port: { kind: "integer", default: 1 }, rate: { kind: "integer", takes: "last" } },
  };

  const { values, diagnostics } = readSettings(schema, [
    { name: "port", value: "2" },
    { name: "port", value: "x" },
    { name: "rate", value: "3" },
    { name: "rate", value: "4" },
  ]);

  assertEquals(values, { port: 2, rate: 4 });
  assertEquals(diagnostics, ["silent duplicate-option", "silent duplicate-option"]);
});

Deno.test("readSection() leaves out a line of codecs that Asterisk refuses", () => {
  const schema: SectionSchema = { unknown: "line", options: { allow: { kind: "codecs" } } };

  const { values, diagnostics } = readSettings(schema, [{ name: "allow", value: "ulaw" }, {
    name: "allow",
    value: ",",
  }]);

  assertEquals(values, { allow: { codecs: [{ name: "ulaw" }], all: false, except: [] } });
  assertEquals(diagnostics, ["dropped wrong-value"]);
});

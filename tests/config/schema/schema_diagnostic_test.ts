import { assertEquals } from "@std/assert";
import { type SchemaFinding, SchemaFindings } from "../../../config/schema/schema_diagnostic.ts";

const finding: SchemaFinding = { code: "unknown-option", severity: "dropped", message: "It is not known" };

Deno.test("SchemaFindings puts diagnostics in the order of their lines, each once", () => {
  const findings = new SchemaFindings({ sections: [] }, "pjsip.conf");
  const setting = { name: "x", value: "", line: 3 };

  findings.add({ ...setting, line: 9 }, finding);
  findings.add(setting, finding);
  findings.add(setting, finding);

  assertEquals(findings.diagnostics.map(({ file, start }) => [file, start.line]), [["pjsip.conf", 3], [
    "pjsip.conf",
    9,
  ]]);
});

Deno.test("SchemaFindings keeps what has no place apart by what is said", () => {
  const findings = new SchemaFindings({ name: "own.conf", sections: [] }, "pjsip.conf");

  findings.add({ name: "x", value: "" }, finding);
  findings.add({ name: "y", value: "" }, { ...finding, message: "Nor is this" });

  assertEquals(findings.diagnostics.map(({ file, message }) => [file, message]), [
    ["own.conf", "It is not known"],
    ["own.conf", "Nor is this"],
  ]);
});

Deno.test("SchemaFindings offers a fix only where its place is exact", () => {
  const position = { line: 2, column: 5, offset: 20 };
  const nameRange = { start: position, end: { ...position, column: 8, offset: 23 } };
  const fix = { title: `Rename it to "xyz"`, text: "xyz" };
  const findings = new SchemaFindings({ sections: [] }, "pjsip.conf");

  findings.add({ name: "xy", value: "", line: 1 }, { ...finding, fix });
  findings.add({ name: "xyy", value: "", line: 2, nameRange }, { ...finding, fix });

  assertEquals(findings.diagnostics.map((each) => each.fix), [
    undefined,
    { title: `Rename it to "xyz"`, edits: [{ start: 20, end: 23, text: new TextEncoder().encode("xyz") }] },
  ]);
});

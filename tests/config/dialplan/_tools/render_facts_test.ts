import { assertEquals } from "@std/assert";
import { renderFacts } from "../../../../config/dialplan/_tools/render_facts.ts";

Deno.test("renderFacts() writes two modules that begin with the header", () => {
  const files = renderFacts({
    applications: [{
      name: "Zed",
      module: "app_zed",
      separator: ",",
      arguments: [{ name: "a b", isRequired: true }],
      options: [],
      variables: { "X-Y": ["<1>"], Z: [] },
    }],
    functions: [{ name: "F", module: "func_f", separator: ",", arguments: undefined }],
  }, "// Header.");

  assertEquals(
    files.get("applications.ts"),
    `// Header.
import type { ApplicationFacts } from "../application_facts.ts";

/** The applications of this release, by name in alphabetical order. */
export const applications: readonly ApplicationFacts[] = [
  {
    name: "Zed",
    module: "app_zed",
    separator: ",",
    arguments: [
      { name: "a b", isRequired: true },
    ],
    options: [],
    variables: { "X-Y": ["<1>"], Z: [] },
  },
];
`,
  );
  assertEquals(
    files.get("functions.ts")?.includes('  { name: "F", module: "func_f", separator: ",", arguments: undefined },\n'),
    true,
  );
});

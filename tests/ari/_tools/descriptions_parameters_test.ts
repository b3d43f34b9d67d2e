import { assert } from "@std/assert";
import { parameterDescriptions } from "../../../ari/_tools/descriptions_parameters.ts";

Deno.test("parameterDescriptions are one sentence each", () => {
  for (const [place, text] of Object.entries(parameterDescriptions)) assert(/^[A-Z][^\n]*\.$/.test(text), place);
});

import { assertEquals } from "@std/assert";
import { filePlans } from "../../../../config/schema/_tools/plan.ts";
import { defineSchema, type OptionSchema } from "../../../../config/schema/schema.ts";

for (const { file, options } of filePlans) {
  Deno.test(`the plan of ${file} has options without faults`, () => {
    const sections = new Map<string, Record<string, OptionSchema>>();
    for (const [place, option] of Object.entries(options)) {
      const [section = "", name = ""] = place.split(".");
      if (option !== undefined) sections.set(section, { ...sections.get(section), [name]: option });
    }

    for (const [name, each] of sections) {
      const definition = { file, sections: { [name]: { unknown: "line", options: each } } } as const;
      assertEquals(defineSchema(definition), definition);
    }
  });
}

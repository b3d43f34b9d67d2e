import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { overrides } from "../../../ari/_tools/overrides.ts";
import { models } from "../../../ari/generated/models.ts";
import { operations } from "../../../ari/generated/operations.ts";
import type { Model, Operation } from "../../../ari/operation.ts";

const operationsById = new Map(Object.values<Operation>(operations).map((operation) => [operation.id, operation]));
const modelsByName = new Map(Object.values<Model>(models).map((model) => [model.name, model]));

function split(place: string): [string, string] {
  const dot = place.lastIndexOf(".");
  return [place.slice(0, dot), place.slice(dot + 1)];
}

for (const override of overrides) {
  if ("operation" in override) {
    Deno.test(`overrides applies to operation ${override.operation}`, () => {
      assertObjectMatch({ ...operationsById.get(override.operation) }, { ...override.set });
    });
  } else if ("parameter" in override) {
    Deno.test(`overrides applies to parameter ${override.parameter}`, () => {
      const [id, name] = split(override.parameter);
      const found = operationsById.get(id)?.parameters.find((parameter) => parameter.name === name);

      assertObjectMatch({ ...found }, { ...override.set });
      if (override.drop === "default") assertEquals(found?.default, undefined);
    });
  } else if ("property" in override) {
    Deno.test(`overrides applies to property ${override.property}`, () => {
      const [model, name] = split(override.property);
      const found = modelsByName.get(model)?.properties.find((property) => property.name === name);

      assertObjectMatch({ ...found }, { ...override.set });
    });
  } else {
    Deno.test(`overrides adds properties to ${override.model}`, () => {
      const names = modelsByName.get(override.model)?.properties.map(({ name }) => name) ?? [];

      for (const { name } of override.add) assert(names.includes(name), name);
    });
  }
}

Deno.test("overrides gives each reason as a sentence", () => {
  for (const { reason } of overrides) assert(/^[A-Z0-9].+\.$/.test(reason), reason);
});

import type { Model, Property } from "../operation.ts";
import { eventBase, type RenderInput } from "./api.ts";
import { docComment, propertyType, union } from "./typescript.ts";

/** A model as an interface, or as the empty object when there is nothing in it. */
export function renderModel(model: Model, input: RenderInput): string {
  const { name, summary, extends: base } = model;
  const fields = renderFields(model, input);
  const declaration = fields === "" && base === undefined
    ? `export type ${name} = Readonly<Record<string, never>>;`
    : `export interface ${name}${base === undefined ? "" : ` extends ${base}`} {${fields}}`;
  return `${docComment([summary])}\n${declaration}`;
}

/** A model's own properties as the body of an interface; a message's type is narrowed to its name. */
export function renderFields(model: Model, input: RenderInput): string {
  const fields = model.properties.map((property) => renderField(model, property, input));
  if (model.extends !== undefined && model.name !== eventBase) {
    fields.unshift(`  /** Always \`${model.name}\`. */\n  readonly type: ${union([model.name])};`);
  }
  return fields.length === 0 ? "" : `\n${fields.join("\n")}\n`;
}

function renderField(model: Model, property: Property, input: RenderInput): string {
  const { name, required } = property;
  const text = input.api.properties.get(`${model.name}.${name}`) ?? "";
  const type = propertyType(property, input.shapes[`${model.name}.${name}`]);
  return `${docComment([text], "  ")}\n  readonly ${name}${required ? "" : "?"}: ${type};`;
}

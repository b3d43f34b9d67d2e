import type { Model } from "../operation.ts";
import { events, type RenderInput } from "./api.ts";
import { fieldName, literal, union } from "./typescript.ts";

/** `models.ts`: every model as data. */
export function renderModels({ api }: RenderInput): string {
  const eventNames = events(api).map(({ name }) => name);
  return `
import type { Model } from "../operation.ts";

/** Names of all models: objects in answers, their parts, and events. */
export type ModelName = ${union(api.models.map(({ name }) => name))};

/** Every model of Asterisk's REST interface, by resource and then in Asterisk's order. */
export const models: { readonly [name in ModelName]: Model } = {
${api.models.map(renderModel).join("\n")}
};

/** Names of all events. */
export type AriEventName = ${union(eventNames)};

/** Names of all events, in Asterisk's order. */
export const eventNames: readonly AriEventName[] = [
${eventNames.map((name) => `  ${JSON.stringify(name)},`).join("\n")}
];
`;
}

function renderModel(model: Model): string {
  const { properties, ...rest } = model;
  const fields = Object.entries(rest).map(([name, value]) => `    ${fieldName(name)}: ${literal(value)},`);
  const list = properties.map((property) => `      ${literal(property)},`).join("\n");
  return `  ${model.name}: {\n${fields.join("\n")}\n    properties: [${list === "" ? "" : `\n${list}\n    `}],\n  },`;
}

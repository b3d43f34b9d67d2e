import type { Model } from "../operation.ts";
import { eventBase, type RenderInput } from "./api.ts";
import { carries } from "./live_models.ts";
import { docComment } from "./typescript.ts";

/** `live_fields.ts`: where events and objects hold objects with verbs. It is all that a client needs of the models when it starts. */
export function renderLiveFields(input: RenderInput): string {
  const { models } = input.api;
  const isEvent = (model: Model) => model.extends === eventBase;
  const others = models.filter((model) => !isEvent(model) && carries(model, input.api, input.objectClasses));
  return `
/** Field → the model that it holds, an object with verbs or what holds such objects. */
export type LiveFields = Readonly<Record<string, string>>;

${docComment(["Every event, and its fields that hold objects with verbs."])}
export const eventFields: Readonly<Record<string, LiveFields>> = {
${models.filter(isEvent).map((model) => entry(model, input)).join("\n")}
};

${docComment(["The other models that hold objects with verbs, and their fields that do."])}
export const partFields: Readonly<Record<string, LiveFields>> = {
${others.map((model) => entry(model, input)).join("\n")}
};
`;
}

function entry(model: Model, { api, objectClasses }: RenderInput): string {
  const fields = model.properties.filter(({ type }) => {
    if (objectClasses.some(({ name }) => name === type)) return true;
    const inner = api.models.find(({ name }) => name === type);
    return inner !== undefined && carries(inner, api, objectClasses);
  });
  const pairs = fields.map(({ name, type }) => `${name}: ${JSON.stringify(type)}`);
  return `  ${model.name}: {${pairs.length === 0 ? "" : ` ${pairs.join(", ")} `}},`;
}

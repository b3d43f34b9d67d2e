import { events, type RenderInput } from "./api.ts";
import { carries, liveParts, referredModels } from "./live_models.ts";
import { renderModel } from "./render_model.ts";
import { docComment, importTypes } from "./typescript.ts";

/** `events.ts`: events as handlers get them, with objects that have verbs. */
export function renderEvents(input: RenderInput): string {
  const all = events(input.api);
  const rendered = [...liveParts(input), ...all];
  const { plain, objects } = referredModels(rendered, input);
  return `
${importTypes(objects, "./objects.ts")}${importTypes(plain, "./wire.ts")}
${rendered.map((model) => renderModel(model, input)).join("\n\n")}

/** Event name → event. */
export interface AriEventMap {
${all.map(({ name, summary }) => `${docComment([summary], "  ")}\n  readonly ${name}: ${name};`).join("\n")}
}

/** Any event; its \`type\` tells which. */
export type AriEvent = AriEventMap[keyof AriEventMap];
`;
}

/** Names of the events which carry objects of one class. */
export function eventsAbout(className: string, { api, objectClasses }: RenderInput): readonly string[] {
  const only = objectClasses.filter(({ name }) => name === className);
  return events(api).filter((event) => carries(event, api, only)).map(({ name }) => name);
}

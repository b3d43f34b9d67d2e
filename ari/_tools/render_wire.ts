import { events, type RenderInput } from "./api.ts";
import { renderModel } from "./render_model.ts";

/** `wire.ts`: every model as an interface, exactly as Asterisk sends it. */
export function renderWire(input: RenderInput): string {
  const { api } = input;
  return `
${api.models.map((model) => renderModel(model, input)).join("\n\n")}

/** Any event, as Asterisk sends it. */
export type WireEvent = ${events(api).map(({ name }) => name).join(" | ")};
`;
}

import type { RenderInput } from "./api.ts";
import { plainModels } from "./live_models.ts";

/** `plain.ts`: the models of `wire.ts` that users meet as they are; the others have their namesakes with verbs. */
export function renderPlain(input: RenderInput): string {
  return `
export type { ${plainModels(input).map(({ name }) => name).sort().join(", ")} } from "./wire.ts";
`;
}

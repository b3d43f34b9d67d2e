import type { Api } from "../api_docs/api.ts";
import type { ObjectClass } from "../object_classes.ts";
import type { Model } from "../operation.ts";

/** An {@linkcode Api} with our words for everything in it. */
export interface DescribedApi extends Api {
  /** Resource → what it is about. */
  readonly resources: ReadonlyMap<string, string>;
  /** `resource.nickname.name` → what the parameter is. */
  readonly parameters: ReadonlyMap<string, string>;
  /** `Model.name` → what the property is. */
  readonly properties: ReadonlyMap<string, string>;
}

/** What every file is rendered from. */
export interface RenderInput {
  readonly api: DescribedApi;
  /** `Model.property` or `resource.nickname.parameter` → the type of what the Swagger leaves open. */
  readonly shapes: Readonly<Record<string, string>>;
  readonly objectClasses: readonly ObjectClass[];
}

/** The base of all events in Asterisk's models. */
export const eventBase = "Event";

/** The models that are events, in order. */
export function events(api: Api): readonly Model[] {
  return api.models.filter((model) => model.extends === eventBase);
}

import type { Api } from "../api_docs/api.ts";
import type { ObjectClass } from "../object_classes.ts";
import type { Model } from "../operation.ts";
import { eventBase, type RenderInput } from "./api.ts";

/** Whether a model holds an object of one of these classes, at any depth. */
export function carries(model: Model, api: Api, classes: readonly ObjectClass[]): boolean {
  return model.properties.some(({ type }) => {
    if (classes.some(({ name }) => name === type)) return true;
    const inner = api.models.find(({ name }) => name === type);
    return inner !== undefined && carries(inner, api, classes);
  });
}

/** The parts of events that hold objects with verbs and are no such objects themselves. */
export function liveParts({ api, objectClasses }: RenderInput): readonly Model[] {
  return api.models.filter((model) =>
    model.extends !== eventBase && carries(model, api, objectClasses) &&
    !objectClasses.some(({ name }) => name === model.name)
  );
}

/** The models that are the same on the wire and for the user: no events, no objects, and none in them. */
export function plainModels(input: RenderInput): readonly Model[] {
  const live = new Set([...input.objectClasses, ...liveParts(input)].map(({ name }) => name));
  return input.api.models.filter(({ name, extends: base }) => base !== eventBase && !live.has(name));
}

/** Which models these refer to: plain ones, and objects with verbs. */
export function referredModels(models: readonly Model[], input: RenderInput): { plain: string[]; objects: string[] } {
  const types = new Set(models.flatMap((model) => [model.extends, ...model.properties.map(({ type }) => type)]));
  return {
    plain: plainModels(input).map(({ name }) => name).filter((name) => types.has(name)),
    objects: input.objectClasses.map(({ name }) => name).filter((name) => types.has(name)),
  };
}

import type { Api } from "../api_docs/api.ts";
import type { Model, Operation, Parameter, Property } from "../operation.ts";

/** A place where Asterisk does otherwise than its Swagger says. */
export type Override =
  & {
    /** What shows that the Swagger is wrong. */
    readonly reason: string;
  }
  & (
    | {
      /** `resource.nickname` */
      readonly operation: string;
      readonly set: Partial<Pick<Operation, "errors" | "since">>;
    }
    | {
      /** `resource.nickname.name` */
      readonly parameter: string;
      readonly set: Partial<Omit<Parameter, "name">>;
      readonly drop?: "default";
    }
    | {
      /** `Model.name` */
      readonly property: string;
      readonly set: Partial<Omit<Property, "name">>;
    }
    | {
      /** A model's name. */
      readonly model: string;
      readonly add: readonly Property[];
    }
  );

/** Applies overrides in order. Throws for one that matches nothing, and for one that says what the Swagger says already. */
export function applyOverrides(api: Api, overrides: readonly Override[]): Api {
  return overrides.reduce(applyOverride, api);
}

function applyOverride(api: Api, override: Override): Api {
  if ("operation" in override) {
    const { operation: place, set } = override;
    return changeOperation(api, place, (found) => ({ ...found, ...set }));
  }
  if ("parameter" in override) {
    const { parameter: place, set, drop } = override;
    const [id, name] = splitLast(place);
    return changeOperation(api, id, (operation) => ({
      ...operation,
      parameters: change(operation.parameters, place, {
        matches: (parameter) => parameter.name === name,
        update: (found) => {
          const { default: value, ...rest } = { ...found, ...set };
          return drop === "default" || value === undefined ? rest : { ...rest, default: value };
        },
      }),
    }));
  }
  if ("property" in override) {
    const { property: place, set } = override;
    const [model, name] = splitLast(place);
    return changeProperties(api, model, (properties) =>
      change(properties, place, {
        matches: (property) => property.name === name,
        update: (found) => ({ ...found, ...set }),
      }));
  }
  const { model, add } = override;
  return changeProperties(api, model, (properties) => {
    const twice = add.find(({ name }) => properties.some((property) => property.name === name));
    if (twice !== undefined) throw new Error(`Cannot override "${model}": it has "${twice.name}" already`);
    return [...properties, ...add];
  });
}

function changeOperation(api: Api, id: string, update: (operation: Operation) => Operation): Api {
  const matches = (operation: Operation) => operation.id === id;
  return { ...api, operations: change(api.operations, id, { matches, update }) };
}

type Properties = readonly Property[];

function changeProperties(api: Api, name: string, updateAll: (properties: Properties) => Properties): Api {
  const matches = (model: Model) => model.name === name;
  const update = (model: Model) => ({ ...model, properties: updateAll(model.properties) });
  return { ...api, models: change(api.models, name, { matches, update }) };
}

interface Change<Item> {
  matches: (item: Item) => boolean;
  update: (item: Item) => Item;
}

/** Replaces the item that matches; both that there is one and that it changes are conditions. */
function change<Item>(items: readonly Item[], place: string, { matches, update }: Change<Item>): readonly Item[] {
  const index = items.findIndex(matches);
  const found = items[index];
  if (found === undefined) throw new Error(`Cannot override "${place}": there is no such place in the Swagger`);
  const changed = update(found);
  if (JSON.stringify(changed) === JSON.stringify(found)) {
    throw new Error(`Cannot override "${place}": the Swagger says the same, so the override can go`);
  }
  return items.with(index, changed);
}

function splitLast(place: string): [string, string] {
  const dot = place.lastIndexOf(".");
  return [place.slice(0, dot), place.slice(dot + 1)];
}

import type { Model, Operation, Parameter, Property } from "../operation.ts";
import type { Api } from "./api.ts";

/** One way in which a server's interface is not the one that this library is generated from. */
export type ApiDifference =
  & {
    /** What it is about. */
    readonly subject: "operation" | "model";
    /** Its name: `channels.answer`, `StasisStart`. */
    readonly name: string;
  }
  & (
    | {
      /** `added`: only the server has it. `missing`: the server has not got it. */
      readonly change: "added" | "missing";
    }
    | {
      /** Both have it, and not the same. */
      readonly change: "changed";
      /** What is different, in words. */
      readonly what: string;
    }
  );

/**
 * What is different in another interface, operations first, each in the order of its table.
 *
 * The table says more than Asterisk's documentation, where that is wrong: so what the table requires and the documentation
 * does not is no difference, and neither are error statuses.
 */
export function compareApi(own: Api, other: Api): ApiDifference[] {
  return [
    ...compareAll(
      "operation",
      byName(own.operations, ({ id }) => id),
      byName(other.operations, ({ id }) => id),
      compareOperation,
    ),
    ...compareAll(
      "model",
      byName(own.models, ({ name }) => name),
      byName(other.models, ({ name }) => name),
      compareModel,
    ),
  ];
}

function byName<Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [nameOf(item), item]));
}

function compareAll<Item>(
  subject: ApiDifference["subject"],
  own: ReadonlyMap<string, Item>,
  other: ReadonlyMap<string, Item>,
  compare: (own: Item, other: Item) => string[],
): ApiDifference[] {
  const known = [...own].flatMap(([name, item]): ApiDifference[] => {
    const found = other.get(name);
    if (found === undefined) return [{ subject, name, change: "missing" }];
    return compare(item, found).map((what) => ({ subject, name, change: "changed", what }));
  });
  const added = [...other.keys()].filter((name) => !own.has(name));
  return [...known, ...added.map((name): ApiDifference => ({ subject, name, change: "added" }))];
}

function compareOperation(own: Operation, other: Operation): string[] {
  const where = (operation: Operation) => `${operation.method} ${operation.path}`;
  const differences = where(own) === where(other) ? [] : [`it is ${where(other)}, not ${where(own)}`];
  const [before, now] = [describeResult(own), describeResult(other)];
  if (before !== now) differences.push(`it answers ${now}, not ${before}`);
  const ownParameters = byName(own.parameters, ({ name }) => name);
  for (const parameter of other.parameters) {
    const known = ownParameters.get(parameter.name);
    if (known === undefined) differences.push(`parameter "${parameter.name}" is new`);
    else differences.push(...compareParameter(known, parameter));
  }
  const gone = own.parameters.filter(({ name }) => !other.parameters.some((parameter) => parameter.name === name));
  return [...differences, ...gone.map(({ name }) => `parameter "${name}" is gone`)];
}

function compareParameter(own: Parameter, other: Parameter): string[] {
  const [before, now] = [describeParameter(own), describeParameter(other)];
  const values = other.values?.filter((value) => own.values?.includes(value) === false) ?? [];
  return [
    ...(before === now ? [] : [`parameter "${own.name}" is ${now}, not ${before}`]),
    ...(other.required && !own.required ? [`parameter "${own.name}" is required`] : []),
    ...values.map((value) => `parameter "${own.name}" may be "${value}"`),
  ];
}

/** Without the type of a body, which the documentation does not tell. */
function describeParameter({ in: place, type, list }: Parameter): string {
  return place === "body" ? "in the body" : `in the ${place}, ${describeType(type, list)}`;
}

function describeResult({ result }: Operation): string {
  return result.kind === "model" ? describeType(result.name, result.list) : result.kind;
}

function compareModel(own: Model, other: Model): string[] {
  const ownProperties = byName(own.properties, ({ name }) => name);
  const differences = own.extends === other.extends
    ? []
    : [`it extends ${other.extends ?? "nothing"}, not ${own.extends ?? "nothing"}`];
  for (const property of other.properties) {
    const known = ownProperties.get(property.name);
    if (known === undefined) differences.push(`property "${property.name}" is new`);
    else differences.push(...compareProperty(known, property));
  }
  const gone = own.properties.filter(({ name, required }) => {
    return required && !other.properties.some((property) => property.name === name);
  });
  return [...differences, ...gone.map(({ name }) => `property "${name}" is gone`)];
}

function compareProperty(own: Property, other: Property): string[] {
  const [before, now] = [describeType(own.type, own.list), describeType(other.type, other.list)];
  return before === now ? [] : [`property "${own.name}" is ${now}, not ${before}`];
}

function describeType(type: string, list: boolean): string {
  return list ? `List[${type}]` : type;
}

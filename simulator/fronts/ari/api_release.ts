import { models } from "../../../ari/generated/models.ts";
import type { Model, Operation, Property } from "../../../ari/operation.ts";
import type { AsteriskRelease } from "../../asterisk_release.ts";
import type { EventJson } from "./event_json.ts";
import { allOperations, type RoutedOperation } from "./router.ts";

/** How values of a model differ from those of the newest release. */
interface Shape {
  readonly dropped: ReadonlySet<string>;
  readonly converted: ReadonlyMap<string, (value: unknown) => unknown>;
  readonly nested: ReadonlyMap<string, Shape>;
}

/** ARI as one release has it: what the newest one has, without what came later. */
export class ApiRelease {
  /** Its operations, with the parameters that it knows. */
  readonly operations: readonly RoutedOperation[];
  /** Its models, by name. */
  readonly models: ReadonlyMap<string, Model>;
  readonly #release: AsteriskRelease;
  readonly #shapes = new Map<string, Shape | undefined>();

  constructor(release: AsteriskRelease) {
    this.#release = release;
    this.operations = allOperations().filter(({ since }) => release.isSince(since))
      .map((operation) => this.#formerOperation(operation));
    const known = Object.values(models).map((model) => this.#formerModel(model)).filter((model) => model !== undefined);
    const gone = release.unchanged.flatMap(({ formerModels = [] }) => formerModels);
    this.models = new Map([...known, ...gone].map((model) => [model.name, model]));
  }

  /** The event as this release sends it; `undefined` when it has none of this type. */
  event(event: EventJson): EventJson | undefined {
    if (!this.models.has(event.type)) return undefined;
    const shape = this.#shapeOf(event.type);
    return shape === undefined ? event : { ...reshape(event, shape), type: event.type };
  }

  /** The answer of an operation as this release sends it. */
  async answer({ result }: Operation, response: Response): Promise<Response> {
    const shape = result.kind === "model" ? this.#shapeOf(result.name) : undefined;
    if (shape === undefined || !response.ok || response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(JSON.stringify(reshapeAny(await response.json(), shape)), { status, statusText, headers });
  }

  /** Whether an operation answers now as it does in the newest release; if not, how it answered is not simulated. */
  answersAsNow({ id }: RoutedOperation): boolean {
    return !this.#release.missing.some(({ answers = [] }) => answers.includes(id));
  }

  #formerOperation(operation: RoutedOperation): RoutedOperation {
    const missing = this.#release.missing;
    const withheld = missing.flatMap(({ parameters = {} }) => parameters[operation.id] ?? []);
    const errors = missing.flatMap((addition) => addition.errors?.[operation.id] ?? []);
    const valuesOf = (name: string) => missing.flatMap(({ values = {} }) => values[operation.id]?.[name] ?? []);
    return {
      ...operation,
      parameters: operation.parameters.filter(({ name }) => !withheld.includes(name)).map((parameter) => {
        const { name, values } = parameter;
        return values === undefined ? parameter : { ...parameter, values: without(values, valuesOf(name)) };
      }),
      errors: without(operation.errors, errors),
      withheld,
      takesTextsOnly: !this.#release.has("variable-objects") &&
        operation.parameters.some(({ type }) => type === "variables"),
    };
  }

  #formerModel(model: Model): Model | undefined {
    const { missing, unchanged } = this.#release;
    if (missing.some((addition) => addition.models?.some((name) => name === model.name))) return undefined;
    const dropped = this.#dropped(model.name);
    return {
      ...model,
      properties: model.properties.filter(({ name }) => !dropped.includes(name)).map((property): Property => {
        const change = unchanged.find((each) => each.model === model.name && each.property === property.name);
        return change === undefined ? property : { ...property, ...change.former };
      }),
    };
  }

  /** The properties that a model has not got yet. */
  #dropped(model: string): string[] {
    return this.#release.missing.flatMap(({ properties = {} }) => {
      return Object.entries(properties).flatMap(([name, list]) => name === model ? list : []);
    });
  }

  /** No model has itself within it. */
  #shapeOf(name: string): Shape | undefined {
    if (this.#shapes.has(name)) return this.#shapes.get(name);
    const shape = this.#makeShape(name);
    this.#shapes.set(name, shape);
    return shape;
  }

  #makeShape(name: string): Shape | undefined {
    const model = findModel(name);
    if (model === undefined) return undefined;
    const converted = new Map<string, (value: unknown) => unknown>();
    for (const { model, property, formerValue } of this.#release.unchanged) {
      if (model === name && formerValue !== undefined) converted.set(property, formerValue);
    }
    const nested = new Map<string, Shape>();
    for (const property of model.properties) {
      const inner = this.#shapeOf(property.type);
      if (inner !== undefined) nested.set(property.name, inner);
    }
    const dropped = new Set(this.#dropped(name));
    return dropped.size + converted.size + nested.size === 0 ? undefined : { dropped, converted, nested };
  }
}

function findModel(name: string): Model | undefined {
  return Object.values(models).find((model) => model.name === name);
}

function reshapeAny(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => reshapeAny(item, shape));
  return typeof value === "object" && value !== null ? reshape(value, shape) : value;
}

function reshape(value: object, { dropped, converted, nested }: Shape): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => !dropped.has(name)).map(([name, part]) => {
      const inner = nested.get(name);
      const whole = inner === undefined ? part : reshapeAny(part, inner);
      const convert = converted.get(name);
      return [name, convert === undefined ? whole : convert(whole)];
    }),
  );
}

function without<T>(list: readonly T[], gone: readonly T[]): readonly T[] {
  return gone.length === 0 ? list : list.filter((item) => !gone.includes(item));
}

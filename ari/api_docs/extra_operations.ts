import type { CallOptions } from "../../_internal/call_options.ts";
import type { Operation, Parameter } from "../operation.ts";
import type { Values } from "../preflight.ts";
import type { Api } from "./api.ts";
import type { ApiDifference } from "./compare_api.ts";

/**
 * Runs an operation that this library does not know, with its parameters by name. They are checked against the server's
 * documentation: one that is missing, unknown or of a wrong type is refused with `TypeError`.
 */
export type ExtraOperation = (
  parameters?: Readonly<Record<string, unknown>>,
  options?: CallOptions,
) => Promise<unknown>;

/** Operations of one resource that this library does not know, by their nicknames; any other name throws `TypeError`. */
export type ExtraRepository<Nickname extends string = string> = { readonly [name in Nickname]: ExtraOperation };

/** The way to a server, as objects have it. */
export interface ExtraHost {
  /** Runs an operation of any table. */
  run(operation: Operation, parameters: Values | undefined, options: CallOptions | undefined): Promise<unknown>;
}

/** The operations that a server documents and the table does not have, or does not have like that, as methods. */
export class ExtraOperations {
  readonly #repositories = new Map<string, ExtraRepository>();
  readonly #own: ReadonlyMap<string, Operation>;

  constructor(own: Api, other: Api, { differences, host }: { differences: readonly ApiDifference[]; host: ExtraHost }) {
    this.#own = new Map(own.operations.map((operation) => [operation.id, operation]));
    const changed = new Set(differences.filter(({ subject }) => subject === "operation").map(({ name }) => name));
    const extra = other.operations.filter(({ id }) => changed.has(id)).map((operation) => {
      const known = this.#own.get(operation.id);
      return checkedOperation(known === undefined ? operation : merged(known, operation));
    });
    for (const [resource, list] of Map.groupBy(extra, (operation) => operation.resource)) {
      this.#repositories.set(resource, this.#makeRepository(resource, list, host));
    }
  }

  /** The operations of a resource; throws `TypeError` when it has none besides those of the table. */
  of(resource: string): ExtraRepository {
    const repository = this.#repositories.get(resource);
    if (repository !== undefined) return repository;
    throw new TypeError(
      `Cannot find extra operations of "${resource}": the API docs have none, there are some of ${
        [...this.#repositories.keys()].join(", ") || "no resource"
      }`,
    );
  }

  #makeRepository(resource: string, list: readonly Operation[], host: ExtraHost): ExtraRepository {
    const methods = new Map(list.map((operation): [string, ExtraOperation] => {
      return [operation.nickname, async (parameters, options) => await host.run(operation, parameters, options)];
    }));
    const fields: ExtraRepository = Object.freeze(Object.assign(Object.create(null), Object.fromEntries(methods)));
    return new Proxy(fields, {
      get: (_, name) => {
        // Promises and printers look for these.
        if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
        return methods.get(name) ?? this.#refuse(resource, name, [...methods.keys()]);
      },
    });
  }

  #refuse(resource: string, name: string, known: readonly string[]): never {
    const id = `${resource}.${name}`;
    const hint = this.#own.has(id) ? `call ari.${id}() instead` : `known are ${known.join(", ")}`;
    throw new TypeError(`Cannot run "${id}": it is no extra operation, ${hint}`);
  }
}

/** What the table knows of a parameter is more than what the documentation says, as of its body. */
function merged(own: Operation, other: Operation): Operation {
  const parameters = other.parameters.map((parameter): Parameter => {
    const known = own.parameters.find(({ name }) => name === parameter.name);
    return known?.in === parameter.in && known.list === parameter.list ? known : parameter;
  });
  return { ...other, parameters };
}

/** A path comes from outside, and is sent. */
function checkedOperation(operation: Operation): Operation {
  const { id, path } = operation;
  const isGood = /^(?:\/(?:[\w.~-]+|\{\w+\}))+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
  if (isGood) return operation;
  throw new SyntaxError(`Cannot read API docs: the path of "${id}" is none: current value is ${JSON.stringify(path)}`);
}

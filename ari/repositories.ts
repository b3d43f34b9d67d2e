import type { CallOptions } from "../_internal/call_options.ts";
import type { Repositories } from "./generated/repositories.ts";
import { operations } from "./generated/operations.ts";
import type { ObjectHost } from "./objects.ts";
import type { Operation } from "./operation.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** Makes the repositories: one object a resource, one method an operation. */
export function makeRepositories(host: Pick<ObjectHost, "run">): Repositories {
  const repositories: Record<string, Record<string, unknown>> = {};
  for (const operation of Object.values<Operation>(operations)) {
    const repository = repositories[operation.resource] ??= {};
    repository[operation.nickname] = operation.parameters.length === 0
      ? (options?: CallOptions) => host.run(operation, undefined, options)
      : (parameters?: Parameters, options?: CallOptions) => host.run(operation, parameters, options);
  }
  // The one cast: the type and the table come from the same generator.
  return repositories as unknown as Repositories;
}

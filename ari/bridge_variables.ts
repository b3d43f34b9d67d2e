import { makeUuid } from "../_internal/uuid.ts";
import { operations } from "./generated/operations.ts";
import type { Operation } from "./operation.ts";
import type { Values } from "./preflight.ts";

/** An operation with its parameters. */
export interface Invocation {
  readonly operation: Operation;
  readonly parameters: Values | undefined;
}

/**
 * Sends a new bridge with variables by the operation that Asterisk understands.
 *
 * To `POST /bridges` with the `variables` that it documents, Asterisk 22.10 answers 400 and makes the bridge all the same,
 * without them. `POST /bridges/{bridgeId}` does what is documented, in one step. So the id, which Asterisk would make up,
 * is made up here: both are random UUIDs.
 */
export function withBridgeId(
  operation: Operation,
  parameters: Values | undefined,
  random: () => number,
): Invocation {
  if (operation.id !== "bridges.create" || parameters?.variables === undefined) return { operation, parameters };
  const { bridgeId = makeUuid(random) } = parameters;
  return { operation: operations["bridges.createWithId"], parameters: { ...parameters, bridgeId } };
}

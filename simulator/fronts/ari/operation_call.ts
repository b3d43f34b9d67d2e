import type { Pbx } from "../../core/pbx.ts";
import type { OperationId } from "../../../ari/generated/operations.ts";
import type { Parameters } from "./parameters.ts";

/** What an operation works on. */
export interface OperationCall {
  /** The PBX. */
  readonly pbx: Pbx;
  /** The parameters of the request. */
  readonly parameters: Parameters;
  /** The id of this Asterisk in events. */
  readonly entityId: string;
}

/** One operation of the REST interface. It throws a `Refusal` to answer an error. */
export type OperationHandler = (call: OperationCall) => Response | Promise<Response>;

/** Some operations, by id. */
export type OperationHandlers = Partial<Record<OperationId, OperationHandler>>;

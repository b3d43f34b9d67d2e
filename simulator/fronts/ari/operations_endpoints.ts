import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `endpoints`. */
export const endpointOperations: OperationHandlers = {};

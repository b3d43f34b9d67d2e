import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `bridges`. */
export const bridgeOperations: OperationHandlers = {};

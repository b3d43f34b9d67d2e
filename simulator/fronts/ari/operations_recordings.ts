import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `recordings`. */
export const recordingOperations: OperationHandlers = {};

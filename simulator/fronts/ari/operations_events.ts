import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `events`. */
export const eventOperations: OperationHandlers = {};

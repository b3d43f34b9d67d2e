import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `deviceStates`. */
export const deviceStateOperations: OperationHandlers = {};

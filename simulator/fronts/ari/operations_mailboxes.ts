import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `mailboxes`. */
export const mailboxOperations: OperationHandlers = {};

import type { OperationHandlers } from "./operation_call.ts";

/** Operations of the resource `channels` that make calls and send them elsewhere. */
export const channelCallOperations: OperationHandlers = {};

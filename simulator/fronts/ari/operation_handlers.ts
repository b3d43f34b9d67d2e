import type { OperationHandlers } from "./operation_call.ts";
import { applicationOperations } from "./operations_applications.ts";
import { asteriskOperations } from "./operations_asterisk.ts";
import { bridgeOperations } from "./operations_bridges.ts";
import { channelOperations } from "./operations_channels.ts";
import { channelCallOperations } from "./operations_channel_calls.ts";
import { channelExternalMediaOperations } from "./operations_channel_external_media.ts";
import { channelMediaOperations } from "./operations_channel_media.ts";
import { channelRouteOperations } from "./operations_channel_routes.ts";
import { channelSnoopOperations } from "./operations_channel_snoop.ts";
import { channelVariableOperations } from "./operations_channel_variables.ts";
import { deviceStateOperations } from "./operations_device_states.ts";
import { endpointOperations } from "./operations_endpoints.ts";
import { eventOperations } from "./operations_events.ts";
import { mailboxOperations } from "./operations_mailboxes.ts";
import { moduleOperations } from "./operations_modules.ts";
import { playbackOperations } from "./operations_playbacks.ts";
import { recordingOperations } from "./operations_recordings.ts";
import { soundOperations } from "./operations_sounds.ts";

/** All operations that are simulated. */
export const operationHandlers: OperationHandlers = {
  ...applicationOperations,
  ...asteriskOperations,
  ...bridgeOperations,
  ...channelCallOperations,
  ...channelExternalMediaOperations,
  ...channelMediaOperations,
  ...channelOperations,
  ...channelRouteOperations,
  ...channelSnoopOperations,
  ...channelVariableOperations,
  ...deviceStateOperations,
  ...endpointOperations,
  ...eventOperations,
  ...mailboxOperations,
  ...moduleOperations,
  ...playbackOperations,
  ...recordingOperations,
  ...soundOperations,
};

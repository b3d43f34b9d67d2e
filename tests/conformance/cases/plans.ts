import type { Plans } from "./plan.ts";
import { applicationPlans } from "./plans_applications.ts";
import { asteriskPlans } from "./plans_asterisk.ts";
import { bridgePlans } from "./plans_bridges.ts";
import { callPlans } from "./plans_channel_calls.ts";
import { mediaPlans } from "./plans_channel_media.ts";
import { channelPlans } from "./plans_channels.ts";
import { endpointPlans } from "./plans_endpoints.ts";
import { recordingPlans } from "./plans_recordings.ts";

/** How each operation succeeds, and what else is tried of it. */
export const plans: Plans = {
  ...applicationPlans,
  ...asteriskPlans,
  ...bridgePlans,
  ...callPlans,
  ...mediaPlans,
  ...channelPlans,
  ...endpointPlans,
  ...recordingPlans,
};

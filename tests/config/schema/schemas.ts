import { cdr } from "../../../config/schema/cdr.ts";
import { cel } from "../../../config/schema/cel.ts";
import { extensions } from "../../../config/schema/extensions.ts";
import { ari } from "../../../config/schema/generated/ari.ts";
import { pjsip } from "../../../config/schema/generated/pjsip.ts";
import { websocketClient } from "../../../config/schema/generated/websocket_client.ts";
import { http } from "../../../config/schema/http.ts";
import { logger } from "../../../config/schema/logger.ts";
import { manager } from "../../../config/schema/manager.ts";
import { modules } from "../../../config/schema/modules.ts";
import { queues } from "../../../config/schema/queues.ts";
import type { SchemaDefinition } from "../../../config/schema/schema.ts";
import { voicemail } from "../../../config/schema/voicemail.ts";

/** The schemas that come with the library. */
export const schemas: readonly SchemaDefinition[] = [
  pjsip,
  manager,
  ari,
  http,
  queues,
  voicemail,
  extensions,
  logger,
  modules,
  cdr,
  cel,
  websocketClient,
];

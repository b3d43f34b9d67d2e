import { toTimestamp } from "./snapshots.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse } from "./responses.ts";

/** Operations of the resource `asterisk`. */
export const asteriskOperations: OperationHandlers = {
  "asterisk.getInfo": getInfo,
  "asterisk.ping": ping,
};

function getInfo({ pbx, parameters, entityId }: OperationCall): Response {
  const startTime = toTimestamp(pbx.startTime);
  const sections = {
    build: {
      os: "Linux",
      kernel: "unknown",
      machine: "unknown",
      options: "OPTIONAL_API",
      date: "2026-07-20 21:35:32 UTC",
      user: "asterism",
    },
    system: { version: "22.10.1", entity_id: entityId },
    config: { name: "", default_language: "en", setid: { user: "", group: "" } },
    status: { startup_time: startTime, last_reload_time: startTime },
  };
  const only = parameters.list("only").map((name) => name.toLowerCase());
  const shown = Object.entries(sections).filter(([name]) => only.length === 0 || only.includes(name));
  return jsonResponse(200, Object.fromEntries(shown));
}

function ping({ pbx, entityId }: OperationCall): Response {
  return jsonResponse(200, { ping: "pong", timestamp: toTimestamp(pbx.clock.now()), asterisk_id: entityId });
}

import type { OperationId } from "../../../ari/generated/operations.ts";
import { recordingStored } from "../cases/states.ts";
import type { TypedCase } from "./typed_case.ts";

/** How operations succeed that need more than their plan has, as a phone or what raw requests can't be compared in. */
export const successes: Readonly<Partial<Record<OperationId, TypedCase>>> = {
  "channels.rtpstatistics": { phone: "calls" },
  "endpoints.sendMessage": { phone: "registers" },
  "endpoints.sendMessageToEndpoint": { phone: "registers" },
  "endpoints.refer": { phone: "registers" },
  "endpoints.referToEndpoint": { phone: "registers" },
  "events.eventWebsocket": { values: { app: "~own" } },
  "recordings.getStoredFile": { given: recordingStored(), values: { recordingName: "~r" } },
};

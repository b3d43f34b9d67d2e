import type { Channel } from "../../core/channel.ts";
import type { Pbx } from "../../core/pbx.ts";
import { Refusal } from "./responses.ts";

/** One variable that a request sets. */
export interface RequestedVariable {
  /** Its name, or a function. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
  /** Whether events shall show it. */
  readonly isReported: boolean;
}

/**
 * Reads the field `variables` of a JSON body: an object of texts, or of objects with `value` and `report_events`. What is no
 * object at all counts as none. Throws a {@linkcode Refusal}.
 */
export function readVariables(field: unknown): RequestedVariable[] {
  if (typeof field !== "object" || field === null || Array.isArray(field)) return [];
  return Object.entries(field).filter(([name]) => name !== "").map(([name, value]) => ({ name, ...readValue(value) }));
}

function readValue(value: unknown): Omit<RequestedVariable, "name"> {
  if (typeof value === "string") return { value, isReported: false };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal(
      400,
      "Each value in 'variables' must be a string or an object with 'value' and optional 'report_events'",
    );
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const text = fields.get("value");
  const isReported = fields.get("report_events") ?? (fields.has("report_events") ? null : false);
  if (typeof text !== "string") {
    throw new Refusal(400, "Each object value in 'variables' must include string field 'value'");
  }
  if (typeof isReported !== "boolean") {
    throw new Refusal(400, "Field 'report_events' in 'variables' entries must be boolean");
  }
  return { value: text, isReported };
}

/** Sets variables on a channel that has just been made (`ast_set_variables`). */
export function setVariables(pbx: Pbx, channel: Channel, variables: readonly RequestedVariable[]): void {
  for (const { name, value } of variables) pbx.dialplan.write(name, value, channel);
}

/** Marks what events shall show; they show it from the channel's next change on. */
export function reportVariables(channel: Channel, variables: readonly RequestedVariable[]): void {
  for (const { name, isReported } of variables) if (isReported) channel.reportedVariables.add(name);
}

import type { ActionFields } from "./encode.ts";
import { fieldOf } from "./field_of.ts";

/** How long Asterisk tries to originate when it is not told, in milliseconds (`manager.c`). */
const defaultOriginateTimeout = 30_000;

/**
 * How long the answer to an action may take, in milliseconds: longer than usual for the two that keep Asterisk from doing anything else on the
 * same connection until they are done.
 */
export function answerLimit(action: string, fields: ActionFields, requestTimeout: number): number {
  const name = action.toLowerCase();
  if (name === "originate" && !isTrue(fieldOf(fields, "async"))) {
    return requestTimeout + milliseconds(fieldOf(fields, "timeout"), defaultOriginateTimeout);
  }
  if (name === "waitevent") {
    const seconds = Number(fieldOf(fields, "timeout") ?? -1);
    return seconds >= 0 ? requestTimeout + seconds * 1_000 : Infinity;
  }
  return requestTimeout;
}

function milliseconds(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isFinite(number) && number > 0 ? number : otherwise;
}

/** What Asterisk takes for true. */
function isTrue(value: unknown): boolean {
  return value === true || /^(?:yes|true|y|t|1|on)$/i.test(String(value));
}

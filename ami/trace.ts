import { isSecretName, redacted } from "../_internal/redaction.ts";
import type { ActionFields } from "./encode.ts";
import type { AmiMessage } from "./message.ts";

/** Something that the client sent or got, without secrets: see {@linkcode ConnectOptions.trace}. */
export type TraceRecord = TraceAction | TraceMessage;

/** An action is sent. */
export interface TraceAction {
  /** `"action"`. */
  readonly type: "action";
  /** The action, as in `Originate`. */
  readonly action: string;
  /** Its fields, as given; those with a secret's name are left out. */
  readonly fields: ActionFields;
}

/** A message came. */
export interface TraceMessage {
  /** `"message"`. */
  readonly type: "message";
  /** Whether it is an answer, an event, or neither. */
  readonly kind: AmiMessage["kind"];
  /** Its headers in order; the values of those with a secret's name are left out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The record of an action. */
export function traceAction(action: string, fields: ActionFields): TraceAction {
  const shown = Object.entries(fields).map(([name, value]) => [name, isSecret(name) ? redacted : shownValue(value)]);
  return { type: "action", action, fields: Object.fromEntries(shown) };
}

/** The record of a message. */
export function traceMessage(message: AmiMessage): TraceMessage {
  const headers = [...message.entries()].map(([name, value]) => [name, shownText(name, value)] as const);
  return { type: "message", kind: message.kind, headers };
}

/** The answer to a challenge is as good as the secret for who listens. */
function isSecret(name: string): boolean {
  return isSecretName(name) || /^(?:key|challenge)$/i.test(name);
}

function shownValue(value: ActionFields[string]): ActionFields[string] {
  if (typeof value === "string") return shownText("", value);
  if (Array.isArray(value)) return value.map((one) => typeof one === "string" ? shownText("", one) : one);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isSecret(name) ? redacted : String(one)]),
  );
}

/** A variable stands in a value, as `PIN=1234`. */
function shownText(name: string, value: string): string {
  if (isSecret(name)) return redacted;
  const equals = value.indexOf("=");
  return equals > 0 && isSecret(value.slice(0, equals)) ? `${value.slice(0, equals)}=${redacted}` : value;
}

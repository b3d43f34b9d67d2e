import type { ActionFields } from "./encode.ts";

/** The value of a field, whatever the case of its name: Asterisk does not mind it. */
export function fieldOf(fields: ActionFields, name: string): ActionFields[string] {
  const lower = name.toLowerCase();
  return Object.entries(fields).find(([key]) => key.toLowerCase() === lower)?.[1];
}

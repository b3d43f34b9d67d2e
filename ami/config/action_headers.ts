import type { ActionFields } from "../encode.ts";
import type { ActionSender } from "./get_config.ts";
import { losslessHeaders } from "./lossless_headers.ts";

/**
 * Makes of a client what `@asterism/asterisk/config` asks for where it speaks with a server (its `SendAction`): a function that sends headers
 * in order and resolves with those of the answer.
 *
 * @example Edit a file here, and let Asterisk make the same changes
 * ```ts ignore
 * import { type ConfigChange, parse, updateServerConfig } from "@asterism/asterisk/config";
 *
 * const changes: ConfigChange[] = [{ verb: "Append", section: "alice", name: "allow", value: "opus" }];
 * const update = await updateServerConfig(sendHeaders(manager), parse(text, { name: "pjsip.conf" }), changes);
 * ```
 */
export function sendHeaders(
  manager: ActionSender,
): (
  name: string,
  headers: readonly (readonly [name: string, value: string])[],
) => Promise<(readonly [name: string, value: string])[]> {
  return async (name, headers) => [...losslessHeaders(await manager.send(name, toFields(headers)))];
}

/** Headers of one name are sent together, where the first of them stands. */
function toFields(headers: readonly (readonly [name: string, value: string])[]): ActionFields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of headers) fields.set(name, [...fields.get(name) ?? [], value]);
  return Object.fromEntries(fields);
}

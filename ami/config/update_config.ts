import type { CallOptions } from "../../_internal/call_options.ts";
import { type ActionFields, maxActionLines } from "../encode.ts";
import { type ChangeFields, fieldsOfChange, numberFields } from "./change_fields.ts";
import type { AmiConfigChange } from "./config_change.ts";
import { AmiConfigError } from "./config_error.ts";
import { countLines, divideChanges, indivisibility } from "./divide_changes.ts";
import { type ActionSender, getConfig } from "./get_config.ts";
import { mayCrash, refuseCrashes, refuseLostInsertions } from "./server_traps.ts";

/** Which file {@linkcode updateConfig} changes, and how. */
export interface UpdateConfigOptions extends CallOptions {
  /** The file that is read, from Asterisk's folder. */
  source: string;
  /** The file that is written; it must exist, see {@linkcode createConfig}. @default {source} */
  destination?: string;
  /** The module that is reloaded afterwards, as in `"res_pjsip.so"`, or `true` for all. What comes of that is not told. @default {false} */
  reload?: string | boolean;
  /** Whether sections that inherit from a changed template keep what they had. @default {true} */
  preserveEffectiveContext?: boolean;
  /**
   * Whether all changes must go into one request, which Asterisk carries out completely or not at all. Without, a list of more than 128 lines
   * is divided where that means the same; then others may see, or a refusal may leave, a part of it. @default {true}
   */
  atomic?: boolean;
}

/**
 * Lets Asterisk change one of its files, by UpdateConfig.
 *
 * Before anything is sent, `TypeError` and `RangeError` tell what Asterisk would write so that something else is read (names with a `;`,
 * values that begin with `>`), at what it would crash or lose a setting, and a list that is too long. For some of that the file is read
 * first. Rejects with {@linkcode AmiConfigError} when Asterisk refuses; then the file is as it was.
 *
 * Asterisk writes the whole file, and everything that it includes, in its own way: comment blocks become live, files that are included by a
 * pattern double. `updateServerConfig()` of `@asterism/asterisk/config` tells such losses beforehand.
 *
 * @example A phone
 * ```ts ignore
 * await updateConfig(manager, { source: "pjsip.conf", reload: "res_pjsip.so" }, [
 *   { verb: "NewCat", section: "bob", inherits: ["phone"] },
 *   { verb: "Append", section: "bob", name: "auth", value: "bob" },
 * ]);
 * ```
 *
 * @param manager What sends the action.
 * @param options Which file.
 * @param changes What to change, in order.
 */
export async function updateConfig(
  manager: ActionSender,
  options: UpdateConfigOptions,
  changes: readonly AmiConfigChange[],
): Promise<void> {
  const { source, atomic = true, signal } = options;
  const call = signal === undefined ? {} : { signal };
  const all = changes.map(fieldsOfChange);
  refuseLostInsertions(changes);
  const files = fileFields(options);
  const last = { ...files, ...reloadField(options.reload) };
  // With Action and ActionID.
  const others = Object.keys(last).length + 2;
  const lines = countLines(all, others);
  const isLong = lines > maxActionLines;
  if (isLong && atomic) {
    throw tooLong(changes, lines, 'without "atomic" it would be divided into several actions');
  }
  if (isLong || mayCrash(changes)) {
    const sections = await getConfig(manager, source, call);
    refuseCrashes(sections, changes);
    const reason = isLong ? indivisibility(changes, sections) : undefined;
    if (reason !== undefined) throw tooLong(changes, lines, `it can not be divided, as ${reason}`);
  }
  const parts = isLong ? divideChanges(all, others) : [all];
  await sendParts(manager, parts, { first: files, last, call });
}

/** Makes an empty file in Asterisk's folder. Rejects with {@linkcode AmiConfigError} when there is one of that name already. */
export async function createConfig(manager: ActionSender, file: string, options: CallOptions = {}): Promise<void> {
  const response = await manager.send("CreateConfig", { Filename: file }, options);
  if (response.name === "Error") throw new AmiConfigError("CreateConfig", response);
}

interface Requests {
  /** The headers of all requests but the last. */
  readonly first: Readonly<Record<string, string>>;
  readonly last: Readonly<Record<string, string>>;
  readonly call: CallOptions;
}

async function sendParts(
  manager: ActionSender,
  parts: readonly (readonly ChangeFields[])[],
  { first, last, call }: Requests,
): Promise<void> {
  let made = 0;
  let { SrcFilename = "" } = first;
  for (const [index, part] of parts.entries()) {
    const common = index === parts.length - 1 ? last : first;
    const fields: ActionFields = { ...common, SrcFilename, ...numberFields(part) };
    // deno-lint-ignore no-await-in-loop -- Each reads what the one before has written.
    const response = await manager.send("UpdateConfig", fields, call);
    if (response.name === "Error") throw new AmiConfigError("UpdateConfig", response, made);
    made += part.length;
    SrcFilename = first.DstFilename ?? SrcFilename;
  }
}

function fileFields(options: UpdateConfigOptions): Record<string, string> {
  const { source, destination = source, preserveEffectiveContext = true } = options;
  for (const [what, name] of Object.entries({ source, destination })) {
    if (name === "") throw new TypeError(`Cannot update a configuration file: its name, "${what}", is empty`);
  }
  return {
    SrcFilename: source,
    DstFilename: destination,
    ...(!preserveEffectiveContext && { PreserveEffectiveContext: "no" }),
  };
}

function reloadField(reload: string | boolean = false): { Reload?: string } {
  if (typeof reload === "boolean") return reload ? { Reload: "yes" } : {};
  if (reload === "") throw new TypeError('Cannot reload a module without a name: "reload" is empty');
  return { Reload: reload };
}

function tooLong(changes: readonly AmiConfigChange[], lines: number, why: string): RangeError {
  return new RangeError(
    `Cannot send ${changes.length} changes in one action of ${lines} lines: the limit is ${maxActionLines}, and ${why}`,
  );
}

import type { ConfigChange } from "../change.ts";
import type { ConfigFile } from "../config_file.ts";
import { type ActionHeader, formatUpdateConfig } from "../update_config.ts";
import { UpdateConfigError } from "../update_config_error.ts";
import {
  compareConfigs,
  type ConfigDifference,
  getServerConfig,
  type SectionContent,
  type SendAction,
} from "./server_config.ts";
import { findServerLosses, type ServerLoss } from "./server_losses.ts";

/** How {@linkcode updateServerConfig} goes about it. */
export interface UpdateServerOptions {
  /** The file as the server names it. @default {the file's own name} */
  filename?: string;
  /** The module that is reloaded afterwards, or `yes` for all. */
  reload?: string;
  /** Whether sections that inherit from a changed template keep what they had. @default {true} */
  preserveEffectiveContext?: boolean;
  /** Whether the changes are sent although the server would lose something. @default {false} */
  acceptLosses?: boolean;
}

/** What came of {@linkcode updateServerConfig}. */
export type ServerUpdate =
  /** Nothing was sent, as the server would lose something. */
  | { readonly sent: false; readonly losses: readonly ServerLoss[] }
  | {
    readonly sent: true;
    readonly losses: readonly ServerLoss[];
    /** What the server says of the changes; undefined where it has made them. */
    readonly error: string | undefined;
    /** How what the server reads now differs from what the changes were meant to do. */
    readonly differences: readonly ConfigDifference[];
  };

/**
 * Lets a server make changes in a file of its own, with UpdateConfig, and reads back what came of it.
 *
 * The file must be what the server has: it is what losses are looked for in, and what the answer is compared with. It is not changed.
 * Throws `TypeError` for changes that cannot be sent, and with `acceptLosses` for those that {@linkcode ConfigFile.apply} refuses though
 * Asterisk would make them.
 *
 * @param send Sends an action.
 * @param file The file, as the server has it.
 * @param changes What to change.
 */
export async function updateServerConfig(
  send: SendAction,
  file: ConfigFile,
  changes: readonly ConfigChange[],
  options: UpdateServerOptions = {},
): Promise<ServerUpdate> {
  const { filename = file.name, reload, preserveEffectiveContext = true, acceptLosses = false } = options;
  const losses = findServerLosses(file, changes, { preserveEffectiveContext });
  if (losses.length > 0 && !acceptLosses) return { sent: false, losses };
  const fields: ActionHeader[] = [
    ["SrcFilename", filename],
    ["DstFilename", filename],
    ["PreserveEffectiveContext", preserveEffectiveContext ? "yes" : "no"],
  ];
  if (reload !== undefined) fields.push(["Reload", reload]);
  const expected = expectedOf(file, changes, preserveEffectiveContext);
  const answer = new Map(Array.from(
    await send("UpdateConfig", [...fields, ...formatUpdateConfig(changes)]),
    ([name, value]) => [name.toLowerCase(), value],
  ));
  const error = answer.get("response")?.toLowerCase() === "error" ? answer.get("message") ?? "" : undefined;
  const server = await getServerConfig(send, filename);
  const sections = server.found ? server.sections : [];
  return {
    sent: true,
    losses,
    error: error ?? (server.found ? undefined : server.message),
    differences: compareConfigs(expected, sections),
  };
}

/** What the changes are meant to do; where they are refused, the server writes nothing either. */
function expectedOf(
  file: ConfigFile,
  changes: readonly ConfigChange[],
  preserveEffectiveContext: boolean,
): SectionContent[] {
  const copy = file.copy();
  try {
    copy.apply(changes, { preserveEffectiveContext });
  } catch (error) {
    if (!(error instanceof UpdateConfigError)) throw error;
  }
  return [...copy.contents];
}

import type { AmiClient } from "../client.ts";
import { partsOf } from "../client_parts.ts";
import { AmiError, AmiResponseError } from "../errors.ts";
import { eventClasses } from "../generated/event_classes.ts";

/** What is to be read. */
export interface ToRead {
  /** What it is, in the plural. */
  readonly name: string;
  /** The events. */
  readonly events: readonly string[];
}

/**
 * Sees whether a client is sent events: whether it asks for them, and whether its user may read them.
 *
 * Throws when it is certain that it is not. Returns why it is not certain that it is: Asterisk tells what a user may read only to who may run
 * commands, and never which events a filter keeps away.
 */
export async function checkReadable(
  manager: AmiClient,
  { name, events }: ToRead,
  signal?: AbortSignal,
): Promise<string[]> {
  const { wishes } = partsOf(manager);
  const classes = new Set(events.flatMap((event) => classesOf(event)));
  for (const one of classes) {
    if (!wishes.asksFor(one)) {
      throw new AmiError(
        `Cannot keep ${name}: events of class "${one}" are not asked for, see the option "events" of connect()`,
      );
    }
  }
  const doubts = wishes.hasFilters ? ["Filters were added, which may keep events away"] : [];
  const readable = await readableClasses(manager, signal);
  if (readable === undefined) {
    return [
      ...doubts,
      `The user "${manager.username}" may not run commands, so it is not known which events it may read`,
    ];
  }
  for (const one of classes) {
    if (!readable.has(one)) {
      throw new AmiError(`Cannot keep ${name}: the user "${manager.username}" may not read events of class "${one}"`);
    }
  }
  return doubts;
}

/** The classes that a client's user may read; nothing where Asterisk does not tell. */
async function readableClasses(manager: AmiClient, signal?: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  try {
    const lines = await manager.command(
      `manager show user ${manager.username}`,
      signal === undefined ? {} : { signal },
    );
    const found = lines.map((line) => /^\s*read perm:\s*(.*)$/.exec(line)?.[1]).find((list) => list !== undefined);
    return found === undefined ? undefined : new Set(found.split(",").map((word) => word.trim()));
  } catch (error) {
    if (error instanceof AmiResponseError) return undefined;
    throw error;
  }
}

/** Generated names are as documented, and Asterisk spells one of them otherwise. */
function classesOf(event: string): readonly string[] {
  return eventClasses[event] ?? eventClasses[event === "Newexten" ? "NewExten" : event] ?? [];
}

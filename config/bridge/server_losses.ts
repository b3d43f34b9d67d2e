import type { ConfigChange } from "../change.ts";
import type { ConfigFile } from "../config_file.ts";
import { resolvePath } from "../file_system.ts";
import { foldCase } from "../source_text.ts";
import { UpdateConfigError } from "../update_config_error.ts";
import type { KeptLine } from "./kept_lines.ts";
import { loss, standingLosses } from "./standing_losses.ts";
import { type FileDifference, findDifferences, predictChanges, without } from "./server_differences.ts";

/** What a server's own writer would lose or break when it rewrites a file (config.c, ast_config_text_file_save2). */
export interface ServerLoss {
  /** What it is about, in a word that does not change between versions. */
  readonly code:
    | "addition-lost"
    | "block-comment-opened"
    | "block-comment-lost"
    | "broken-include-cut"
    | "change-refused"
    | "comment-lost"
    | "escape-lost"
    | "exec-lost"
    | "glob-doubled"
    | "include-repeated"
    | "line-added"
    | "line-lost"
    | "line-moved"
    | "name-breaks-file"
    | "no-section"
    | "section-addition-lost"
    | "server-crash"
    | "stray-block-end"
    | "template-users-broken"
    | "wrong-file";
  /** The file. */
  readonly file: string;
  /** The line, from 1; 0 where it is a change that does it. */
  readonly line: number;
  /** What would happen, in a sentence without a period. */
  readonly message: string;
}

/** How {@linkcode findServerLosses} looks. */
export interface ServerLossOptions {
  /** Whether sections that inherit from a changed template keep what they had. @default {true} */
  preserveEffectiveContext?: boolean;
}

/**
 * Finds what Asterisk's UpdateConfig would lose if it made these changes: it writes the main file and all that it includes anew.
 *
 * There is a loss exactly where {@linkcode predictServerUpdate} leaves other lines than {@linkcode ConfigFile.apply}, comments
 * included and layout not, or where Asterisk would crash. Where Asterisk would refuse the changes it writes nothing, and there is
 * none. Throws `TypeError` for changes that cannot be sent.
 */
export function findServerLosses(
  file: ConfigFile,
  changes: Iterable<ConfigChange> = [],
  options: ServerLossOptions = {},
): ServerLoss[] {
  const list = [...changes];
  const before = file.copy();
  const predicted = predictChanges(before, list, options);
  if (predicted.response === undefined) return [crash(file, predicted.reason)];
  if (predicted.response === "Error") return [];
  const after = before.copy();
  try {
    if (list.length > 0) after.apply(list, options);
  } catch (error) {
    if (error instanceof UpdateConfigError || !(error instanceof Error)) throw error;
    const reasons = list.flatMap((change) => [...lossesOfChange(before, change)]);
    const refused: ServerLoss = { code: "change-refused", file: file.name, line: 0, message: error.message };
    return reasons.length > 0 ? reasons : [refused];
  }
  const found = findDifferences(after, predicted.written);
  if (found.size === 0 || list.length === 0) {
    return [...found.values()].flatMap((difference) => standingLosses(before, difference));
  }
  const standing = predictChanges(before, [], options);
  const known = findDifferences(before, standing.response === "Success" ? standing.written : new Map());
  const losses: ServerLoss[] = [];
  let isByChange = false;
  for (const difference of found.values()) {
    const { still, fresh } = split(difference, known.get(difference.path));
    losses.push(...standingLosses(before, still));
    if (fresh.removed.length + fresh.added.length > 0 || fresh.moved !== undefined) isByChange = true;
  }
  if (!isByChange) return losses;
  const reasons = list.flatMap((change) => [...lossesOfChange(before, change)]);
  if (reasons.length > 0) return [...losses, ...reasons];
  for (const difference of found.values()) {
    losses.push(...freshLosses(file, split(difference, known.get(difference.path)).fresh));
  }
  return losses;
}

/** What is lost without any change, and what the changes add to that. */
function split(
  difference: FileDifference,
  known: FileDifference | undefined,
): { still: FileDifference; fresh: FileDifference } {
  const both = (lines: readonly KeptLine[], others: readonly KeptLine[]) => {
    const gone = new Set(without(lines, others));
    return lines.filter((line) => !gone.has(line));
  };
  const { removed = [], added = [], moved = undefined, source = difference.source } = known ?? {};
  return {
    still: {
      ...difference,
      source,
      removed: both(removed, difference.removed),
      added: both(added, difference.added),
      moved: difference.moved === undefined ? undefined : moved,
    },
    fresh: {
      ...difference,
      removed: without(difference.removed, removed),
      added: without(difference.added, added),
      moved: moved === undefined ? difference.moved : undefined,
    },
  };
}

/** What changes lose and nothing explains. */
function freshLosses(file: ConfigFile, { path, removed, added, moved }: FileDifference): ServerLoss[] {
  const name = resolvePath(file.name, file.asteriskDirectory) === path ? file.name : path;
  const losses = removed.map(({ key }): ServerLoss => {
    const code = key.startsWith(";") ? "comment-lost" : "line-lost";
    return { code, file: name, line: 0, message: `With the changes a line is lost: ${shown(key)}` };
  });
  if (losses.length === 0) {
    losses.push(...added.map(({ key }): ServerLoss => {
      return { code: "line-added", file: name, line: 0, message: `With the changes comes a line: ${shown(key)}` };
    }));
  }
  if (moved !== undefined) losses.push(loss("line-moved", name, 0));
  return losses;
}

function shown(key: string): string {
  return key.replaceAll("\0", " ");
}

function crash(file: ConfigFile, reason: string): ServerLoss {
  return { code: "server-crash", file: file.name, line: 0, message: reason };
}

/** Why changes may break a file, as far as that is known. */
function* lossesOfChange(file: ConfigFile, change: ConfigChange): Generator<ServerLoss, void> {
  const at = { file: file.name, line: 0 };
  const written = change.verb === "NewCat" ? change.section : change.verb === "RenameCat" ? change.to : undefined;
  if (written !== undefined && /[\];]/.test(written)) {
    yield {
      code: "name-breaks-file",
      ...at,
      message: `Section "${written}" is written as it is, and read as something else`,
    };
  }
  if ("name" in change && change.verb !== "Delete" && /^[[#\\]|[;=]/.test(change.name ?? "")) {
    yield {
      code: "name-breaks-file",
      ...at,
      message: `Setting "${change.name}" is written as it is, and read as something else`,
    };
  }
  const sections = [
    ...file.allSections(change.section),
    ...file.templates.filter((it) => isNamed(it.name, change.section)),
  ];
  if (change.verb === "RenameCat" || change.verb === "DelCat") {
    const users = [...file.sections, ...file.templates].filter(({ inherits }) =>
      inherits.some((it) => isNamed(it, change.section))
    );
    if (users.length > 0) {
      const message =
        `${users.length} sections inherit from "${change.section}", and Asterisk does not load the file any more`;
      yield { code: "template-users-broken", ...at, message };
    }
  }
  if (change.verb !== "Append" && change.verb !== "Insert") return;
  const elsewhere = sections.find(({ headers }) => headers[0] !== undefined && headers[0].source.path !== file.name);
  if (elsewhere === undefined) return;
  const message = `Section "${elsewhere.name}" is in an included file, and Asterisk writes the line into the main file`;
  yield { code: "wrong-file", ...at, message };
}

function isNamed(name: string, other: string): boolean {
  return foldCase(name) === foldCase(other);
}

import type { ConfigChange } from "../change.ts";
import { type ConfigFile, isExecPath } from "../config_file.ts";
import { resolvePath } from "../file_system.ts";
import type { ConfigSource } from "../section_record.ts";
import { SyntaxTree } from "../syntax_tree.ts";
import { formatUpdateConfig } from "../update_config.ts";
import { type KeptLine, keptLines } from "./kept_lines.ts";
import { type PredictedUpdate, predictServerUpdate } from "./server_update.ts";

/** How one file that a server writes differs from what it should be, whatever the layout. */
export interface FileDifference {
  /** The file, by its absolute path. */
  readonly path: string;
  /** Its lines as they should be; undefined for one that should not be there. */
  readonly source: ConfigSource | undefined;
  /** Lines that it should have and does not. */
  readonly removed: readonly KeptLine[];
  /** Lines that it has and should not. */
  readonly added: readonly KeptLine[];
  /** The first line that comes elsewhere, where all that should be there are. */
  readonly moved: KeptLine | undefined;
}

/** Tells what a server would leave of a file after changes. */
export function predictChanges(
  file: ConfigFile,
  changes: readonly ConfigChange[],
  options: { preserveEffectiveContext?: boolean } = {},
): PredictedUpdate {
  const { preserveEffectiveContext = true } = options;
  const outputs = new Map<string, Uint8Array[]>();
  for (const { path, tree, includedAt } of file.files) {
    const command = isExecPath(path) ? commandOf(includedAt?.[0]) : undefined;
    if (command !== undefined) outputs.set(command, [...outputs.get(command) ?? [], tree.bytes]);
  }
  const files = file.files.filter(({ path }) => !isExecPath(path)).map(({ path, tree }) => [path, tree.bytes]);
  return predictServerUpdate(Object.fromEntries(files), [
    ["SrcFilename", file.name],
    ["DstFilename", file.name],
    ["PreserveEffectiveContext", preserveEffectiveContext ? "yes" : "no"],
    ...formatUpdateConfig(changes),
  ], {
    asteriskDirectory: file.asteriskDirectory,
    liveDangerously: true,
    ...(outputs.size > 0 && { exec: (command: string) => outputs.get(command)?.shift() ?? new Uint8Array() }),
  });
}

/** Compares what files should be with what a server writes, line by line and without their layout. */
export function findDifferences(
  file: ConfigFile,
  written: ReadonlyMap<string, Uint8Array>,
): Map<string, FileDifference> {
  const sources = new Map(file.files.map((source) => [resolvePath(source.path, file.asteriskDirectory), source]));
  const differences = new Map<string, FileDifference>();
  for (const [path, bytes] of written) {
    if (isExecPath(path)) continue;
    const source = sources.get(path);
    const expected = source === undefined ? [] : keptLines(source.tree);
    const found = keptLines(new SyntaxTree(bytes));
    const removed = without(expected, found);
    const added = without(found, expected);
    const moved = removed.length + added.length > 0
      ? undefined
      : expected.find(({ key }, index) => key !== found[index]?.key);
    if (removed.length + added.length > 0 || moved !== undefined) {
      differences.set(path, { path, source, removed, added, moved });
    }
  }
  return differences;
}

/** The lines of one list that are not in the other one, each counted. */
export function without(lines: readonly KeptLine[], others: readonly KeptLine[]): KeptLine[] {
  const counts = new Map<string, number>();
  for (const { key } of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return lines.filter(({ key }) => {
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
}

function commandOf(place: NonNullable<ConfigSource["includedAt"]>[number] | undefined): string | undefined {
  if (place === undefined) return undefined;
  const line = place.source.tree.line(place.line);
  return line.kind === "directive" ? line.argument?.text : undefined;
}

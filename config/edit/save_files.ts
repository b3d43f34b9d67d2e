import { type PreparedFile, prepareSave } from "../atomic_save.ts";
import { applyEdits } from "../text_edit.ts";
import type { FileEdits } from "./config_editor.ts";

/** Writes one file, whose old bytes are given too. */
export type SaveFile = (path: string, bytes: Uint8Array, options: { expected: Uint8Array }) => void | Promise<void>;

/** How {@linkcode ConfigFile.save} writes. */
export interface SaveFileOptions {
  /**
   * Throws where a file does not hold what it should. It is called for all files that are to be written before the first one is.
   * @default {without `write`, the files on disk are compared}
   */
  check?: (path: string, options: { expected: Uint8Array }) => void | Promise<void>;
  /** Writes one file; without it they are written to disk. */
  write?: SaveFile;
}

/** Some of several files could not be written, and others were. */
export class ConfigSaveError extends Error {
  static {
    this.prototype.name = "ConfigSaveError";
  }
  /** The files that hold what they should now, in the order in which they were written. */
  readonly written: readonly string[];
  /** The files that are as they were; the first of them is the one that failed. */
  readonly unwritten: readonly string[];

  /** Makes the error, with the reason as its `cause`. */
  constructor(written: readonly string[], unwritten: readonly string[], options: { cause: unknown }) {
    const quoted = (paths: readonly string[]) => paths.map((path) => `"${path}"`).join(", ");
    const { cause } = options;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot save ${quoted(unwritten)}: ${reason}; already written: ${quoted(written)}`, options);
    this.written = written;
    this.unwritten = unwritten;
  }
}

/** A file that is to be written. */
interface Pending {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly expected: Uint8Array;
}

/**
 * Writes all files that are changed. Included files come first, as a new main file may need them. Where one fails before any is
 * written, its error is thrown as it is; after that, as a {@linkcode ConfigSaveError}.
 *
 * @param saved What an earlier try has written, by path; what this one writes is added.
 */
export async function saveFiles(
  edits: readonly FileEdits[],
  { check, write }: SaveFileOptions = {},
  saved: Map<string, Uint8Array> = new Map(),
): Promise<void> {
  const pending = edits.toReversed().flatMap(({ source: { path, tree }, edits }): Pending[] => {
    const bytes = applyEdits(tree.bytes, edits);
    const expected = saved.get(path) ?? tree.bytes;
    return saved.has(path) && isEqual(bytes, expected) ? [] : [{ path, bytes, expected }];
  });
  if (write === undefined) return await saveToDisk(pending, saved);
  if (check !== undefined) await Promise.all(pending.map(({ path, expected }) => check(path, { expected })));
  await inTurn(pending, saved, ({ path, bytes, expected }) => write(path, bytes, { expected }));
}

/** Nothing takes its place before everything is written beside it and no file has changed. */
async function saveToDisk(pending: readonly Pending[], saved: Map<string, Uint8Array>): Promise<void> {
  const prepared = new Map<Pending, PreparedFile>();
  try {
    for (const file of pending) {
      const { path, bytes, expected } = file;
      // deno-lint-ignore no-await-in-loop -- when one fails, no more need be written.
      prepared.set(file, await prepareSave(path, bytes, { expected }));
    }
    await Promise.all(Array.from(prepared.values(), (file) => file.check()));
    await inTurn(pending, saved, (file) => prepared.get(file)?.commit());
  } finally {
    await Promise.all(Array.from(prepared.values(), (file) => file.discard()));
  }
}

async function inTurn(
  pending: readonly Pending[],
  saved: Map<string, Uint8Array>,
  write: (file: Pending) => void | Promise<void> | undefined,
): Promise<void> {
  for (const [index, file] of pending.entries()) {
    try {
      // deno-lint-ignore no-await-in-loop -- when one fails, those after it must stay as they are.
      await write(file);
    } catch (cause) {
      if (index === 0) throw cause;
      const paths = pending.map(({ path }) => path);
      throw new ConfigSaveError(paths.slice(0, index), paths.slice(index), { cause });
    }
    saved.set(file.path, file.bytes);
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

import { saveAtomically } from "../atomic_save.ts";
import { applyEdits } from "../text_edit.ts";
import type { FileEdits } from "./config_editor.ts";

/** Writes one file, whose old bytes are given too. */
export type SaveFile = (path: string, bytes: Uint8Array, options: { expected: Uint8Array }) => void | Promise<void>;

/** Writes all files that are changed, one after the other. Included files come first, as a new main file may need them. */
export async function saveFiles(edits: readonly FileEdits[], options: { write?: SaveFile } = {}): Promise<void> {
  const { write = saveAtomically } = options;
  for (const { source, edits: changes } of edits.toReversed()) {
    const { bytes } = source.tree;
    // deno-lint-ignore no-await-in-loop -- when one fails, those after it must stay as they are.
    await write(source.path, applyEdits(bytes, changes), { expected: bytes });
  }
}

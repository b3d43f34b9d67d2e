/** One change to a text: the bytes from `start` to before `end` are replaced. */
export interface TextEdit {
  /** Where it begins, in bytes from the beginning of the old file. */
  readonly start: number;
  /** Where what is replaced ends; the same as `start` for an insertion. */
  readonly end: number;
  /** What stands there instead. */
  readonly text: Uint8Array;
}

/**
 * Makes the new bytes from the old ones and edits.
 *
 * Edits refer to the old bytes, may come in any order and must not overlap; insertions at one place keep their order.
 * Throws `RangeError` for an edit outside of the file and for two that overlap.
 */
export function applyEdits(bytes: Uint8Array, edits: readonly TextEdit[]): Uint8Array<ArrayBuffer> {
  const ordered = sortEdits(edits, bytes.length);
  const growth = ordered.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  const result = new Uint8Array(bytes.length + growth);
  let read = 0;
  let written = 0;
  const copy = (part: Uint8Array) => {
    result.set(part, written);
    written += part.length;
  };
  for (const { start, end, text } of ordered) {
    copy(bytes.subarray(read, start));
    copy(text);
    read = end;
  }
  copy(bytes.subarray(read));
  return result;
}

/** The edits in the order of the file; throws `RangeError` when they do not fit it or each other. */
export function sortEdits(edits: readonly TextEdit[], length: number): TextEdit[] {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let previous = 0;
  for (const { start, end } of ordered) {
    if (!(start >= 0 && start <= end && end <= length)) {
      throw new RangeError(`Cannot edit bytes ${start} to ${end} of a file with ${length} bytes`);
    }
    if (start < previous) {
      throw new RangeError(`Cannot edit bytes ${start} to ${end}: the edit before reaches to ${previous}`);
    }
    previous = end;
  }
  return ordered;
}

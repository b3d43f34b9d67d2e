/** The deepest nesting of comment blocks; at one more, Asterisk loops for ever (config.c, MAX_NESTED_COMMENTS). */
export const maxCommentDepth = 128;

/** A piece of a line, by its offsets in the file. */
export interface LinePiece {
  readonly start: number;
  readonly end: number;
}

/** A line without its comments. */
export interface CleanLine {
  /** What is left, one character for each byte, not trimmed. */
  readonly units: string;
  /** The pieces of the file that `units` is put together from. */
  readonly pieces: readonly LinePiece[];
  /** How deep in comment blocks the next line starts; below 0 after a stray end. */
  readonly depth: number;
  /** For each depth that a block of this line has reached, so that the last opening can be told. */
  readonly opened: readonly number[];
  /** The ends of blocks where none was open, as offsets of their "--;". */
  readonly strayEnds: readonly number[];
  /** Where the comment that ends the line begins. */
  readonly comment: number | undefined;
  /** Where a block opens that is one too many for Asterisk; the line's rest has not been read. */
  readonly tooDeep: number | undefined;
}

/**
 * Takes the comments out of one line exactly as Asterisk does (config.c, config_text_file_load): it looks at each ";" in turn, and
 * never again at what it has passed.
 *
 * @param units The file, one character for each byte.
 * @param span Where the line's text starts and ends.
 * @param startDepth How deep in comment blocks it starts.
 */
export function cleanLine(units: string, span: LinePiece, startDepth: number): CleanLine {
  const { end } = span;
  // Cut behind the line, so that nothing is looked for after it.
  const line = units.slice(0, end);
  const pieces: LinePiece[] = [];
  // Where the piece starts that is being read; undefined within a comment.
  let start = startDepth === 0 ? span.start : undefined;
  let from = span.start;
  let depth = startDepth;
  const opened: number[] = [];
  const strayEnds: number[] = [];
  let comment: number | undefined;
  let tooDeep: number | undefined;
  const finish = (at: number) => {
    if (start !== undefined && at > start) pieces.push({ start, end: at });
    start = undefined;
  };

  for (;;) {
    const at = line.indexOf(";", from);
    if (at < 0) break;
    if (at > from && line[at - 1] === "\\") {
      if (start !== undefined) {
        finish(at - 1);
        start = at;
      }
      from = at + 1;
    } else if (line.startsWith("--", at + 1) && line[at + 3] !== "-") {
      if (depth >= maxCommentDepth) {
        tooDeep = at;
        break;
      }
      finish(at);
      from = at + 3;
      opened.push(++depth);
    } else if (at >= from + 2 && line.startsWith("--", at - 2)) {
      depth--;
      from = at + 1;
      if (depth < 0) strayEnds.push(at - 2);
      if (depth === 0) start = from;
    } else if (depth === 0) {
      comment = at;
      finish(at);
      break;
    } else {
      from = at + 1;
    }
  }
  finish(end);
  const text = pieces.map((piece) => line.slice(piece.start, piece.end)).join("");
  return { units: text, pieces, depth, opened, strayEnds, comment, tooDeep };
}

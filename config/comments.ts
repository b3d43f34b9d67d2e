/** The deepest nesting of comment blocks; at one more, Asterisk loops for ever (config.c, MAX_NESTED_COMMENTS). */
export const maxCommentDepth = 128;

/** A line without its comments. */
export interface CleanLine {
  /** What is left, one character for each byte, not trimmed. */
  readonly units: string;
  /** For each character of `units` where it stands in the file. */
  readonly offsets: readonly number[];
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
 * Takes the comments out of one line exactly as Asterisk does (config.c, config_text_file_load): it looks at each ";" in turn,
 * and moves the rest of the line over what it has taken out.
 *
 * @param units The file, one character for each byte.
 * @param span Where the line's text starts and ends.
 * @param startDepth How deep in comment blocks it starts.
 */
export function cleanLine(units: string, span: { start: number; end: number }, startDepth: number): CleanLine {
  // The line as it is moved about: `text` shrinks, `offsets` says where each character came from.
  let text = units.slice(span.start, span.end);
  let offsets = Array.from(text, (_, index) => span.start + index);
  // What stands before `kept` is the line; what is between `kept` and `from` is comment.
  let kept: number | undefined = startDepth === 0 ? text.length : undefined;
  let isCut = false;
  let start = 0;
  let from = 0;
  let depth = startDepth;
  const opened: number[] = [];
  const strayEnds: number[] = [];
  let comment: number | undefined;
  let tooDeep: number | undefined;

  for (;;) {
    const at = text.indexOf(";", from);
    if (at < 0) break;
    if (at > from && text[at - 1] === "\\") {
      text = text.slice(0, at - 1) + text.slice(at);
      offsets = [...offsets.slice(0, at - 1), ...offsets.slice(at)];
      from = at;
      if (kept !== undefined && !isCut) kept--;
    } else if (text.startsWith("--", at + 1) && text[at + 3] !== "-") {
      if (depth >= maxCommentDepth) {
        tooDeep = offsets[at];
        break;
      }
      if (kept !== undefined && !isCut) {
        kept = at;
        isCut = true;
      }
      from = at + 3;
      depth++;
      opened.push(depth);
    } else if (at >= from + 2 && text.startsWith("--", at - 2)) {
      depth--;
      from = at + 1;
      if (depth < 0) strayEnds.push(offsets[at - 2] ?? span.start);
      if (depth !== 0) continue;
      if (kept === undefined) {
        start = from;
        kept = text.length;
      } else {
        text = text.slice(0, kept) + text.slice(from);
        offsets = [...offsets.slice(0, kept), ...offsets.slice(from)];
        from = kept;
        kept = text.length;
      }
      isCut = false;
    } else if (depth === 0) {
      comment = offsets[at];
      if (kept !== undefined && !isCut) kept = at;
      break;
    } else {
      from = at + 1;
    }
  }
  const end = kept ?? start;
  return {
    units: text.slice(start, end),
    offsets: offsets.slice(start, end),
    depth,
    opened,
    strayEnds,
    comment,
    tooDeep,
  };
}

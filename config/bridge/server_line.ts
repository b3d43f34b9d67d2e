import { maxLineLength } from "../line_index.ts";

/** What Asterisk does with a line before it looks at what it says. */
export interface ServerLine {
  /** What it says, without comments and the blanks around; undefined where there is nothing to look at. */
  readonly text: string | undefined;
  /** How deep in comment blocks the next line starts. */
  readonly depth: number;
  /** What goes to the comments before the next thing. */
  readonly comments: string;
  /** The comment on the line itself. */
  readonly sameLine: string;
}

/** The most that `fgets` puts into Asterisk's buffer. */
const maxChunk = maxLineLength + 1;
/** How deep comment blocks may be nested; Asterisk hangs at one more. */
const maxDepth = 128;
const [semicolon, dash, backslash, space] = [0x3b, 0x2d, 0x5c, 0x20];

/** A comment block too deep: Asterisk never comes to an end. */
export class ServerHang extends Error {}

/** Splits a file as Asterisk does, with one character for each byte: undefined stands for what only counts as a line. */
export function* serverLines(text: string): Generator<string | undefined, void> {
  const isCut = (chunk: string) => chunk.length === maxChunk && !chunk.endsWith("\n") && !chunk.includes("\0");
  for (let at = 0; at < text.length;) {
    let chunk = chunkAt(text, at);
    at += chunk.length;
    if (!isCut(chunk)) {
      yield untilNul(chunk);
      continue;
    }
    // The rest of the line is read away in pieces, of which only one that is full goes on.
    while (at < text.length && isCut(chunk)) {
      chunk = chunkAt(text, at);
      at += chunk.length;
    }
    yield undefined;
  }
  // Asterisk counts the attempt to read on after the last line end.
  if (text === "" || text.endsWith("\n")) yield undefined;
}

/** Takes comments out of a line, and keeps what Asterisk keeps of them (config.c, config_text_file_load). */
export function readServerLine(line: string, startDepth: number): ServerLine {
  if (/^[ \t\n\r]*$/.test(line)) return { text: undefined, depth: startDepth, comments: "\n", sameLine: "" };
  if (startDepth === 0 && !line.includes(";")) return { text: line, depth: 0, comments: "", sameLine: "" };
  const buffer = new LineBuffer(line);
  let depth = startDepth;
  let [comments, sameLine] = ["", ""];
  let from = 0;
  let start = depth === 0 ? 0 : undefined;
  for (let at = buffer.find(from); at >= 0; at = buffer.find(from)) {
    const isAfter = (code: number, distance: number) => at - distance >= from && buffer.at(at - distance) === code;
    if (isAfter(backslash, 1)) {
      from = at;
      buffer.move(at, at - 1);
    } else if (buffer.at(at + 1) === dash && buffer.at(at + 2) === dash && buffer.at(at + 3) !== dash) {
      if (depth >= maxDepth) throw new ServerHang();
      buffer.end(at);
      from = at + 3;
      depth++;
    } else if (isAfter(dash, 1) && isAfter(dash, 2)) {
      from = at + 1;
      depth--;
      if (depth === 0 && start === undefined) start = from;
      else if (depth === 0 && start !== undefined) {
        const end = start + buffer.textAt(start).length;
        comments += `;${untilNul(buffer.slice(end + 1, from))}`;
        buffer.move(from, end);
        from = end;
      }
    } else if (depth === 0) {
      while (at > from && isBlank(buffer.at(at - 1))) at--;
      // Two blanks are written before a comment anyway.
      if (at !== from && buffer.at(at) === space && buffer.at(at + 1) === space) at += 2;
      sameLine += buffer.textAt(at);
      buffer.end(at);
      from = at;
    } else from = at + 1;
  }
  if (depth !== 0 && start === undefined) comments += buffer.textAt(0);
  return { text: start === undefined ? undefined : buffer.textAt(start), depth, comments, sameLine };
}

/** A line as C sees it: bytes, of which a NUL ends the text. */
class LineBuffer {
  readonly #bytes: Uint8Array;

  /** Room for a NUL, and for looking three characters further. */
  constructor(line: string) {
    this.#bytes = new Uint8Array(line.length + 4);
    for (let at = 0; at < line.length; at++) this.#bytes[at] = line.charCodeAt(at);
  }

  at(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  /** The next semicolon before the end of the text, or -1. */
  find(from: number): number {
    for (let at = from; this.at(at) !== 0; at++) if (this.at(at) === semicolon) return at;
    return -1;
  }

  textAt(start: number): string {
    return untilNul(this.slice(start, this.#bytes.length));
  }

  slice(start: number, end: number): string {
    return String.fromCharCode(...this.#bytes.subarray(start, end));
  }

  end(at: number): void {
    this.#bytes[at] = 0;
  }

  /** Moves the text at a place, with the NUL that ends it. */
  move(from: number, to: number): void {
    const { length } = this.textAt(from);
    this.#bytes.copyWithin(to, from, from + length + 1);
  }
}

/** As much as `fgets` takes. */
function chunkAt(text: string, at: number): string {
  const end = text.indexOf("\n", at);
  return text.slice(at, Math.min(end < 0 ? text.length : end + 1, at + maxChunk));
}

function untilNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}

/** As C's isspace. */
function isBlank(code: number): boolean {
  return code === space || (code >= 0x09 && code <= 0x0d);
}

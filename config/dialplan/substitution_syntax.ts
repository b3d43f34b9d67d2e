/** The syntax of `${…}` and `$[…]` in texts of the dialplan. */

/** A part of a template. Offsets are UTF-16 units of the whole template. */
export type TemplatePart =
  & {
    /** Its first unit. */
    readonly start: number;
    /** The unit after it. */
    readonly end: number;
  }
  & (
    | {
      readonly kind: "literal";
      readonly text: string;
    }
    | TemplateSubstitution & {
      readonly kind: "variable";
      /** The name of the variable. */
      readonly name: readonly TemplatePart[];
      /** What follows the name and a colon: an offset, and perhaps another colon and a length. */
      readonly substring: readonly TemplatePart[] | undefined;
    }
    | TemplateSubstitution & {
      readonly kind: "function";
      /** The name of the function. */
      readonly name: readonly TemplatePart[];
      /** What stands between its parentheses. */
      readonly arguments: readonly TemplatePart[];
      /** What follows the parentheses and a colon. */
      readonly substring: readonly TemplatePart[] | undefined;
    }
    | TemplateSubstitution & {
      readonly kind: "expression";
    }
  );

/** What all parts have that something else takes the place of. */
export interface TemplateSubstitution {
  /** All that stands between the braces or brackets. */
  readonly content: readonly TemplatePart[];
  /** Whether the closing brace or bracket is there; without it the content reaches to the end. */
  readonly isClosed: boolean;
}

/** A parsed template. */
export interface Template {
  /** Its text. */
  readonly text: string;
  /** Its parts, in order. */
  readonly parts: readonly TemplatePart[];
}

/** How deep Asterisk substitutes in what it substitutes. */
export const maxSubstitutionDepth = 15;

/**
 * Parses a text of the dialplan with its `${…}` and `$[…]`. Never throws.
 *
 * `${` ends at the brace that closes it, `$[` at its bracket; one within the other counts for nothing there. Another `$` is
 * itself. Where a name is put together from others (`${${WHICH}:1}`) the tree tells what can be seen before they are known;
 * {@linkcode substitute} reads such a name again once they are. Below 15 levels all is literal, as Asterisk goes no deeper.
 *
 * @param text The text.
 * @returns Its syntax tree.
 *
 * @example
 * ```ts
 * import { parseTemplate } from "@asterism/asterisk/config";
 *
 * const [first] = parseTemplate("${EXTEN:1}@trunk").parts;
 * console.log(first?.kind, first?.end); // "variable" 10
 * ```
 */
export function parseTemplate(text: string): Template {
  return { text, parts: parseParts(text, { start: 0, end: text.length }, 0) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function parseParts(text: string, { start, end }: Span, depth: number): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = start;
  while (at < end) {
    const opening = depth <= maxSubstitutionDepth ? nextOpening(text, { start: at, end }) : end;
    if (opening > at) parts.push(literal(text, { start: at, end: opening }));
    if (opening === end) break;
    const closing = closingOf(text, opening, end);
    at = closing === undefined ? end : closing + 1;
    const content = parseParts(text, { start: opening + 2, end: closing ?? end }, depth + 1);
    const common = { content, isClosed: closing !== undefined, start: opening, end: at };
    const isExpression = text.charCodeAt(opening + 1) === openingBracket;
    parts.push(isExpression ? { kind: "expression", ...common } : { ...splitReference(content), ...common });
  }
  return parts;
}

/** The outermost places of what is substituted in a text. */
export function substitutedSpans(text: string): Span[] {
  const spans: Span[] = [];
  const end = text.length;
  for (let start = nextOpening(text, { start: 0, end }); start < end;) {
    const closing = closingOf(text, start, end);
    const stop = closing === undefined ? end : closing + 1;
    spans.push({ start, end: stop });
    start = nextOpening(text, { start: stop, end });
  }
  return spans;
}

/** Where the next `${` or `$[` begins; the end where there is none. */
function nextOpening(text: string, { start, end }: Span): number {
  for (let at = text.indexOf("$", start); at >= 0 && at + 1 < end; at = text.indexOf("$", at + 1)) {
    if (isOpening(text.charCodeAt(at + 1))) return at;
  }
  return end;
}

function isOpening(code: number): boolean {
  return code === openingBrace || code === openingBracket;
}

/** The place of what closes a `${` or `$[`. */
function closingOf(text: string, opening: number, end: number): number | undefined {
  const opened = text.charCodeAt(opening + 1);
  const closes = opened === openingBrace ? closingBrace : closingBracket;
  let depth = 1;
  for (let at = opening + 2; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === dollar && at + 1 < end && isOpening(text.charCodeAt(at + 1))) {
      if (text.charCodeAt(++at) === opened) depth++;
    } else if (code === opened) depth++;
    else if (code === closes && --depth === 0) return at;
  }
  return undefined;
}

const dollar = 0x24;
const openingParenthesis = 0x28;
const closingParenthesis = 0x29;
const colonSign = 0x3a;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

function literal(text: string, { start, end }: Span): TemplatePart {
  return { kind: "literal", text: text.slice(start, end), start, end };
}

type Reference =
  | Pick<TemplatePart & { kind: "variable" }, "kind" | "name" | "substring">
  | Pick<TemplatePart & { kind: "function" }, "kind" | "name" | "arguments" | "substring">;

/** Finds name, arguments and substring as far as they are written out. */
function splitReference(content: readonly TemplatePart[]): Reference {
  const { opening, closing, colon } = findPlaces(content);
  const [head, substring] = colon === undefined ? [content, undefined] : splitParts(content, colon);
  if (opening === undefined) return { kind: "variable", name: head, substring };
  const [name, rest] = splitParts(head, opening);
  const isBehind = closing !== undefined && closing > opening;
  return { kind: "function", name, arguments: isBehind ? splitParts(rest, closing)[0] : rest, substring };
}

interface Places {
  /** The first parenthesis that opens. */
  opening: number | undefined;
  /** The last one that closes. */
  closing: number | undefined;
  /** The colon behind them. */
  colon: number | undefined;
}

function findPlaces(content: readonly TemplatePart[]): Places {
  const places: Places = { opening: undefined, closing: undefined, colon: undefined };
  let depth = 0;
  for (const part of content) {
    if (part.kind !== "literal") continue;
    for (let at = part.start; at < part.end; at++) {
      const code = part.text.charCodeAt(at - part.start);
      if (code === openingParenthesis) {
        places.opening ??= at;
        depth++;
      } else if (code === closingParenthesis) {
        places.closing = at;
        depth--;
      } else if (code === colonSign && depth === 0) {
        places.colon = at;
        return places;
      }
    }
  }
  return places;
}

/** The parts before a character of one of them, and those after it. */
function splitParts(parts: readonly TemplatePart[], place: number): [TemplatePart[], TemplatePart[]] {
  const [before, after]: [TemplatePart[], TemplatePart[]] = [[], []];
  for (const part of parts) {
    if (part.end <= place) before.push(part);
    else if (part.start > place || part.kind !== "literal") after.push(part);
    else {
      const index = place - part.start;
      if (index > 0) before.push({ ...part, text: part.text.slice(0, index), end: place });
      const rest = part.text.slice(index + 1);
      if (rest !== "") after.push({ ...part, text: rest, start: place + 1 });
    }
  }
  return [before, after];
}

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
  let literalStart = start;
  const endLiteral = (at: number) => {
    if (at > literalStart) parts.push(literal(text, { start: literalStart, end: at }));
  };
  for (let at = start; at < end;) {
    const opened = depth <= maxSubstitutionDepth ? openingAt(text, at, end) : undefined;
    if (opened === undefined) {
      at++;
      continue;
    }
    endLiteral(at);
    const closing = closingOf(text, { start: at + 2, end }, opened);
    const inner = { start: at + 2, end: closing ?? end };
    at = closing === undefined ? end : closing + 1;
    literalStart = at;
    const content = parseParts(text, inner, depth + 1);
    const common = { content, isClosed: closing !== undefined, start: inner.start - 2, end: at };
    parts.push(opened === "[" ? { kind: "expression", ...common } : { ...splitReference(content), ...common });
  }
  endLiteral(end);
  return parts;
}

function openingAt(text: string, at: number, end: number): "{" | "[" | undefined {
  if (text.charAt(at) !== "$" || at + 1 >= end) return undefined;
  const next = text.charAt(at + 1);
  return next === "{" || next === "[" ? next : undefined;
}

/** The place of what closes a brace or a bracket. */
function closingOf(text: string, { start, end }: Span, opened: "{" | "["): number | undefined {
  const closing = opened === "{" ? "}" : "]";
  let depth = 1;
  for (let at = start; at < end; at++) {
    const nested = openingAt(text, at, end);
    const character = text.charAt(nested ? ++at : at);
    if (character === opened) depth++;
    else if (nested === undefined && character === closing && --depth === 0) return at;
  }
  return undefined;
}

function literal(text: string, { start, end }: Span): TemplatePart {
  return { kind: "literal", text: text.slice(start, end), start, end };
}

type Reference =
  | Pick<TemplatePart & { kind: "variable" }, "kind" | "name" | "substring">
  | Pick<TemplatePart & { kind: "function" }, "kind" | "name" | "arguments" | "substring">;

/** Finds name, arguments and substring as far as they are written out. */
function splitReference(content: readonly TemplatePart[]): Reference {
  const places = literalPlaces(content);
  let depth = 0;
  let [opening, closing, colon]: (Place | undefined)[] = [];
  for (const place of places) {
    if (place.character === "(") {
      opening ??= place;
      depth++;
    } else if (place.character === ")") {
      closing = place;
      depth--;
    } else if (depth === 0) {
      colon = place;
      break;
    }
  }
  const [head, substring] = colon ? splitParts(content, colon) : [content, undefined];
  if (opening === undefined) return { kind: "variable", name: head, substring };
  const [name, rest] = splitParts(head, opening);
  const isBehind = closing !== undefined && closing.at > opening.at;
  return { kind: "function", name, arguments: isBehind ? splitParts(rest, closing)[0] : rest, substring };
}

interface Place {
  readonly character: string;
  /** Its offset in the template. */
  readonly at: number;
}

function literalPlaces(content: readonly TemplatePart[]): Place[] {
  return content.flatMap((part) => {
    if (part.kind !== "literal") return [];
    return Array.from(part.text.matchAll(/[():]/g), ({ 0: character, index }) => ({
      character,
      at: part.start + index,
    }));
  });
}

/** The parts before a character of one of them, and those after it. */
function splitParts(parts: readonly TemplatePart[], place: Place | undefined): [TemplatePart[], TemplatePart[]] {
  const [before, after]: [TemplatePart[], TemplatePart[]] = [[], []];
  for (const part of parts) {
    if (place === undefined || part.end <= place.at) before.push(part);
    else if (part.start > place.at || part.kind !== "literal") after.push(part);
    else {
      const index = place.at - part.start;
      if (index > 0) before.push({ ...part, text: part.text.slice(0, index), end: place.at });
      const rest = part.text.slice(index + 1);
      if (rest !== "") after.push({ ...part, text: rest, start: place.at + 1 });
    }
  }
  return [before, after];
}

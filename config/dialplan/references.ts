import type { Piece } from "./extension_line.ts";
import { parseTemplate, substitutedSpans, type TemplatePart } from "./substitution_syntax.ts";

/** A `${…}` in the text of a line, which stands for a variable or a function. */
export interface VariableReference extends Piece {
  readonly kind: "variable";
  /** The name, before any `(` or `:`. */
  readonly name: Piece;
  /** What stands in the parentheses, for a function. */
  readonly arguments: Piece | undefined;
  /** Whether the parentheses of a function lack their end. */
  readonly hasOpenArguments: boolean;
  /** What stands between the parentheses of a function and a `:` or the end, which Asterisk ignores. */
  readonly tail: Piece | undefined;
  /** What follows the first `:`. */
  readonly slice: Piece | undefined;
  /** Whether the `}` is missing. */
  readonly isOpen: boolean;
  /** What is substituted within it, before it is. */
  readonly inner: readonly Reference[];
}

/** A `$[…]` in the text of a line. */
export interface ExpressionReference extends Piece {
  readonly kind: "expression";
  /** The expression, before substitution. */
  readonly body: Piece;
  /** Whether the `]` is missing. */
  readonly isOpen: boolean;
  /** What is substituted within it, before it is evaluated. */
  readonly inner: readonly Reference[];
}

/** Something that Asterisk substitutes. */
export type Reference = VariableReference | ExpressionReference;

/**
 * Finds what Asterisk will substitute in a text, as far as it can be seen before: the outermost ones in order, with those
 * within them. Places count from the start of the text plus `from`.
 */
export function findReferences(text: string, options: { from?: number } = {}): Reference[] {
  const { from = 0 } = options;
  return text.includes("$") ? toReferences(parseTemplate(text).parts, { text, from }) : [];
}

/** All references in a text, those within others behind these. */
export function* allReferences(references: readonly Reference[]): Generator<Reference> {
  for (const reference of references) {
    yield reference;
    yield* allReferences(reference.inner);
  }
}

/** The whole text, and where it begins. */
interface Whole {
  readonly text: string;
  readonly from: number;
}

function toReferences(parts: readonly TemplatePart[], whole: Whole): Reference[] {
  const references: Reference[] = [];
  for (const part of parts) {
    if (part.kind === "literal") continue;
    const { start, end, isClosed, content } = part;
    const body = { start: start + 2, end: isClosed ? end - 1 : end };
    const place = pieceOf(whole, start, end);
    const common = { ...place, isOpen: !isClosed, inner: toReferences(content, whole) };
    if (part.kind === "expression") {
      references.push({ kind: "expression", ...common, body: pieceOf(whole, body.start, body.end) });
    } else references.push({ kind: "variable", ...common, ...variableParts(part, body, whole) });
  }
  return references;
}

type NamedPart = TemplatePart & { readonly kind: "variable" | "function" };
type VariableParts = Pick<VariableReference, "name" | "arguments" | "hasOpenArguments" | "tail" | "slice">;

function variableParts(part: NamedPart, body: { start: number; end: number }, whole: Whole): VariableParts {
  const { substring, name } = part;
  const colon = substring === undefined ? body.end : (substring[0]?.start ?? body.end) - 1;
  const slice = substring && pieceOf(whole, colon + 1, body.end);
  if (part.kind === "variable") {
    const none = { arguments: undefined, hasOpenArguments: false, tail: undefined };
    return { name: pieceOf(whole, body.start, colon), ...none, slice };
  }
  const open = name.at(-1)?.end ?? body.start;
  const close = part.arguments.at(-1)?.end ?? open + 1;
  const isClosed = close < colon && whole.text[close] === ")";
  return {
    name: pieceOf(whole, body.start, open),
    arguments: pieceOf(whole, open + 1, close),
    hasOpenArguments: !isClosed,
    tail: isClosed && close + 1 < colon ? pieceOf(whole, close + 1, colon) : undefined,
    slice,
  };
}

function pieceOf({ text, from }: Whole, start: number, end: number): Piece {
  return { text: text.slice(start, end), from: from + start, to: from + end };
}

/** The text with what is substituted as spaces, so that its characters are not taken for others. */
export function hideReferences(text: string, references: readonly Reference[], from = 0): string {
  let hidden = "";
  for (const reference of references) {
    const [start, end] = [reference.from - from, reference.to - from];
    hidden += text.slice(hidden.length, start) + " ".repeat(end - start);
  }
  return hidden + text.slice(hidden.length);
}

/** The text with all that is substituted in it as spaces. */
export function hideAllReferences(text: string): string {
  if (!text.includes("$")) return text;
  let hidden = "";
  for (const { start, end } of substitutedSpans(text)) {
    hidden += text.slice(hidden.length, start) + " ".repeat(end - start);
  }
  return hidden + text.slice(hidden.length);
}

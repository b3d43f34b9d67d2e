/** What Asterisk puts in the place of `${…}` and `$[…]`. */
import { decodeBytes, encodeBytes } from "./byte_string.ts";
import { evaluateExpression } from "./expression.ts";
import { scanInteger } from "./scan_integer.ts";
import { maxSubstitutionDepth, parseTemplate, type Template, type TemplatePart } from "./substitution_syntax.ts";

/** Where {@linkcode substitute} finds variables and functions. */
export interface SubstitutionScope {
  /** Reads a variable; `undefined` when it is not set. Names are case-sensitive, and may be any text. */
  variable(name: string): string | undefined;
  /**
   * Reads a function, by its name and all that stands between its parentheses; `undefined` when there is none of that
   * name. {@linkcode splitArguments} splits the text as most functions do.
   */
  function?(name: string, text: string, nested: NestedSubstitution): string | undefined;
}

/** What a function may use that substitutes itself, such as `EVAL`. */
export interface NestedSubstitution {
  /** Substitutes a text one level deeper, in the same scope; at the 16th level it gives nothing. */
  substitute(text: string): string;
}

/** How {@linkcode substitute} works. */
export interface SubstituteOptions {
  /**
   * Bytes after which Asterisk cuts the result: 8191 for the arguments of an application, 4095 for most others.
   * @default {8191}
   */
  maxLength?: number;
}

/** What Asterisk logs about a template. */
export interface SubstitutionWarning {
  /** As what Asterisk logs it. */
  readonly level: "warning" | "error";
  /** What Asterisk logs. */
  readonly message: string;
  /** The first unit of what it is about. */
  readonly start: number;
  /** The unit after it. */
  readonly end: number;
}

/** What {@linkcode substitute} gives. */
export interface Substitution {
  /** The text. Bytes that are not UTF-8, as a substring may leave them, are U+DC80 to U+DCFF in it. */
  readonly value: string;
  /** What Asterisk logs meanwhile, in its order. */
  readonly warnings: readonly SubstitutionWarning[];
}

/** Values and names are cut after these many bytes. */
const maxValue = 4095;

/**
 * Substitutes `${…}` and `$[…]` as Asterisk does, once from left to right: what comes out is not looked at again. Never
 * throws, unless the scope does.
 *
 * Offsets, lengths and limits count the bytes of UTF-8. An offset that is no number is 0; a negative one counts from the
 * end; a negative length leaves as much off. A variable that is not set, and an unknown function, are empty.
 *
 * @param template The text, or what {@linkcode parseTemplate} made of it.
 * @param scope The variables and functions.
 * @param options Limits.
 * @returns The text, and what Asterisk logs.
 *
 * @example
 * ```ts
 * import { substitute } from "@asterism/asterisk/config";
 *
 * const variables = new Map([["EXTEN", "1234"]]);
 * const scope = { variable: (name: string) => variables.get(name) };
 * console.log(substitute("${EXTEN:1} and $[${EXTEN} + 1]", scope).value); // "234 and 1235"
 * ```
 */
export function substitute(
  template: string | Template,
  scope: SubstitutionScope,
  options: SubstituteOptions = {},
): Substitution {
  const { maxLength = 8191 } = options;
  const { parts } = typeof template === "string" ? parseTemplate(template) : template;
  const warnings: SubstitutionWarning[] = [];
  const value = new Substituter(scope, warnings).run(parts, maxLength, 0);
  return { value: decodeBytes(value), warnings };
}

/**
 * Cuts a value as `${NAME:offset:length}` does, in bytes.
 *
 * @param value The value.
 * @param substring What stands after the name's colon, such as `1` or `-4:2`.
 * @returns What is left. Bytes that are not UTF-8 are U+DC80 to U+DCFF in it.
 *
 * @example
 * ```ts
 * import { cutSubstring } from "@asterism/asterisk/config";
 *
 * console.log(cutSubstring("12345", "-3:2")); // "34"
 * ```
 */
export function cutSubstring(value: string, substring: string): string {
  return decodeBytes(cutBytes(encodeBytes(value), substring));
}

/** Works on bytes, one character each. */
class Substituter {
  readonly #scope: SubstitutionScope;
  readonly #warnings: SubstitutionWarning[];

  constructor(scope: SubstitutionScope, warnings: SubstitutionWarning[]) {
    this.#scope = scope;
    this.#warnings = warnings;
  }

  run(parts: readonly TemplatePart[], maxLength: number, depth: number): string {
    if (depth >= maxSubstitutionDepth) {
      const [first, last] = [parts[0], parts.at(-1)];
      this.#log(
        { start: first?.start ?? 0, end: last?.end ?? 0 },
        `Exceeded maximum variable substitution recursion depth (${maxSubstitutionDepth}) - ` +
          "possible infinite recursion in dialplan?",
        "error",
      );
      return "";
    }
    let result = "";
    for (const part of parts) {
      if (result.length >= maxLength) break;
      result += this.#part(part, maxLength - result.length, depth).slice(0, maxLength - result.length);
    }
    return result;
  }

  #part(part: TemplatePart, room: number, depth: number): string {
    if (part.kind === "literal") return encodeBytes(part.text);
    if (!part.isClosed) {
      this.#log(part, `Error in extension logic (missing '${part.kind === "expression" ? "]" : "}"}')`);
    }
    const content = this.#content(part.content, depth);
    return part.kind === "expression" ? this.#expression(part, content, room, depth) : this.#read(part, content, depth);
  }

  /** What stands between the braces, once what is nested is substituted. */
  #content(parts: readonly TemplatePart[], depth: number): string {
    const isPlain = parts.every(({ kind }) => kind === "literal");
    if (!isPlain) return this.run(parts, maxValue, depth + 1);
    return parts.map((part) => part.kind === "literal" ? encodeBytes(part.text) : "").join("");
  }

  #read(part: TemplatePart, content: string, depth: number): string {
    const { head, substring, isFunction } = splitReference(content);
    const value = isFunction
      ? this.#function(part, head, depth)
      : encodeBytes(this.#scope.variable(decodeBytes(head)) ?? "");
    return cutBytes(value.slice(0, maxValue), substring);
  }

  #function(part: TemplatePart, head: string, depth: number): string {
    const opening = head.indexOf("(");
    const [name, rest] = [head.slice(0, opening), head.slice(opening + 1)];
    const closing = rest.lastIndexOf(")");
    if (closing === -1) {
      this.#log(part, `Can't find trailing parenthesis for function '${decodeBytes(head)}'?`);
    }
    const answer = this.#call(part, { name, text: closing === -1 ? rest : rest.slice(0, closing) }, depth);
    if (answer === undefined) this.#log(part, `Function ${decodeBytes(name)} not registered`, "error");
    return encodeBytes(answer ?? "");
  }

  #expression(part: TemplatePart, content: string, room: number, depth: number): string {
    const call = (name: string, text: string) => this.#call(part, { name, text: encodeBytes(text) }, depth);
    const { value, warnings } = evaluateExpression(decodeBytes(content), { call });
    for (const { message, level } of warnings) this.#log(part, message, level);
    // Asterisk leaves room for a NUL behind the value, although there already is some.
    return encodeBytes(value).slice(0, room - 1);
  }

  #call(part: TemplatePart, { name, text }: { name: string; text: string }, depth: number): string | undefined {
    const nested: NestedSubstitution = {
      substitute: (inner) => {
        const shifted = parseTemplate(inner).parts.map((nestedPart) => relocate(nestedPart, part));
        return decodeBytes(this.run(shifted, maxValue, depth + 1));
      },
    };
    return this.#scope.function?.(decodeBytes(name), decodeBytes(text), nested);
  }

  #log({ start, end }: { start: number; end: number }, message: string, level: "warning" | "error" = "warning"): void {
    this.#warnings.push({ level, message, start, end });
  }
}

/** What a function substitutes stands nowhere in the template: all of it is where the function is. */
function relocate(part: TemplatePart, { start, end }: { start: number; end: number }): TemplatePart {
  if (part.kind === "literal") return { ...part, start, end };
  return { ...part, content: part.content.map((inner) => relocate(inner, { start, end })), start, end };
}

/** Reads what stands between the braces: parentheses make a function of it, and a colon outside of them ends it. */
function splitReference(content: string): { head: string; substring: string; isFunction: boolean } {
  let depth = 0;
  let isFunction = false;
  for (let at = 0; at < content.length; at++) {
    const character = content.charAt(at);
    if (character === "(") {
      isFunction = true;
      depth++;
    } else if (character === ")") depth--;
    else if (character === ":" && depth === 0) {
      return { head: content.slice(0, at), substring: content.slice(at + 1), isFunction };
    }
  }
  return { head: content, substring: "", isFunction };
}

/** Cuts bytes by what C reads with "%30d:%30d". */
function cutBytes(value: string, substring: string): string {
  const offset = scanInteger(substring);
  if (offset === undefined) return value;
  const rest = substring.slice(offset.length);
  const length = rest.startsWith(":") ? scanInteger(rest.slice(1))?.value : undefined;
  const start = offset.value < 0 ? Math.max(value.length + offset.value, 0) : offset.value;
  if (length === undefined) return value.slice(start);
  return length < 0 ? value.slice(start, Math.max(value.length + length, start)) : value.slice(start, start + length);
}

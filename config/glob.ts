/** Asks for the names in a folder; whoever runs the generator answers. */
export interface FolderRequest {
  readonly kind: "folder";
  readonly path: string;
  names?: readonly string[] | undefined;
}

/**
 * The paths that a pattern stands for, as Asterisk's `glob` with `GLOB_NOMAGIC | GLOB_BRACE` finds them: `* ? [..] {a,b}`, sorted by
 * bytes (within each alternative of braces), dot files only where the pattern has the dot. A pattern without any of those stands for
 * itself, whether there is such a file or not.
 *
 * @param pattern An absolute path.
 * @param limit The most alternatives of braces that are tried; more give nothing.
 */
export function* expandGlob(pattern: string, limit: number): Generator<FolderRequest, string[] | undefined, void> {
  const alternatives = [...take(expandBraces(pattern), limit + 1)];
  if (alternatives.length > limit) return undefined;
  const paths: string[] = [];
  for (const alternative of alternatives) paths.push(...yield* expandOne(alternative));
  return paths;
}

/** Writes out `{a,b}`; a brace that is never closed is an ordinary character, and so are those after it. */
export function* expandBraces(pattern: string): Generator<string, void> {
  const parts = splitBraces(pattern);
  if (parts === undefined) yield pattern;
  else for (const part of parts.middle) yield* expandBraces(parts.head + part + parts.tail);
}

function* take<T>(values: Iterable<T>, limit: number): Generator<T, void> {
  let count = 0;
  for (const value of values) {
    if (count++ === limit) return;
    yield value;
  }
}

function splitBraces(pattern: string): { head: string; middle: string[]; tail: string } | undefined {
  const open = findUnescaped(pattern, "{", 0);
  if (open < 0) return undefined;
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = start; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === "\\") at++;
    else if (character === "{") depth++;
    else if (character === "," && depth === 0) {
      parts.push(pattern.slice(start, at));
      start = at + 1;
    } else if (character === "}" && depth-- === 0) {
      parts.push(pattern.slice(start, at));
      return { head: pattern.slice(0, open), middle: parts, tail: pattern.slice(at + 1) };
    }
  }
  return undefined;
}

/** Whether a pattern stands for more than itself. */
export function hasMagic(pattern: string): boolean {
  return /[*?[]/.test(pattern.replace(/\\./gs, ""));
}

function* expandOne(pattern: string): Generator<FolderRequest, string[], void> {
  if (!hasMagic(pattern)) return [unescape(pattern)];
  let folders = [""];
  const parts = pattern.split("/").slice(1);
  for (const [index, part] of parts.entries()) {
    if (!hasMagic(part)) {
      folders = folders.map((folder) => `${folder}/${unescape(part)}`);
      continue;
    }
    const isWanted = nameMatcher(part);
    const found: string[] = [];
    for (const folder of folders) {
      const request: FolderRequest = { kind: "folder", path: folder === "" ? "/" : folder };
      yield request;
      for (const name of request.names ?? []) if (isWanted(name)) found.push(`${folder}/${name}`);
    }
    folders = found;
    if (index < parts.length - 1 && folders.length === 0) return [];
  }
  return folders.toSorted(compareBytes);
}

/** Makes a test of one name from one part of a pattern. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const tokens = parsePattern([...pattern]);
  return (name) => {
    const first = tokens[0];
    if (name.startsWith(".") && !(first?.kind === "character" && first.character === ".")) return false;
    return matches(tokens, [...name]);
  };
}

type Token =
  | { kind: "any" | "one" }
  | { kind: "character"; character: string }
  | { kind: "set"; has: (character: string) => boolean };

function parsePattern(characters: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length;) {
    const character = characters[at++] ?? "";
    if (character === "*") tokens.push({ kind: "any" });
    else if (character === "?") tokens.push({ kind: "one" });
    else if (character === "\\" && at < characters.length) {
      tokens.push({ kind: "character", character: characters[at++] ?? "" });
    } else if (character === "[") {
      const set = parseSet(characters, at);
      tokens.push(set === undefined ? { kind: "character", character } : { kind: "set", has: set.has });
      at = set?.end ?? at;
    } else tokens.push({ kind: "character", character });
  }
  return tokens;
}

/** Reads `[...]` from after its "["; undefined where it does not end, as then it is no set. */
function parseSet(
  characters: readonly string[],
  start: number,
): { has: (character: string) => boolean; end: number } | undefined {
  let at = start;
  const isNegated = characters[at] === "!" || characters[at] === "^";
  if (isNegated) at++;
  const tests: ((character: string) => boolean)[] = [];
  for (let isFirst = true; isFirst || characters[at] !== "]"; isFirst = false) {
    const named = characters[at] === "[" && characters[at + 1] === ":" ? namedClass(characters, at) : undefined;
    if (named !== undefined) {
      tests.push(named.has);
      at = named.end;
      continue;
    }
    if (characters[at] === "\\") at++;
    const from = characters[at++];
    if (from === undefined) return undefined;
    let to = from;
    const next = characters[at + 1];
    if (characters[at] === "-" && next !== undefined && next !== "]") {
      to = next;
      at += 2;
    }
    tests.push((character) => codePoint(character) >= codePoint(from) && codePoint(character) <= codePoint(to));
  }
  return { has: (character) => tests.some((test) => test(character)) !== isNegated, end: at + 1 };
}

function namedClass(
  characters: readonly string[],
  at: number,
): { has: (c: string) => boolean; end: number } | undefined {
  const match = /^\[:([a-z]+):\]/.exec(characters.slice(at, at + 12).join(""));
  const regExp = classes.get(match?.[1] ?? "");
  if (match === null || regExp === undefined) return undefined;
  return { has: (character) => regExp.test(character), end: at + match[0].length };
}

const classes: ReadonlyMap<string, RegExp> = new Map([
  ["alpha", /^\p{L}$/u],
  ["digit", /^[0-9]$/],
  ["alnum", /^[\p{L}\p{N}]$/u],
  ["upper", /^\p{Lu}$/u],
  ["lower", /^\p{Ll}$/u],
  ["space", /^[\t-\r ]$/],
  ["blank", /^[\t ]$/],
  ["punct", /^[!-/:-@[-`{-~]$/],
  ["xdigit", /^[0-9A-Fa-f]$/],
]);

/** Runs the tokens over a name, going back to the last "*" only: no pattern takes longer than the product of both lengths. */
function matches(tokens: readonly Token[], name: readonly string[]): boolean {
  let [token, at] = [0, 0];
  let [retryToken, retryAt] = [-1, -1];
  while (at < name.length) {
    const current = tokens[token];
    if (current?.kind === "any") {
      retryToken = ++token;
      retryAt = at;
    } else if (current !== undefined && fits(current, name[at] ?? "")) {
      token++;
      at++;
    } else if (retryToken >= 0) {
      token = retryToken;
      at = ++retryAt;
    } else return false;
  }
  while (tokens[token]?.kind === "any") token++;
  return token === tokens.length;
}

function fits(token: Token, character: string): boolean {
  switch (token.kind) {
    case "character":
      return token.character === character;
    case "set":
      return token.has(character);
    default:
      return true;
  }
}

function findUnescaped(text: string, character: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === character) return at;
  }
  return -1;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** As bytes compare, which is also the order of code points. */
function compareBytes(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at++) {
    const difference = codePoint(left[at] ?? "") - codePoint(right[at] ?? "");
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

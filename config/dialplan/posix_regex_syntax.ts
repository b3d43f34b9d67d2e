/** The syntax of POSIX extended regular expressions as the C library of Asterisk's systems (glibc) reads it. */

/** A set of characters: `.`, `[a-z]`, a single character. */
export interface CharacterSet {
  readonly negated: boolean;
  /** Inclusive ranges of code points. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly classes: readonly CharacterClass[];
}

/** The names that may stand in `[[:name:]]`. */
export type CharacterClass =
  | "alpha"
  | "digit"
  | "alnum"
  | "upper"
  | "lower"
  | "space"
  | "blank"
  | "cntrl"
  | "punct"
  | "print"
  | "graph"
  | "xdigit";

/** Something that looks at a place between two characters. */
export type Assertion = "start" | "end" | "word-boundary" | "no-word-boundary" | "word-start" | "word-end";

/** A parsed expression. */
export type RegexNode =
  | { readonly kind: "empty" }
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "back-reference"; readonly group: number }
  | { readonly kind: "group"; readonly group: number; readonly body: RegexNode }
  | { readonly kind: "sequence"; readonly parts: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly parts: readonly RegexNode[] }
  | { readonly kind: "repeat"; readonly body: RegexNode; readonly min: number; readonly max: number };

/** What came of parsing: a tree, or the words with which glibc refuses the pattern. */
export type RegexSyntax =
  | { readonly kind: "tree"; readonly root: RegexNode; readonly groups: number }
  | { readonly kind: "problem"; readonly reason: string };

/** The highest count in `{m,n}` that glibc takes. */
const maxRepeat = 32_767;
/** Groups in groups beyond this are refused, as the parser calls itself for each; glibc itself has no such limit. */
const maxDepth = 500;

/** Parses a pattern, given as code points. */
export function parseRegex(pattern: readonly number[]): RegexSyntax {
  const parser = new RegexParser(pattern);
  try {
    const root = parser.choice(0);
    return { kind: "tree", root, groups: parser.groups };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "problem", reason: error.reason };
    throw error;
  }
}

/** Whether a set has a character. Bytes that are not UTF-8 are in no set, not even in a negated one. */
export function hasCharacter(set: CharacterSet, character: number): boolean {
  if (isStrayByte(character)) return false;
  const found = set.ranges.some(([from, to]) => from <= character && character <= to) ||
    set.classes.some((name) => classTests[name](character));
  return found !== set.negated;
}

/** Whether `\w` has a character: letters, digits and `_`. */
export function isWordCharacter(character: number | undefined): boolean {
  return character !== undefined && (character === 0x5f || classTests.alnum(character));
}

const classTests: Readonly<Record<CharacterClass, (character: number) => boolean>> = {
  alpha: (c) => matchesClass(c, /[A-Za-z]/, /[\p{Alphabetic}\p{Nd}]/u),
  digit: (c) => c >= 0x30 && c <= 0x39,
  alnum: (c) => matchesClass(c, /[A-Za-z0-9]/, /[\p{Alphabetic}\p{Nd}]/u),
  upper: (c) => matchesClass(c, /[A-Z]/, /[\p{Uppercase}\p{Lt}]/u),
  lower: (c) => matchesClass(c, /[a-z]/, /[\p{Lowercase}\p{Lt}]/u),
  space: (c) => matchesClass(c, /[\t-\r ]/, /(?![\x85\xa0\u2007\u202f])\p{White_Space}/u),
  blank: (c) => matchesClass(c, /[\t ]/, /(?![\xa0\u2007\u202f])\p{Zs}/u),
  // deno-lint-ignore no-control-regex -- these are the control characters.
  cntrl: (c) => matchesClass(c, /[\x00-\x1f\x7f]/, /[\x80-\x9f\u2028\u2029]/u),
  punct: (c) => matchesClass(c, /[!-\/:-@[-`{-~]/, /[^\p{Alphabetic}\p{Nd}\p{White_Space}\p{C}]|[\xa0\xad]/u),
  print: (c) => matchesClass(c, /[ -~]/, /[^\p{Cc}\p{Cs}\p{Cn}\u2028\u2029]/u),
  graph: (c) => matchesClass(c, /[!-~]/, /(?!(?![\xa0\u2007\u202f])\p{White_Space})[^\p{Cc}\p{Cs}\p{Cn}]/u),
  xdigit: (c) => c < 0x80 && /[0-9A-Fa-f]/.test(String.fromCodePoint(c)),
};

function matchesClass(character: number, ascii: RegExp, beyond: RegExp): boolean {
  return (character < 0x80 ? ascii : beyond).test(String.fromCodePoint(character));
}

function isCharacterClass(name: string): name is CharacterClass {
  return Object.hasOwn(classTests, name);
}

/** A byte that is not UTF-8, as `encodeBytes` writes it into strings. */
function isStrayByte(character: number): boolean {
  return character >= 0xdc80 && character <= 0xdcff;
}

class Refusal {
  constructor(readonly reason: string) {}
}

const unmatchedBracket = "Unmatched [, [^, [:, [., or [=";
const badRepeat = "Invalid preceding regular expression";
const badInterval = "Invalid content of \\{\\}";
const badCollation = "Invalid collation character";
const badRange = "Invalid range end";

class RegexParser {
  groups = 0;
  #position = 0;
  readonly #pattern: readonly number[];
  #completed = new Set<number>();

  constructor(pattern: readonly number[]) {
    this.#pattern = pattern;
  }

  /** `a|b|c`, up to the end, or in a group up to its `)`. */
  choice(depth: number): RegexNode {
    if (depth > maxDepth) throw new Refusal(`Groups are nested deeper than ${maxDepth}`);
    const known = this.#completed;
    const completed = new Set(known);
    const parts: RegexNode[] = [];
    do {
      // A group that another branch has closed is not there for a back-reference.
      this.#completed = new Set(known);
      parts.push(this.#sequence(depth));
      for (const group of this.#completed) completed.add(group);
    } while (this.#take("|"));
    this.#completed = completed;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "choice", parts };
  }

  #sequence(depth: number): RegexNode {
    const parts: RegexNode[] = [];
    while (!this.#atEnd && !this.#isNext("|") && !(depth > 0 && this.#isNext(")"))) parts.push(this.#piece(depth));
    return parts.length === 1 && parts[0] ? parts[0] : parts.length === 0 ? { kind: "empty" } : {
      kind: "sequence",
      parts,
    };
  }

  #piece(depth: number): RegexNode {
    const first = this.#next();
    if (first === "*" || first === "+" || first === "?" || first === "{") throw new Refusal(badRepeat);
    // After an anchor glibc expects a new expression: "^*" is refused.
    if (first === "^") return { kind: "assertion", assertion: "start" };
    if (first === "$") return { kind: "assertion", assertion: "end" };
    const atom = first === "\\" ? this.#escape() : this.#atom(first, depth);
    return atom.kind === "assertion" ? atom : this.#repeats(atom);
  }

  #atom(first: string, depth: number): RegexNode {
    // Where no group is open, ")" is an ordinary character.
    if (first === "(") return this.#group(depth);
    if (first === "[") return { kind: "set", set: this.#bracket() };
    if (first === ".") return { kind: "set", set: { negated: true, ranges: [[0, 0]], classes: [] } };
    return literal(first);
  }

  #group(depth: number): RegexNode {
    const group = ++this.groups;
    const body = this.#isNext(")") ? { kind: "empty" } as const : this.choice(depth + 1);
    if (!this.#take(")")) throw new Refusal("Unmatched ( or \\(");
    this.#completed.add(group);
    return { kind: "group", group, body };
  }

  #escape(): RegexNode {
    if (this.#atEnd) throw new Refusal("Trailing backslash");
    const escaped = this.#next();
    const assertion = escapedAssertions.get(escaped);
    if (assertion) return { kind: "assertion", assertion };
    if (/[1-9]/.test(escaped)) {
      if (!this.#completed.has(Number(escaped))) throw new Refusal("Invalid back reference");
      return { kind: "back-reference", group: Number(escaped) };
    }
    const set = escapedSets.get(escaped);
    return set ? { kind: "set", set } : literal(escaped);
  }

  #repeats(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      if (this.#take("*")) node = { kind: "repeat", body: node, min: 0, max: Infinity };
      else if (this.#take("+")) node = { kind: "repeat", body: node, min: 1, max: Infinity };
      else if (this.#take("?")) node = { kind: "repeat", body: node, min: 0, max: 1 };
      else if (this.#take("{")) node = { kind: "repeat", body: node, ...this.#interval() };
      else return node;
    }
  }

  /** `{m}`, `{m,}`, `{,n}` or `{m,n}`, after its brace. */
  #interval(): { min: number; max: number } {
    const low = this.#bound();
    if (low.digits === "" && low.isLast) throw new Refusal(badInterval);
    const high = low.isLast ? low : this.#bound();
    if (!high.isLast) throw new Refusal(badInterval);
    const min = Number(low.digits);
    const max = high.digits === "" ? Infinity : Number(high.digits);
    if (max < min) throw new Refusal(badInterval);
    if ((max === Infinity ? min : max) > maxRepeat) throw new Refusal("Regular expression too big");
    return { min, max };
  }

  /** Digits or nothing, and what ends them: a comma, or the last brace. */
  #bound(): { digits: string; isLast: boolean } {
    let text = "";
    for (;;) {
      if (this.#atEnd) throw new Refusal("Unmatched \\{");
      const next = this.#next();
      if (next === "," || next === "}") {
        if (/\D/.test(text)) throw new Refusal(badInterval);
        return { digits: text, isLast: next === "}" };
      }
      text += next;
    }
  }

  #bracket(): CharacterSet {
    const negated = this.#take("^");
    if (this.#atEnd) throw new Refusal("Invalid regular expression");
    const ranges: [number, number][] = negated ? [[0, 0]] : [];
    const classes: CharacterClass[] = [];
    for (let isFirst = true; isFirst || !this.#take("]"); isFirst = false) {
      const from = this.#bracketElement(isFirst);
      if (!this.#isRange()) {
        if (typeof from === "number") ranges.push([from, from]);
        else if (from.kind === "class") classes.push(from.name);
        else ranges.push([from.character, from.character]);
        continue;
      }
      this.#position++;
      const to = this.#bracketElement(true);
      if (typeof from !== "number" || typeof to !== "number") throw new Refusal(badRange);
      // In the locale of Asterisk (C.UTF-8) a range ends at ASCII: "[a-é]" is refused.
      if (Math.max(from, to) > 0x7f) throw new Refusal(badCollation);
      if (from > to) throw new Refusal(badRange);
      ranges.push([from, to]);
    }
    return { negated, ranges, classes };
  }

  /** Whether a `-` follows that makes a range: not the last one of the set, and not `---`, which is one minus sign. */
  #isRange(): boolean {
    if (this.#isTripleHyphen()) {
      // glibc forgets the first two as it looks ahead.
      this.#position += 2;
      return false;
    }
    if (!this.#isNext("-")) return false;
    if (this.#position + 1 >= this.#pattern.length) throw new Refusal(unmatchedBracket);
    return this.#pattern[this.#position + 1] !== 0x5d;
  }

  #isTripleHyphen(): boolean {
    const [a, b, c] = this.#pattern.slice(this.#position, this.#position + 3);
    return a === 0x2d && b === 0x2d && c === 0x2d;
  }

  #bracketElement(acceptsHyphen: boolean): BracketElement {
    if (this.#atEnd) throw new Refusal(unmatchedBracket);
    if (this.#isTripleHyphen()) {
      this.#position += 3;
      return 0x2d;
    }
    const first = this.#next();
    const kind = this.#peek();
    if (first === "[" && (kind === "." || kind === "=" || kind === ":")) return this.#bracketSymbol(kind);
    if (first === "-" && !acceptsHyphen && !this.#isNext("]")) throw new Refusal(badRange);
    return codePoint(first);
  }

  /** `[.x.]`, `[=x=]` or `[:name:]`, after its first bracket. */
  #bracketSymbol(kind: "." | "=" | ":"): BracketElement {
    const end = this.#pattern.findIndex((c, index) => {
      return index > this.#position && c === kind.codePointAt(0) && this.#pattern[index + 1] === 0x5d;
    });
    if (end === -1 || end - this.#position > 32) throw new Refusal(unmatchedBracket);
    const name = String.fromCodePoint(...this.#pattern.slice(this.#position + 1, end));
    this.#position = end + 2;
    if (kind === ":") {
      if (!isCharacterClass(name)) throw new Refusal("Invalid character class name");
      return { kind: "class", name };
    }
    if ([...name].length !== 1) throw new Refusal(badCollation);
    return kind === "." ? codePoint(name) : { kind: "equivalence", character: codePoint(name) };
  }

  get #atEnd(): boolean {
    return this.#position >= this.#pattern.length;
  }

  #peek(): string | undefined {
    const next = this.#pattern[this.#position];
    return next === undefined ? undefined : String.fromCodePoint(next);
  }

  #next(): string {
    const next = this.#peek() ?? "";
    this.#position++;
    return next;
  }

  #isNext(character: string): boolean {
    return this.#pattern[this.#position] === codePoint(character);
  }

  #take(character: string): boolean {
    if (!this.#isNext(character)) return false;
    this.#position++;
    return true;
  }
}

type BracketElement =
  | number
  | { readonly kind: "class"; readonly name: CharacterClass }
  | { readonly kind: "equivalence"; readonly character: number };

/** GNU's additions, which glibc has in every regular expression. `\d` is not among them: it is a "d". */
const escapedAssertions: ReadonlyMap<string, Assertion> = new Map([
  ["`", "start"],
  ["'", "end"],
  ["b", "word-boundary"],
  ["B", "no-word-boundary"],
  ["<", "word-start"],
  [">", "word-end"],
]);
const escapedSets: ReadonlyMap<string, CharacterSet> = new Map([
  ["w", { negated: false, ranges: [[0x5f, 0x5f]], classes: ["alnum"] }],
  ["W", { negated: true, ranges: [[0x5f, 0x5f]], classes: ["alnum"] }],
  ["s", { negated: false, ranges: [], classes: ["space"] }],
  ["S", { negated: true, ranges: [], classes: ["space"] }],
]);

function literal(character: string): RegexNode {
  const code = codePoint(character);
  return { kind: "set", set: { negated: false, ranges: [[code, code]], classes: [] } };
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

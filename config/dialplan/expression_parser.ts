/** The grammar of `$[…]` (ast_expr2.y), with the same order of steps and the same way to fail as Asterisk's parser. */
import { decodeBytes } from "./byte_string.ts";
import type { BinaryOperator, ExpressionToken, TokenKind } from "./expression_lexer.ts";

/** A place in the text of an expression, in UTF-16 units. */
export interface ExpressionRange {
  /** Its first unit. */
  readonly start: number;
  /** The unit after it. */
  readonly end: number;
}

/** A node of an expression's syntax tree. */
export type ExpressionNode =
  & ExpressionRange
  & (
    | {
      readonly kind: "word";
      /** What stands there, with its quotes. */
      readonly text: string;
      /** Whether it is a number. */
      readonly isNumeric: boolean;
    }
    | { readonly kind: "parentheses"; readonly body: ExpressionNode }
    | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: ExpressionNode }
    | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
    | {
      readonly kind: "conditional";
      readonly condition: ExpressionNode;
      readonly yes: ExpressionNode;
      readonly no: ExpressionNode;
    }
    | {
      readonly kind: "call";
      readonly name: string;
      /** Its arguments; `undefined` for one that is left out. */
      readonly arguments: readonly (ExpressionNode | undefined)[];
    }
  );

/** What came of an expression: the value of a node, nothing at all, or the 0 of one that breaks off. */
export type ExpressionOutcome =
  | { readonly kind: "node"; readonly node: ExpressionNode }
  | { readonly kind: "empty" }
  | { readonly kind: "broken" };

/** Where and how an expression breaks off. */
export interface ParserError {
  readonly token: ExpressionToken;
  /** The tokens that Asterisk says it would have liked, when they are few. */
  readonly expected: readonly TokenKind[];
  readonly isTooDeep: boolean;
}

/** What the parser makes of tokens. */
export interface ParsedTokens {
  readonly outcome: ExpressionOutcome;
  /** All nodes in the order in which Asterisk computes them; also those that a syntax error leaves behind. */
  readonly nodes: readonly ExpressionNode[];
  readonly error: ParserError | undefined;
}

/** The limit of Asterisk's parser for what is still open. */
const maxDepth = 10_000;

const precedences: Readonly<Partial<Record<TokenKind, number>>> = {
  "?": 1,
  "::": 1,
  "|": 2,
  "&": 3,
  "=": 4,
  ">": 4,
  "<": 4,
  ">=": 4,
  "<=": 4,
  "!=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
  ":": 8,
  "=~": 8,
  "~~": 8,
};
const unaryPrecedence = 7;

/** What an operand can begin with. */
const operandStart: readonly TokenKind[] = ["-", "!", "(", "word"];

/** Parses tokens; the last one must be the end. `at` tells the place of a byte. */
export function parseTokens(tokens: readonly ExpressionToken[], at: (byte: number) => number): ParsedTokens {
  const parser = new Parser(tokens, at);
  const outcome = parser.run();
  return { outcome, nodes: parser.nodes, error: parser.error };
}

/** What is open, and waits for its operand. */
type Frame =
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly start: number }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: ExpressionNode }
  | { readonly kind: "yes"; readonly condition: ExpressionNode }
  | { readonly kind: "no"; readonly condition: ExpressionNode; readonly yes: ExpressionNode }
  | { readonly kind: "parentheses"; readonly start: number }
  | {
    readonly kind: "call";
    readonly name: ExpressionToken;
    readonly arguments: (ExpressionNode | undefined)[];
  };

class Parser {
  readonly nodes: ExpressionNode[] = [];
  error: ParserError | undefined;
  readonly #tokens: readonly ExpressionToken[];
  readonly #at: (byte: number) => number;
  readonly #frames: Frame[] = [];
  #position = 0;

  constructor(tokens: readonly ExpressionToken[], at: (byte: number) => number) {
    this.#tokens = tokens;
    this.#at = at;
  }

  run(): ExpressionOutcome {
    for (;;) {
      if (this.#frames.length > maxDepth) return this.#fail([], true);
      const token = this.#next();
      if (!this.#open(token)) {
        const outcome = token.kind === "word" ? this.#afterOperand(this.#word(token)) : this.#withoutOperand(token);
        if (outcome) return outcome;
      }
    }
  }

  /** Opens what is followed by an operand. */
  #open(token: ExpressionToken): boolean {
    const { kind } = token;
    if (kind === "(") this.#frames.push({ kind: "parentheses", start: this.#at(token.start) });
    else if (kind === "-" || kind === "!") {
      this.#frames.push({ kind: "unary", operator: kind, start: this.#at(token.start) });
    } else if (kind === "word" && this.#peek().kind === "(") {
      this.#position++;
      this.#frames.push({ kind: "call", name: token, arguments: [] });
    } else return false;
    return true;
  }

  /** Where an operand should begin, and does not. */
  #withoutOperand(token: ExpressionToken): ExpressionOutcome | undefined {
    const top = this.#frames.at(-1);
    this.#position--;
    if (top === undefined) {
      if (token.kind !== "end") this.#fail(["end"]);
      return { kind: "empty" };
    }
    // The arguments but the first may be left out.
    if (top.kind !== "call" || top.arguments.length === 0) return this.#fail(operandStart);
    top.arguments.push(undefined);
    return this.#afterArgument(top);
  }

  /** Goes on after an operand, until the next one should begin. */
  #afterOperand(first: ExpressionNode): ExpressionOutcome | undefined {
    let operand = first;
    for (;;) {
      const token = this.#peek();
      operand = this.#reduce(operand, precedences[token.kind] ?? 0);
      const top = this.#frames.at(-1);
      if (this.#extend(operand, token, top)) return undefined;
      if (top === undefined) {
        if (token.kind !== "end") this.#fail(["end"]);
        return { kind: "node", node: operand };
      }
      if (top.kind === "call") {
        top.arguments.push(operand);
        return this.#afterArgument(top);
      }
      if (top.kind !== "parentheses" || token.kind !== ")") return this.#fail([]);
      this.#position++;
      this.#frames.pop();
      operand = this.#add({ kind: "parentheses", body: operand, start: top.start, end: this.#at(token.end) });
    }
  }

  #afterArgument(call: Frame & { kind: "call" }): ExpressionOutcome | undefined {
    const token = this.#next();
    if (token.kind === ",") return undefined;
    if (token.kind !== ")") {
      this.#position--;
      return this.#fail([",", ")"]);
    }
    this.#frames.pop();
    const [start, end] = [this.#at(call.name.start), this.#at(token.end)];
    const node = { kind: "call", name: decodeBytes(call.name.text), arguments: call.arguments, start, end } as const;
    return this.#afterOperand(this.#add(node));
  }

  /** Makes the operand the left side of an operator. */
  #extend(operand: ExpressionNode, token: ExpressionToken, top: Frame | undefined): boolean {
    const { kind } = token;
    if (kind === "::") {
      if (top?.kind !== "yes") return false;
      this.#frames.pop();
      this.#frames.push({ kind: "no", condition: top.condition, yes: operand });
    } else if (kind === "?") this.#frames.push({ kind: "yes", condition: operand });
    else if (isBinary(kind)) this.#frames.push({ kind: "binary", operator: kind, left: operand });
    else return false;
    this.#position++;
    return true;
  }

  /** Closes all that binds tighter than what follows, or as tight. */
  #reduce(first: ExpressionNode, precedence: number): ExpressionNode {
    let operand = first;
    for (let top = this.#frames.at(-1); top !== undefined; top = this.#frames.at(-1)) {
      const { end } = operand;
      if (top.kind === "unary" && unaryPrecedence > precedence) {
        operand = this.#add({ kind: "unary", operator: top.operator, operand, start: top.start, end });
      } else if (top.kind === "binary" && (precedences[top.operator] ?? 0) >= precedence) {
        const { operator, left } = top;
        operand = this.#add({ kind: "binary", operator, left, right: operand, start: left.start, end });
      } else if (top.kind === "no" && precedence <= 1) {
        const { condition, yes } = top;
        operand = this.#add({ kind: "conditional", condition, yes, no: operand, start: condition.start, end });
      } else return operand;
      this.#frames.pop();
    }
    return operand;
  }

  #word({ text, isNumeric, start, end }: ExpressionToken): ExpressionNode {
    return this.#add({ kind: "word", text: decodeBytes(text), isNumeric, start: this.#at(start), end: this.#at(end) });
  }

  #add(node: ExpressionNode): ExpressionNode {
    this.nodes.push(node);
    return node;
  }

  #fail(expected: readonly TokenKind[], isTooDeep = false): ExpressionOutcome {
    this.error = { token: this.#peek(), expected, isTooDeep };
    return { kind: "broken" };
  }

  #peek(): ExpressionToken {
    const token = this.#tokens[this.#position] ?? this.#tokens.at(-1);
    if (token === undefined) throw new TypeError("Cannot parse an expression without an end token");
    return token;
  }

  #next(): ExpressionToken {
    const token = this.#peek();
    this.#position++;
    return token;
  }
}

function isBinary(kind: TokenKind): kind is BinaryOperator {
  return kind !== "?" && kind !== "::" && kind in precedences;
}

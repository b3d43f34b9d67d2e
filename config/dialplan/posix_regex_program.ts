/** Turns a parsed regular expression into steps for the matcher, which follows all ways through them at once. */
import type { Assertion, CharacterSet, RegexNode } from "./posix_regex_syntax.ts";

/** One step. Numbers are places of other steps. */
export type RegexStep =
  | { readonly kind: "character"; readonly set: CharacterSet; readonly next: number }
  | { readonly kind: "assertion"; readonly assertion: Assertion; readonly next: number }
  /** Two ways on; glibc prefers the first one when it tells groups. */
  | { readonly kind: "split"; readonly first: number; readonly second: number }
  | { readonly kind: "open"; readonly group: number; readonly next: number }
  /** `isOptional`: the group itself is repeated, so that an empty turn after others does not count. */
  | { readonly kind: "close"; readonly group: number; readonly isOptional: boolean; readonly next: number }
  | { readonly kind: "match" };

/** How deep repetitions and groups may be nested. */
const maxDepth = 1000;

/** Compiles a tree. Returns `undefined` when that would take more than `maxSteps` steps, or goes too deep. */
export function compileRegex(root: RegexNode, maxSteps: number): { steps: RegexStep[]; start: number } | undefined {
  const compiler = new RegexCompiler(maxSteps);
  const start = compiler.compile(root, 0);
  return compiler.isTooDeep || compiler.steps.length > maxSteps ? undefined : { steps: compiler.steps, start };
}

/** Builds steps from the end: each node is told where to go on. The first step is the end. */
class RegexCompiler {
  readonly steps: RegexStep[] = [{ kind: "match" }];
  isTooDeep = false;
  readonly #maxSteps: number;
  #depth = 0;

  constructor(maxSteps: number) {
    this.#maxSteps = maxSteps;
  }

  /** Adds the steps of a node, and returns the first of them. */
  compile(node: RegexNode, next: number, role: Role = {}): number {
    if (this.#isFull) return next;
    if (this.#depth >= maxDepth) {
      this.isTooDeep = true;
      return next;
    }
    this.#depth++;
    const entry = this.#compile(node, next, role);
    this.#depth--;
    return entry;
  }

  #compile(node: RegexNode, next: number, { isOptional = false, isCopy = false }: Role): number {
    switch (node.kind) {
      case "empty":
      case "back-reference":
        return next;
      case "set":
        return this.#add({ kind: "character", set: node.set, next });
      case "assertion":
        return this.#add({ kind: "assertion", assertion: node.assertion, next });
      case "group": {
        const { group } = node;
        const close = this.#add({ kind: "close", group, isOptional, next });
        return this.#add({ kind: "open", group, next: this.compile(node.body, close, { isCopy }) });
      }
      case "sequence":
        return node.parts.reduceRight((after, part) => this.compile(part, after, { isCopy }), next);
      case "choice":
        return this.#choice(node, next, isCopy);
      case "repeat":
        return this.#repeat(node, next, isCopy);
      default:
        throw new Error(`Unreachable: ${node satisfies never}`);
    }
  }

  #choice({ parts }: RegexNode & { kind: "choice" }, next: number, isCopy: boolean): number {
    return parts.slice(1).reduce((entry, part, index) => {
      const other = this.compile(part, next, { isCopy });
      // glibc orders the two ways by where they stand in its tables, and what comes after stands behind: of "(|a)" it
      // tries "a" first.
      const isSwapped = index === 0 && parts[0] !== undefined && isNothing(parts[0]);
      return this.#add({ kind: "split", first: isSwapped ? other : entry, second: isSwapped ? entry : other });
    }, this.compile(parts[0] ?? { kind: "empty" }, next, { isCopy }));
  }

  /**
   * As glibc writes it out: `x{2,}` is `xxx*`, and `x{0,3}` is `(((x)?x)?x)?`. It knows of the first optional `x` only
   * that it is one, and in a copy of nothing.
   */
  #repeat({ body, min, max }: RegexNode & { kind: "repeat" }, next: number, isCopy: boolean): number {
    let entry = next;
    const first = { isOptional: !isCopy, isCopy: isCopy || min > 0 };
    if (max === Infinity) {
      entry = this.#add({ kind: "split", first: next, second: next });
      this.steps[entry] = { kind: "split", first: this.compile(body, entry, first), second: next };
    } else if (max > min) {
      const ends = [next];
      for (let count = min + 1; count < max && !this.#isFull; count++) {
        entry = this.compile(body, entry, { isCopy: true });
        ends.push(entry);
      }
      entry = this.compile(body, entry, first);
      for (const second of ends.reverse()) entry = this.#add({ kind: "split", first: entry, second });
    }
    for (let count = min; count > 0 && !this.#isFull; count--) {
      entry = this.compile(body, entry, { isCopy: isCopy || count > 1 });
    }
    return entry;
  }

  #add(step: RegexStep): number {
    return this.steps.push(step) - 1;
  }

  get #isFull(): boolean {
    return this.isTooDeep || this.steps.length > this.#maxSteps;
  }
}

interface Role {
  /** Whether the node itself is repeated, and may be left out. */
  readonly isOptional?: boolean;
  /** Whether it is one of the copies that stand for a counted repetition. */
  readonly isCopy?: boolean;
}

function isNothing(node: RegexNode): boolean {
  return node.kind === "empty" || (node.kind === "repeat" && node.max === 0);
}

/** Whether a tree has `\1` to `\9`, which cannot be followed in linear time. */
export function hasBackReference(root: RegexNode): boolean {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "back-reference") return true;
    if (node.kind === "group" || node.kind === "repeat") pending.push(node.body);
    if (node.kind === "sequence" || node.kind === "choice") { for (const part of node.parts) pending.push(part); }
  }
  return false;
}

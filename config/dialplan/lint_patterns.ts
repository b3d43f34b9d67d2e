import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Extension } from "./extension.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { diagnoseLine } from "./lint_line.ts";
import type { LintScope } from "./lint_scope.ts";
import { canonicalPattern, hasBackwardRange, parsePattern, type PatternSymbol } from "./pattern_form.ts";
import { patternSortKey } from "./pattern_order.ts";

/** Looks at the extensions of `exten` lines, and at the numbers of callers behind their `/`. */
export function* lintPatterns(scope: LintScope): Generator<Diagnostic> {
  const seen = new Set<string>();
  for (const line of scope.lines) {
    if (!line.isNewExtension) continue;
    const { text } = line.parts.extension;
    const key = `${line.context}\0${text}`;
    if (text === "" || seen.has(key)) continue;
    seen.add(key);
    for (const finding of findInExtension(text)) yield diagnoseLine(line, finding);
  }
  yield* findUnreachable(scope);
}

function* findInExtension(text: string): Generator<Finding> {
  const slash = slashOf(text);
  const name = text.slice(0, slash);
  const from = name.length - name.trimStart().length;
  yield* findInPattern(name.trim(), from);
  if (slash < text.length) yield* findInPattern(text.slice(slash + 1), slash + 1);
}

/** The place of the `/` before the caller's number, which Asterisk finds even within a set. */
function slashOf(text: string): number {
  const slash = text.indexOf("/");
  return slash < 0 ? text.length : slash;
}

function* findInPattern(text: string, from: number): Generator<Finding> {
  if (text.includes("$")) return;
  if (!text.startsWith("_")) {
    yield* findMissingUnderscore(text, from);
    return;
  }
  const symbols = parsePattern(text);
  const place = ({ start, text: { length } }: PatternSymbol) => ({ from: from + start, to: from + start + length });
  for (const [index, symbol] of symbols.entries()) {
    if (symbol.kind === "open-set") {
      yield {
        code: "dialplan-pattern-set-open",
        severity: "silent",
        message: `Set "${symbol.text}" has no "]", so the pattern takes all of the line and never matches`,
        ...place(symbol),
      };
    } else if (symbol.kind === "set" && symbol.members === "") {
      yield {
        code: "dialplan-pattern-set-empty",
        severity: "silent",
        message: `Set "[]" is ignored, and at the end of a pattern keeps it from matching`,
        ...place(symbol),
      };
    } else if (symbol.kind === "set" && hasBackwardRange(symbol.members)) {
      yield {
        code: "dialplan-pattern-range-backward",
        severity: "silent",
        message: `Set "${symbol.text}" has a range that runs backwards and matches nothing`,
        ...place(symbol),
      };
    } else if (symbol.kind === "rest" && index < symbols.length - 1) {
      yield {
        code: "dialplan-pattern-tail",
        severity: "silent",
        message: `Pattern "${text}" matches whatever follows "${symbol.text}", and ignores "${
          text.slice(symbol.start + 1)
        }"`,
        from: from + symbol.start + 1,
        to: from + text.length,
      };
      break;
    }
  }
  yield* findWord(text, from);
  yield* findUnusual(text, symbols, from);
}

/** A name that looks like a pattern is only reached by who dials exactly these letters. */
function* findMissingUnderscore(text: string, from: number): Generator<Finding> {
  const isLike = /^(?=.*[XZN[])[0-9XZN[\]+*#.!-]{2,}$/.test(text) && !/^[XZN]+$/.test(text) ||
    /^[XZN]{3,}$/.test(text) ||
    /^[XZN][.!]$/.test(text);
  if (!isLike) return;
  yield {
    code: "dialplan-pattern-underscore-missing",
    severity: "silent",
    message: `Extension "${text}" looks like a pattern, but is none without "_"`,
    from,
    to: from + text.length,
    fix: { title: `Write "_${text}"`, text: `_${text}` },
  };
}

/** Letters in words are digits too: `_nick` matches `2ick`. */
function* findWord(text: string, from: number): Generator<Finding> {
  for (const { 0: word, index } of text.matchAll(/\[[^\]]*\]?|[a-z]{2,}/gi)) {
    const meant = /[a-wy]/i.test(word.replace(/[nxz]/gi, "")) && /[nxz]/.test(word);
    if (word.startsWith("[") || !meant) continue;
    yield {
      code: "dialplan-pattern-letter",
      severity: "silent",
      message: `Letters "n", "x" and "z" stand for digits also in "${word}"`,
      from: from + index,
      to: from + index + word.length,
    };
  }
}

function* findUnusual(text: string, symbols: readonly PatternSymbol[], from: number): Generator<Finding> {
  const canonical = canonicalPattern(text);
  const place = { from, to: from + text.length };
  if (symbols.every(({ kind }) => kind === "byte" || kind === "dash")) {
    const plain = text.slice(1).replaceAll(" ", "");
    yield {
      code: "dialplan-pattern-plain",
      severity: "style",
      message: `Pattern "${text}" matches one number only, but is tried behind all that are no patterns`,
      ...place,
      ...(plain !== "" && { fix: { title: `Write "${plain}"`, text: plain } }),
    };
  } else if (canonical !== text.replaceAll(" ", "") && !/[a-z]{2,}/i.test(text.replace(/[nxz]/gi, ""))) {
    yield {
      code: "dialplan-pattern-not-canonical",
      severity: "style",
      message: `Pattern "${text}" is usually written "${canonical}"`,
      ...place,
      fix: { title: `Write "${canonical}"`, text: canonical },
    };
  }
}

/** `_12!` matches `12` as well, and is tried before `_12`: of all patterns only these hide others altogether. */
function* findUnreachable({ dialplan, lines }: LintScope): Generator<Diagnostic> {
  const early = new Map([...dialplan.contexts.values()].flatMap((context) => {
    const extensions = context.extensions.filter((one) => one.callerId === undefined && one.name.endsWith("!"));
    return extensions.length === 0 ? [] : [[context.name, bySortKey(extensions)] as const];
  }));
  if (early.size === 0) return;
  for (const [name, ofContext] of Map.groupBy(lines, ({ context }) => context)) {
    const earlier = early.get(name);
    if (earlier === undefined) continue;
    for (const line of ofContext) {
      const hiding = isPlainPattern(line) ? earlier.get(patternSortKey(`${line.name}!`)) : undefined;
      if (
        hiding === undefined || line.number === undefined || hiding.at(line.number) === undefined ||
        line.callerId !== undefined
      ) continue;
      yield diagnoseLine(line, {
        code: "dialplan-extension-unreachable",
        severity: "silent",
        message:
          `Priority ${line.number} of "${line.name}" is never reached: "${hiding.name}" has it and is tried first`,
      });
    }
  }
}

function bySortKey(extensions: readonly Extension[]): Map<string, Extension> {
  return new Map(extensions.map((extension) => [patternSortKey(extension.name), extension]));
}

function isPlainPattern({ name, isAdded }: ExtensionLine): boolean {
  return isAdded && name.startsWith("_") && !/[.!]/.test(name);
}

/** What came of reading a value: the value, or why Asterisk would not take the text for one. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
    readonly ok: false;
    /** `"syntax"` where the text is none of its kind, `"range"` where it is one, but not one of those asked for. */
    readonly problem: "syntax" | "range";
    /** The rest of a sentence that begins with the text, without a period: `is not a whole number`. */
    readonly reason: string;
  };

/** A value that was read. */
export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A text that is not what was asked for. */
export function refused(reason: string, problem: "syntax" | "range" = "syntax"): Parsed<never> {
  return { ok: false, problem, reason };
}

import known from "../golden/ari/known_differences.json" with { type: "json" };

/**
 * Cases in which the simulator is known to differ from the real Asterisk, because it does not do that yet. It is written by
 * `deno task conformance:report --update`, only ever shrinks, and is empty when the simulator is complete.
 */
export const knownDifferences: ReadonlySet<string> = new Set(known);

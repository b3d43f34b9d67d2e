import type { ConfigSource } from "../section_record.ts";

/**
 * Where a place stands in the order in which Asterisk reads: the line in the main file, and for what is included there which of the
 * included files it is in and the line in that, and so on. Lines are indexes from 0; between two of them are fractions.
 */
export type ReadingOrder = readonly number[];

/** The order of a place in a file. */
export function readingOrder({ readAt }: ConfigSource, line: number): ReadingOrder {
  return readAt === undefined ? [line] : [...readingOrder(readAt.source, readAt.line - 1), readAt.nth, line];
}

/** The order of what comes directly after a line, and after what is included there. */
export function orderAfter(order: ReadingOrder): ReadingOrder {
  return [...order, Infinity];
}

/** Whether the first place is read before the second one. */
export function isReadBefore(a: ReadingOrder, b: ReadingOrder): boolean {
  for (const [at, number] of a.entries()) {
    const other = b[at];
    if (other === undefined) return false;
    if (number !== other) return number < other;
  }
  return a.length < b.length;
}

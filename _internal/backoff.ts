/** How long to wait between attempts. */
export interface Backoff {
  /** Longest wait before the first attempt, in milliseconds. */
  readonly first: number;
  /** Longest wait before any attempt, in milliseconds. */
  readonly longest: number;
}

/**
 * How long to wait before an attempt, the first being 0, in milliseconds: any time up to a limit that doubles with each attempt, so that
 * those who lost the same server do not all come back at once.
 */
export function fullJitter(attempt: number, random: () => number, { first, longest }: Backoff): number {
  return Math.round(random() * Math.min(longest, first * 2 ** Math.min(attempt, 52)));
}

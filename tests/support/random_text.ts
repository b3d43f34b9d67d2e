/** Random texts that are the same in each run. */

/** A source of choices. */
export interface RandomText {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  /** One of several. */
  pick<T>(choices: readonly T[]): T;
  /** At least one and at most so many of several, one after the other. */
  join(choices: readonly string[], most: number): string;
}

/** Starts a source: the same seed gives the same choices. */
export function randomFrom(seed: number): RandomText {
  let state = BigInt(seed);
  const below = (limit: number): number => {
    // Knuth's MMIX generator, of which the high bits are the random ones.
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number((state >> 32n) * BigInt(limit) >> 32n);
  };
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[below(choices.length)];
    if (choice === undefined) throw new RangeError("Cannot pick from nothing");
    return choice;
  };
  return {
    below,
    pick,
    join: (choices, most) => Array.from({ length: 1 + below(most) }, () => pick(choices)).join(""),
  };
}

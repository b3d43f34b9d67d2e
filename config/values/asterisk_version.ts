/**
 * A release of Asterisk: a number is the newest release of that branch (`22`), a text names one (`"22.8.0"`).
 */
export type AsteriskVersion = number | string;

/** The release whose rules hold where none is given. */
export const defaultAsteriskVersion = 22;

/** What a release is, in numbers that can be compared. */
export interface Release {
  readonly major: number;
  /** Infinite for the newest of its branch. */
  readonly minor: number;
  readonly patch: number;
}

/** Reads the name of a release; a branch alone is the newest release of it. */
export function parseRelease(version: AsteriskVersion): Release {
  const [, major, minor = "Infinity", patch = "Infinity"] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(`${version}`) ?? [];
  if (major === undefined) {
    throw new RangeError(
      `Cannot tell the release of Asterisk: it must begin with a number: current value is "${version}"`,
    );
  }
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Below zero when the first is older. */
export function compareReleases(a: Release, b: Release): number {
  return compare(a.major, b.major) || compare(a.minor, b.minor) || compare(a.patch, b.patch);
}

/**
 * Whether a release has what was added in these: one for each branch that got it. Branches after the last have it too;
 * branches between them that are not named do not.
 */
export function isIn(release: Release, additions: readonly string[]): boolean {
  const added = additions.map(parseRelease);
  const here = added.find(({ major }) => major === release.major);
  if (here !== undefined) return compareReleases(release, here) >= 0;
  return added.every(({ major }) => major < release.major);
}

/**
 * Which of several settings of one name is found by modules that ask for it by its name: the first up to Asterisk 22,
 * the last from 23 on.
 */
export function retrievedSetting(release: Release): "first" | "last" {
  return release.major >= 23 ? "last" : "first";
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

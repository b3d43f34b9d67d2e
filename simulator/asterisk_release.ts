import { type AsteriskVersion, isIn, parseRelease, type Release } from "../config/values/asterisk_version.ts";
import {
  type Addition,
  additions,
  branches,
  type Change,
  changes,
  newestReleases,
  type ReleaseFeature,
} from "./releases.ts";

/** The release of Asterisk that a PBX is: what it has, and what it has not got yet. */
export class AsteriskRelease {
  /** Its full name, as `22.10.1`. */
  readonly name: string;
  /** What it has not got. */
  readonly missing: readonly Addition[];
  /** What is still as it was. */
  readonly unchanged: readonly Change[];
  readonly #release: Release;

  /**
   * Takes a branch for its newest release, and a name without a patch for that of patch 0. Throws a `RangeError` for what is
   * no release, or one of a branch that is not simulated.
   */
  constructor(version: AsteriskVersion = branches.default) {
    const text = `${version}`;
    const { first, last } = branches;
    const { major, minor } = parseRelease(version);
    if (!/^\d+(?:\.\d+){0,2}$/.test(text) || major < first || major > last) {
      throw new RangeError(
        `Cannot simulate this release of Asterisk: version must be from ${first} to ${last}, as "22" or "22.8.0": current value is "${text}"`,
      );
    }
    if (minor === Infinity) this.name = newestReleases[major] ?? `${major}.0.0`;
    else this.name = text.split(".").length === 2 ? `${text}.0` : text;
    this.#release = parseRelease(this.name);
    this.missing = additions.filter(({ since }) => !this.isSince(since));
    this.unchanged = changes.filter(({ since }) => !this.isSince(since));
  }

  /** Whether it has what came with these releases, of each branch the first. */
  isSince(releases: readonly string[]): boolean {
    return isIn(this.#release, releases);
  }

  /** Whether it can do this. */
  has(feature: ReleaseFeature): boolean {
    return !this.missing.some((addition) => addition.feature === feature);
  }

  /** Whether its dialplan can have an application, whatever the case of its name. */
  canRun(application: string): boolean {
    const name = application.toLowerCase();
    return !this.missing.some(({ applications = [] }) => applications.some((each) => each.toLowerCase() === name));
  }
}

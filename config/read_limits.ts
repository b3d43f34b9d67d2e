/** What may be told to the reader about how much it reads. Over a limit the file counts as broken, and a diagnostic says which. */
export interface ReadLimits {
  /** The largest file, in bytes. @default {67108864} */
  maxFileSize?: number;
  /** The most bytes of all files together. @default {268435456} */
  maxTotalSize?: number;
  /** The most files that are included, each time counted. @default {10000} */
  maxIncludes?: number;
  /** The most settings of all sections, inherited ones counted in each. @default {5000000} */
  maxSettings?: number;
  /** The most comparisons that `+=` and the filters of `(+…)` may take. @default {50000000} */
  maxSteps?: number;
  /** The most diagnostics that are kept. @default {10000} */
  maxDiagnostics?: number;
}

/** All limits, with their defaults. */
export function readLimits(limits: ReadLimits): Required<ReadLimits> {
  const {
    maxFileSize = 64 * 1024 * 1024,
    maxTotalSize = 256 * 1024 * 1024,
    maxIncludes = 10_000,
    maxSettings = 5_000_000,
    maxSteps = 50_000_000,
    maxDiagnostics = 10_000,
  } = limits;
  return { maxFileSize, maxTotalSize, maxIncludes, maxSettings, maxSteps, maxDiagnostics };
}

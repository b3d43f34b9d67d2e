/** A kind of case in which the simulator may differ from the real Asterisk. */
export interface Exemption {
  readonly reason: string;
  /** Matches the names of the cases; each of them must differ, or the exemption is stale. */
  readonly cases: RegExp;
}

/** What differs for good, as `simulator/DIFFERENCES.md` tells users. */
export const exemptions: readonly Exemption[] = [];

/** Why a case is exempt, `undefined` when it is not. */
export function exemptionOf(name: string): Exemption | undefined {
  return exemptions.find(({ cases }) => cases.test(name));
}

/** A kind of case in which the simulator may differ from the real Asterisk. */
export interface Exemption {
  readonly reason: string;
  /** Matches the names of the cases; each of them must differ, or the exemption is stale. */
  readonly cases: RegExp;
  /** How many cases it matches, so that none slips in. */
  readonly count: number;
}

/** What differs for good, as `simulator/DIFFERENCES.md` tells users. There are no other differences: the tests fail for them. */
export const exemptions: readonly Exemption[] = [
  {
    reason: "External media by AudioSocket and WebSocket answers 501: there is no audio that could be sent there",
    cases: /^channels\.externalMedia: (?:AudioSocket to nobody|WebSocket as a server)$/,
    count: 2,
  },
];

/** Why a case is exempt, `undefined` when it is not. */
export function exemptionOf(name: string): Exemption | undefined {
  return exemptions.find(({ cases }) => cases.test(name));
}

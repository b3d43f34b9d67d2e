/**
 * The simulator was asked for something that Asterisk does and it does not do yet. The message says what, and what to
 * do about it. It is thrown, or answered with status 501, instead of a guess.
 */
export class NotSimulatedError extends Error {
  /** `"NotSimulatedError"`. */
  override readonly name = "NotSimulatedError";
}

/** The simulator could not open its port; it names the host and the port. */
export class SimulatorListenError extends Error {
  /** `"SimulatorListenError"`. */
  override readonly name = "SimulatorListenError";
  /** The host that was asked for. */
  readonly hostname: string;
  /** The port that was asked for. */
  readonly port: number;

  /** Makes the error for one address. */
  constructor(message: string, options: ErrorOptions & { hostname: string; port: number }) {
    super(message, options);
    this.hostname = options.hostname;
    this.port = options.port;
  }
}

/** A call ended, or was silent about something, while a phone waited for it. */
export class PhoneCallError extends Error {
  /** `"PhoneCallError"`. */
  override readonly name = "PhoneCallError";
}

/** {@linkcode SimulatedPbx.assertIdle} found something left; it lists what. */
export class NotIdleError extends Error {
  /** `"NotIdleError"`. */
  override readonly name = "NotIdleError";
  /** One line for each thing that is left. */
  readonly leftovers: readonly string[];

  /** Makes the error from the list. */
  constructor(leftovers: readonly string[]) {
    super(`The simulated Asterisk is not idle:\n${leftovers.map((leftover) => `  ${leftover}`).join("\n")}`);
    this.leftovers = leftovers;
  }
}

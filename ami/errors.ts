import type { AmiMessage } from "./message.ts";

/** What every error of the AMI client is, so that one `instanceof` tells them from others. */
export class AmiError extends Error {
  static {
    this.prototype.name = "AmiError";
  }
}

/** Asterisk answered an action, and the answer was no. */
export class AmiResponseError extends AmiError {
  static {
    this.prototype.name = "AmiResponseError";
  }
  /** The action, as in `Originate`. */
  readonly action: string;
  /** The answer. */
  readonly response: AmiMessage;

  /** Makes the error; its message names the action and has Asterisk's own words. */
  constructor(action: string, response: AmiMessage) {
    super(`Cannot run action ${action}: Asterisk answered ${response.name} "${wordsOf(response)}"`);
    this.action = action;
    this.response = response;
  }
}

/** Asterisk did not let the user in: a wrong name or secret, or an address that the user may not come from. It does not say which. */
export class AmiAuthenticationError extends AmiError {
  static {
    this.prototype.name = "AmiAuthenticationError";
  }
  /** The user. */
  readonly username: string;

  /** Makes the error; `said` is Asterisk's own words. */
  constructor(username: string, said: string) {
    super(`Cannot log in as "${username}": ${said}`);
    this.username = username;
  }
}

/** No answer came: the server was out of reach, the connection broke, or the client was closed. */
export class AmiConnectionError extends AmiError {
  static {
    this.prototype.name = "AmiConnectionError";
  }
  /** `not-sent`: Asterisk cannot have acted. `unknown`: it may have. */
  readonly outcome: "not-sent" | "unknown";

  /** Makes the error; `outcome` is `unknown` unless it is certain that nothing was sent. */
  constructor(message: string, options: ErrorOptions & { outcome?: "not-sent" | "unknown" } = {}) {
    const { outcome = "unknown", ...rest } = options;
    super(message, rest);
    this.outcome = outcome;
  }
}

/** What came is not what a manager connection speaks, or too much of it: another service, or an injected or cut message. */
export class AmiProtocolError extends AmiError {
  static {
    this.prototype.name = "AmiProtocolError";
  }
}

/** A channel could not be originated: nobody answered, or there was nobody to call. */
export class AmiOriginateError extends AmiError {
  static {
    this.prototype.name = "AmiOriginateError";
  }
  /** The channel that was to be called, as asked for. */
  readonly channel: string;
  /** Why, by Asterisk's number: 0 failed, 1 hung up, 3 rang until the time was over, 5 busy, 8 congestion. */
  readonly reason: number;
  /** The event `OriginateResponse` that told it. */
  readonly response: AmiMessage;

  /** Makes the error of an event `OriginateResponse`. */
  constructor(channel: string, response: AmiMessage) {
    const reason = Number(response.get("Reason") ?? "0");
    super(`Cannot originate "${channel}": ${reasons.get(reason) ?? "it failed"} (reason ${reason})`);
    this.channel = channel;
    this.reason = reason;
    this.response = response;
  }
}

/** Why an originated channel did not come about: the control frame that Asterisk's `pbx_outgoing_attempt` saw last. */
const reasons: ReadonlyMap<number, string> = new Map([
  [0, "no such extension, number or device, or it failed"],
  [1, "it was hung up"],
  [3, "it rang and nobody answered"],
  [5, "it was busy"],
  [8, "there was congestion"],
]);

function wordsOf(response: AmiMessage): string {
  // Asterisk says "Command output follows" also where that output is why it failed.
  const said = response.get("Output") || response.get("Message") || "";
  return said.trimEnd().slice(0, 200);
}

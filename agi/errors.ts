import type { AgiReply } from "./reply.ts";

/** What every error of an AGI call is, so that one `instanceof` tells them from others. */
export class AgiError extends Error {
  static {
    this.prototype.name = "AgiError";
  }
}

/** Asterisk's answer is none that it should give: another program answers, or an answer was taken apart wrongly. The call is of no use any more. */
export class AgiProtocolError extends AgiError {
  static {
    this.prototype.name = "AgiProtocolError";
  }
}

/** Asterisk knows no such command (510). */
export class AgiInvalidCommandError extends AgiError {
  static {
    this.prototype.name = "AgiInvalidCommandError";
  }
}

/** Asterisk knows the command, and not these arguments (520). */
export class AgiUsageError extends AgiError {
  static {
    this.prototype.name = "AgiUsageError";
  }
  /** How the command is used, in Asterisk's words, with its markup. */
  readonly usage: string;

  /** Makes the error; `usage` is the text of the answer. */
  constructor(message: string, usage: string) {
    super(message);
    this.usage = usage;
  }
}

/** Asterisk ran the command, and it failed. */
export class AgiAppError extends AgiError {
  static {
    this.prototype.name = "AgiAppError";
  }
  /** The answer, where there was one. */
  readonly reply?: AgiReply;

  /** Makes the error of an answer. */
  constructor(message: string, options: ErrorOptions & { reply?: AgiReply } = {}) {
    const { reply, ...rest } = options;
    super(message, rest);
    if (reply !== undefined) this.reply = reply;
  }
}

/** Asterisk's database has no such entry, or did not take it. */
export class AgiDatabaseError extends AgiAppError {
  static {
    this.prototype.name = "AgiDatabaseError";
  }
}

/**
 * How it became known that a call is over: Asterisk said `HANGUP` (`line`), refused a command as the channel is dead (`dead`), answered a command
 * with a hangup (`result`), sent the signal SIGHUP (`signal`), or closed the connection (`closed`).
 */
export type HangupSign = "closed" | "dead" | "line" | "result" | "signal";

/** The caller hung up, or the call went away in another way. */
export class AgiHangupError extends AgiAppError {
  static {
    this.prototype.name = "AgiHangupError";
  }
  /** How it became known. */
  readonly sign: HangupSign;

  /** Makes the error; without a sign it is the connection that closed. */
  constructor(message: string = hungUp, options: ErrorOptions & { sign?: HangupSign } = {}) {
    const { sign = "closed", ...rest } = options;
    super(message, rest);
    this.sign = sign;
  }
}

const hungUp = "Cannot go on with the call: it was hung up";

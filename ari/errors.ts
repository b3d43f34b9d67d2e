/** What every error of the ARI client is, so that one `instanceof` tells them from others. */
export class AriError extends Error {
  static {
    this.prototype.name = "AriError";
  }
}

/** The details of an {@linkcode AriResponseError}. */
export interface AriResponseDetails {
  /** The operation, as in `channels.answer`. */
  operation: string;
  /** HTTP method. */
  method: string;
  /** Path of the request without its query. */
  path: string;
  /** HTTP status. */
  status: number;
  /** What the body held: parsed JSON, or text when it was not JSON. */
  body: unknown;
}

/** Asterisk answered an operation, and the answer was no. */
export class AriResponseError extends AriError implements AriResponseDetails {
  static {
    this.prototype.name = "AriResponseError";
  }
  /** The operation, as in `channels.answer`. */
  readonly operation: string;
  /** HTTP method. */
  readonly method: string;
  /** Path of the request without its query. */
  readonly path: string;
  /** HTTP status. */
  readonly status: number;
  /** What the body held: parsed JSON, or text when it was not JSON. */
  readonly body: unknown;

  /** Makes the error; its message names the operation, the path, the status and Asterisk's own words. */
  constructor(details: AriResponseDetails) {
    const { operation, method, path, status, body } = details;
    const said = asteriskWords(body);
    super(`Cannot run ${operation} (${method} ${path}): Asterisk answered ${status}${said ? ` "${said}"` : ""}`);
    this.operation = operation;
    this.method = method;
    this.path = path;
    this.status = status;
    this.body = body;
  }
}

/** No answer came: the server was out of reach, the connection broke, or the client was closed. */
export class AriConnectionError extends AriError {
  static {
    this.prototype.name = "AriConnectionError";
  }
  /** `not-sent`: Asterisk cannot have acted. `unknown`: it may have. */
  readonly outcome: "not-sent" | "unknown";
  /** The HTTP status by which a WebSocket was refused, when it is known. */
  readonly status?: number;

  /** Makes the error; `outcome` is `unknown` unless it is certain that nothing was sent. */
  constructor(message: string, options: ErrorOptions & { outcome?: "not-sent" | "unknown"; status?: number } = {}) {
    const { outcome = "unknown", status, ...rest } = options;
    super(message, rest);
    this.outcome = outcome;
    if (status !== undefined) this.status = status;
  }
}

/** The channel, bridge, playback or recording that a wait was about is gone. */
export class AriGoneError extends AriError {
  static {
    this.prototype.name = "AriGoneError";
  }
}

/** What an {@linkcode AriDialError} knows. */
export interface AriDialDetails {
  /** Id of the channel that was called with. */
  channelId: string;
  /** Hangup cause, a number of Q.850: 17 is busy, 19 no answer. */
  cause: number;
  /** The cause in Asterisk's words. */
  cause_txt: string;
  /** What became of dialling: `BUSY`, `NOANSWER`, `CONGESTION` …; absent when Asterisk did not say. */
  dialstatus?: string;
}

/** A call was not answered: the channel that it was made with has ended. */
export class AriDialError extends AriError implements AriDialDetails {
  static {
    this.prototype.name = "AriDialError";
  }
  /** Id of the channel that was called with. */
  readonly channelId: string;
  /** Hangup cause, a number of Q.850: 17 is busy, 19 no answer. */
  override readonly cause: number;
  /** The cause in Asterisk's words. */
  readonly cause_txt: string;
  /** What became of dialling: `BUSY`, `NOANSWER`, `CONGESTION` …; absent when Asterisk did not say. */
  readonly dialstatus?: string;

  /** Makes the error; its message names the channel, the cause and what became of dialling. */
  constructor({ channelId, cause, cause_txt, dialstatus }: AriDialDetails) {
    const status = dialstatus === undefined ? "" : `, ${dialstatus}`;
    super(`Cannot reach anybody with channel "${channelId}": it ended with cause ${cause} (${cause_txt}${status})`);
    this.channelId = channelId;
    this.cause = cause;
    this.cause_txt = cause_txt;
    if (dialstatus !== undefined) this.dialstatus = dialstatus;
  }
}

/** Another connection has registered an application, which gets its events from then on: Asterisk keeps to the last one. */
export class AriReplacedError extends AriError {
  static {
    this.prototype.name = "AriReplacedError";
  }
  /** The application. */
  readonly app: string;

  /** Makes the error for this application. */
  constructor(app: string) {
    super(`Cannot receive events of "${app}": another connection has registered it`);
    this.app = app;
  }
}

/** What came is not what Asterisk's REST interface speaks: another server, or a proxy's page. */
export class AriProtocolError extends AriError {
  static {
    this.prototype.name = "AriProtocolError";
  }
}

/** Asterisk says `{"message": …}`, and for its own failures `{"error": …}`. */
function asteriskWords(body: unknown): string {
  if (typeof body === "string") return body.replace(/<[^>]*>|\s+/g, " ").trim().slice(0, 200);
  if (typeof body !== "object" || body === null) return "";
  const said = "message" in body ? body.message : "error" in body ? body.error : "";
  return typeof said === "string" ? said : "";
}

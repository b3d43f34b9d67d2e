import type { AgiEnvironment } from "./environment.ts";
import type { AgiHangupError } from "./errors.ts";
import type { AgiReply } from "./reply.ts";
import type { ReplyKind } from "./reply_reader.ts";

/** How a call's commands get to Asterisk: a connection, the pipes of a process, or the manager interface. */
export interface AgiLink {
  /** What Asterisk said of the call at its beginning. */
  readonly environment: AgiEnvironment;
  /** Aborts with an {@linkcode AgiHangupError} when the call is known to be hung up, or when the link is closed. */
  readonly signal: AbortSignal;
  /** Longest line of a command, with its end, in bytes. */
  readonly maxLineBytes: number;
  /**
   * Sends a command and resolves with its answer, whatever that says. One command is under way at a time, the others wait in order. Rejects when
   * the link is closed before the answer.
   */
  send(line: string, kind: ReplyKind): Promise<AgiReply>;
  /** Tells that the call is hung up, when an answer has shown it. */
  hangUp(error: AgiHangupError): void;
  /** Lets Asterisk go on with the dialplan; with `isFailure` as after a program that failed. Twice is harmless. */
  close(options?: { isFailure?: boolean }): Promise<void>;
}

/** Something that a link sent or got. */
export type AgiTraceRecord =
  | { readonly type: "sent"; readonly line: string }
  | { readonly type: "received"; readonly line: string };

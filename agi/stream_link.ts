import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Connection } from "../_internal/transport.ts";
import { maxLineBytesOf } from "./command_line.ts";
import { type AgiEnvironment, parseEnvironment } from "./environment.ts";
import { AgiError, AgiHangupError, AgiProtocolError } from "./errors.ts";
import { LineBuffer } from "./line_buffer.ts";
import type { AgiLink, AgiTraceRecord } from "./link.ts";
import type { AgiReply } from "./reply.ts";
import { type ReplyKind, ReplyReader } from "./reply_reader.ts";

/** What a link over bytes is limited by. */
export interface StreamLimits {
  /** Longest block of variables at the beginning, in bytes. */
  readonly maxEnvironmentBytes: number;
  /** Longest line of an answer, in bytes. */
  readonly maxReplyBytes: number;
  /** Most lines of an answer. */
  readonly maxReplyLines: number;
  /** Most commands that may wait for their turn. */
  readonly maxWaitingCommands: number;
  /** How long an answer may take, in milliseconds; then the connection is closed. */
  readonly idleTimeout: number;
}

/** The limits that hold when no others are given. */
export const defaultStreamLimits: StreamLimits = {
  maxEnvironmentBytes: 65_536,
  maxReplyBytes: 1_048_576,
  maxReplyLines: 10_000,
  maxWaitingCommands: 1_000,
  idleTimeout: Infinity,
};

/** How a link over bytes is opened. */
export interface StreamLinkOptions extends Partial<StreamLimits> {
  /** What keeps the time limit of answers; needed where there is one. */
  readonly wheel?: TimerWheel;
  /** Sees each line. @default Nobody */
  readonly trace?: ((record: AgiTraceRecord) => void) | undefined;
}

interface Waiting {
  readonly line: string;
  readonly kind: ReplyKind;
  readonly answer: PromiseWithResolvers<AgiReply>;
}

const encoder = new TextEncoder();
const readSize = 4_096;

/**
 * Reads the environment, and resolves with a link; with nothing when the other side closed before it said a word, as what only looks whether the
 * port is open does. Rejects with {@linkcode AgiProtocolError} for what is no AGI call.
 */
export async function openStreamLink(
  connection: Connection,
  options: StreamLinkOptions = {},
): Promise<StreamLink | undefined> {
  const limits = { ...defaultStreamLimits, ...options };
  const lines = new LineBuffer({ maxBytes: Math.max(limits.maxEnvironmentBytes, limits.maxReplyBytes) });
  const buffer = new Uint8Array(readSize);
  const block: string[] = [];
  let bytes = 0;
  for (;;) {
    // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
    const count = await connection.read(buffer);
    if (count === null) {
      if (bytes === 0) return undefined;
      throw new AgiProtocolError("Cannot take an AGI call: the connection ended within its variables");
    }
    bytes += count;
    if (bytes > limits.maxEnvironmentBytes) {
      throw new AgiProtocolError(
        `Cannot take an AGI call with variables of more than ${limits.maxEnvironmentBytes} bytes`,
      );
    }
    const more = lines.push(buffer.subarray(0, count));
    const end = more.findIndex((line) => line === "" || line === "\r");
    block.push(...end < 0 ? more : more.slice(0, end));
    for (const line of more) limits.trace?.({ type: "received", line });
    if (end < 0 && block.length > 0 && !block[0]?.startsWith("agi_")) parseBlock(block);
    if (end >= 0) return new StreamLink(connection, parseBlock(block), lines, more.slice(end + 1), limits);
  }
}

function parseBlock(lines: readonly string[]): AgiEnvironment {
  try {
    return parseEnvironment(lines.join("\n"));
  } catch (cause) {
    throw new AgiProtocolError("Cannot take an AGI call: what came is none", { cause });
  }
}

/** A link over a connection, or over the pipes of a process. */
export class StreamLink implements AgiLink {
  readonly environment: AgiEnvironment;
  readonly maxLineBytes: number;
  readonly #connection: Connection;
  readonly #lines: LineBuffer;
  readonly #reader: ReplyReader;
  readonly #limits: StreamLimits & Pick<StreamLinkOptions, "trace" | "wheel">;
  readonly #hangup = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  /** The command under way, and those that wait behind it. */
  readonly #queue: Waiting[] = [];
  #over: AgiError | undefined;
  #deadline: Disposable | undefined;

  constructor(
    connection: Connection,
    environment: AgiEnvironment,
    lines: LineBuffer,
    rest: readonly string[],
    limits: StreamLimits & Pick<StreamLinkOptions, "trace" | "wheel">,
  ) {
    this.#connection = connection;
    this.environment = environment;
    this.maxLineBytes = maxLineBytesOf(environment.agi_version);
    this.#lines = lines;
    this.#reader = new ReplyReader({ maxLines: limits.maxReplyLines });
    this.#limits = limits;
    this.#read(rest);
  }

  get signal(): AbortSignal {
    return this.#hangup.signal;
  }

  /** Resolves when the connection is over, from whichever side. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  send(line: string, kind: ReplyKind): Promise<AgiReply> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    const { maxWaitingCommands } = this.#limits;
    if (this.#queue.length > maxWaitingCommands) {
      return Promise.reject(
        new AgiError(`Cannot send a command: ${this.#queue.length} wait, and at most ${maxWaitingCommands} may`),
      );
    }
    const waiting = { line, kind, answer: Promise.withResolvers<AgiReply>() };
    this.#queue.push(waiting);
    if (this.#queue.length === 1) this.#write(waiting);
    return waiting.answer.promise;
  }

  hangUp(error: AgiHangupError): void {
    if (!this.signal.aborted) this.#hangup.abort(error);
  }

  async close({ isFailure = false }: { isFailure?: boolean } = {}): Promise<void> {
    // Asterisk takes such a line for that of a program that failed, and sets AGISTATUS by it.
    if (isFailure && this.#over === undefined && !this.#reader.isBusy) {
      await this.#writeLine("failure\n").catch(() => {});
    }
    this.#end(new AgiHangupError("Cannot send a command: the call was handed back to Asterisk"));
  }

  async #write({ line, kind }: Waiting): Promise<void> {
    this.#reader.begin(kind);
    this.#limits.trace?.({ type: "sent", line });
    const { idleTimeout, wheel } = this.#limits;
    if (idleTimeout !== Infinity) {
      this.#deadline = wheel?.schedule(idleTimeout, () => this.#expire(line), { isBeside: true });
    }
    try {
      await this.#writeLine(`${line}\n`);
    } catch (cause) {
      this.#end(new AgiHangupError("Cannot send a command: the connection broke", { cause }));
    }
  }

  async #writeLine(line: string): Promise<void> {
    const bytes = encoder.encode(line);
    let at = await this.#connection.write(bytes);
    // deno-lint-ignore no-await-in-loop -- What is left is known only then.
    while (at < bytes.length) at += await this.#connection.write(bytes.subarray(at));
  }

  async #read(first: readonly string[]): Promise<void> {
    const buffer = new Uint8Array(readSize);
    try {
      this.#take(first);
      for (;;) {
        // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
        const count = await this.#connection.read(buffer);
        if (this.#over !== undefined) return;
        if (count === null) {
          return this.#end(new AgiHangupError("Cannot go on with the call: Asterisk closed the connection"));
        }
        this.#take(this.#lines.push(buffer.subarray(0, count)));
      }
    } catch (cause) {
      if (cause instanceof AgiError) this.#end(cause);
      else this.#end(new AgiHangupError("Cannot go on with the call: the connection broke", { cause }));
    }
  }

  #take(lines: readonly string[]): void {
    for (const line of lines) {
      this.#limits.trace?.({ type: "received", line });
      const received = this.#reader.take(line);
      if (received?.type === "hangup") this.hangUp(new AgiHangupError(undefined, { sign: "line" }));
      else if (received !== undefined) this.#answer(received.reply);
    }
  }

  #expire(line: string): void {
    const command = line.split(" ", 1)[0];
    this.#end(
      new AgiHangupError(
        `Cannot wait longer for the answer to ${command}: none came within ${this.#limits.idleTimeout} ms`,
      ),
    );
  }

  #answer(reply: AgiReply): void {
    this.#deadline?.[Symbol.dispose]();
    this.#queue.shift()?.answer.resolve(reply);
    const [next] = this.#queue;
    if (next !== undefined) this.#write(next);
  }

  #end(error: AgiError): void {
    if (this.#over !== undefined) return;
    this.#over = error;
    this.#deadline?.[Symbol.dispose]();
    try {
      this.#connection.close();
    } catch {
      // It is closed already, which Deno reports as an error.
    }
    for (const { answer } of this.#queue.splice(0)) answer.reject(error);
    this.hangUp(
      error instanceof AgiHangupError ? error : new AgiHangupError(error.message, { cause: error }),
    );
    this.#ended.resolve();
  }
}

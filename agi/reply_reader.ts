import { AgiProtocolError } from "./errors.ts";
import { type AgiReply, parseReply } from "./reply.ts";

/**
 * What the answer to a command may look like: one line, a value that may have several lines (`value`), or one that is followed by a usage text where
 * an application returned 1 (`exec`).
 */
export type ReplyKind = "exec" | "line" | "value";

/** What a line brought: an answer that is complete, or the news that the call was hung up. */
export type Received = { readonly type: "hangup" } | { readonly type: "reply"; readonly reply: AgiReply };

/** Longest answer in lines, unless told otherwise. */
const defaultMaxLines = 10_000;

/** Puts answers together from lines; one command is under way at a time. */
export class ReplyReader {
  readonly #maxLines: number;
  #kind: ReplyKind | undefined;
  /** The first line of an answer that goes on, or of a usage text. */
  #lines: string[] = [];
  #state: "exec" | "start" | "usage" | "value" = "start";
  #exec: AgiReply | undefined;

  /** Makes a reader; one line more than `maxLines` in an answer is an error. */
  constructor(options: { maxLines?: number } = {}) {
    this.#maxLines = options.maxLines ?? defaultMaxLines;
  }

  /** Whether a command is under way. */
  get isBusy(): boolean {
    return this.#kind !== undefined;
  }

  /** Is told that a command was sent, and what its answer may look like. */
  begin(kind: ReplyKind): void {
    this.#kind = kind;
  }

  /**
   * Takes the next line. Throws {@linkcode AgiProtocolError} when it answers nothing: what answers to what is not known from then on.
   */
  take(line: string): Received | undefined {
    if (this.#lines.length >= this.#maxLines) {
      throw new AgiProtocolError(`Cannot read an answer of more than ${this.#maxLines} lines`);
    }
    switch (this.#state) {
      case "value":
        return this.#takeValue(line);
      case "usage":
        return this.#takeUsage(line);
      case "exec":
      case "start":
        return this.#takeStart(line);
      default:
        throw new Error(`Unreachable: ${this.#state satisfies never}`);
    }
  }

  #takeStart(line: string): Received | undefined {
    // On a line of its own at any moment: between commands, before an answer, and after one (res_agi.c, run_agi).
    if (line === "HANGUP") return { type: "hangup" };
    if (this.#kind === undefined) throw stray(line);
    if (line.startsWith("520-")) {
      this.#state = "usage";
      this.#lines = [line.slice(4)];
      return undefined;
    }
    if (this.#state === "exec") throw stray(line);
    if (this.#kind === "value" && /^200 result=\S* \(/.test(line) && !line.endsWith(")")) {
      this.#state = "value";
      this.#lines = [line];
      return undefined;
    }
    const reply = parse(line, this.#kind === "value");
    // GOSUB says that it begins, and then how it ended.
    if (reply.code === 100) return undefined;
    // Asterisk takes an application's result for that of the command, and 1 is the one of a wrong use.
    if (this.#kind === "exec" && reply.code === 200 && reply.result === "1") {
      this.#state = "exec";
      this.#exec = reply;
      return undefined;
    }
    return this.#finish(reply);
  }

  #takeValue(line: string): Received | undefined {
    this.#lines.push(line);
    return line.endsWith(")") ? this.#finish(parse(this.#lines.join("\n"), true)) : undefined;
  }

  #takeUsage(line: string): Received | undefined {
    if (!line.startsWith("520 ")) {
      this.#lines.push(line);
      return undefined;
    }
    const usage: AgiReply = { ...parse(line, false), text: this.#lines.slice(1).join("\n") };
    return this.#finish(this.#exec ?? usage);
  }

  #finish(reply: AgiReply): Received {
    this.#kind = undefined;
    this.#state = "start";
    this.#lines = [];
    this.#exec = undefined;
    return { type: "reply", reply };
  }
}

function parse(line: string, isValue: boolean): AgiReply {
  try {
    return parseReply(line, { isValue });
  } catch (cause) {
    throw new AgiProtocolError("Cannot go on with the call: what came is no answer", { cause });
  }
}

function stray(line: string): AgiProtocolError {
  const shown = JSON.stringify(line.slice(0, 100));
  return new AgiProtocolError(
    `Cannot go on with the call: a line answers no command, as of a value with line ends: ${shown}`,
  );
}

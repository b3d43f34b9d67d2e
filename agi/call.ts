// This file is long because Asterisk has 47 commands, and each is a method with its words, limits and results.
import type { CallOptions } from "../_internal/call_options.ts";
import { type AgiArgument, checkLine, formatCommand } from "./command_line.ts";
import { replyKindOf, replyKindOfLine, runsDead } from "./command_kinds.ts";
import type { AgiEnvironment } from "./environment.ts";
import { AgiAppError, AgiDatabaseError, AgiHangupError } from "./errors.ts";
import type { AgiLink } from "./link.ts";
import type { AgiReply } from "./reply.ts";
import { errorOfCode } from "./reply_errors.ts";
import {
  type ChannelStatus,
  channelStatuses,
  type DataResult,
  digitOf,
  type PlayResult,
  playResult,
  type RecordResult,
  recordResult,
  type SpeechResult,
  speechResult,
} from "./results.ts";

/** How something is played or said. */
export interface PlayOptions extends CallOptions {
  /** The digits that stop it, such as `"0123456789*#"`; none by default. */
  escapeDigits?: string;
}

/** How a file is played. */
export interface StreamOptions extends PlayOptions {
  /** Where to begin, in samples. @default {0} */
  offset?: number;
}

/** How a file is played that the caller controls. */
export interface ControlOptions extends PlayOptions {
  /** How far one digit goes, in milliseconds. @default {3000} */
  skip?: number;
  /** The digit that goes forward. @default {"#"} */
  forward?: string;
  /** The digit that goes back. @default {"*"} */
  rewind?: string;
  /** The digit that pauses and goes on; none by default. */
  pause?: string;
  /** Where to begin, in milliseconds. @default {0} */
  offset?: number;
}

/** How digits are asked for. */
export interface DataOptions extends CallOptions {
  /**
   * How long the first digit and each one after it may take, in milliseconds; `Infinity` for ever. Without it Asterisk waits six seconds for the first,
   * and two for each of the others.
   */
  timeout?: number;
  /** How many digits are enough, up to 1,024. @default {1024} */
  maxDigits?: number;
}

/** How a recording is made. */
export interface RecordOptions extends CallOptions {
  /** The format, as Asterisk names it. @default {"wav"} */
  format?: string;
  /** The digits that stop it. @default {"#"} */
  escapeDigits?: string;
  /** How long it may be, in milliseconds; `Infinity` without limit. @default {20_000} */
  timeout?: number;
  /** Where in an existing file to begin, in samples. @default {0} */
  offset?: number;
  /** Whether a beep tells the caller that it begins. @default {false} */
  beep?: boolean;
  /** How long it may be silent before it ends, in seconds; for ever by default. */
  silence?: number;
}

/** How a call is dialled. */
export interface DialOptions extends CallOptions {
  /** How long it may ring, in seconds. */
  timeout?: number;
  /** Options of the application `Dial`, as letters. */
  options?: string;
  /** A URL to send. */
  url?: string;
}

/** What became of dialling. */
export interface DialResult {
  /** `DIALSTATUS`: `ANSWER`, `BUSY`, `NOANSWER`, `CANCEL`, `CONGESTION`, `CHANUNAVAIL` … */
  readonly status: string;
  /** For how long there was somebody, in seconds. */
  readonly answeredTime: number;
  /** The channel that was called last, by name. */
  readonly peer: string;
}

/** Digits, as text or as a list. */
export type Digits = string | readonly (string | number)[];

const anyDigit = /^[\d*#A-Da-d]*$/;

/**
 * A call that Asterisk hands to the program: its variables, and Asterisk's commands as methods.
 *
 * Commands are run one after the other, however many are asked for; each method resolves when its command has been answered. A signal given to one
 * gives up waiting, and does not stop Asterisk: the next command waits for the end of it. Digits that are pressed while no command runs are lost, as
 * Asterisk throws them away.
 *
 * Methods reject with {@linkcode AgiHangupError} when the caller has hung up, with {@linkcode AgiAppError} when the command failed, with
 * `AgiInvalidCommandError` and `AgiUsageError` for what this Asterisk does not know, and throw `TypeError` and `RangeError` for what can't be sent.
 */
export class AgiCall {
  /** What Asterisk said at the beginning: `agi_channel`, `agi_callerid`, `agi_arg_1` … */
  readonly env: AgiEnvironment;
  /** The arguments that the dialplan gave, empty ones too. */
  readonly args: readonly string[];
  readonly #link: AgiLink;

  /** Makes the call of a link; servers do that. */
  constructor(link: AgiLink) {
    this.#link = link;
    this.env = link.environment;
    const args: string[] = [];
    for (let index = 1; `agi_arg_${index}` in this.env; index++) args.push(this.env[`agi_arg_${index}`] ?? "");
    this.args = args;
  }

  /**
   * Aborts when the call is known to be over, with an {@linkcode AgiHangupError} as reason, whichever way that became known. Commands of the database
   * and of variables, `exec`, `noop` and `verbose` still work then, until the handler returns.
   */
  get signal(): AbortSignal {
    return this.#link.signal;
  }

  /** Runs a command by its words, with its arguments quoted, and resolves with its answer, whatever the result is. */
  async execute(command: string, ...args: readonly (AgiArgument | undefined)[]): Promise<AgiReply> {
    const line = formatCommand(command, args, this.#link);
    if (this.signal.aborted && !runsDead(command)) throw this.signal.reason;
    return await this.#send(command, line, replyKindOf(command));
  }

  /** The raw door: sends a line as it is, and resolves with its answer, whatever the result is. */
  async command(line: string): Promise<AgiReply> {
    return await this.#send(line.split(" ", 1)[0] ?? "", checkLine(line, this.#link), replyKindOfLine(line));
  }

  /** Answers the call. */
  async answer(options: CallOptions = {}): Promise<void> {
    await this.#run(options, "ANSWER");
  }

  /** Ends AsyncAGI: the dialplan goes on. Of no effect in other kinds of AGI. */
  async asyncAgiBreak(options: CallOptions = {}): Promise<void> {
    await this.#run(options, "ASYNCAGI BREAK");
  }

  /** What a channel is doing, this one when none is named; `undefined` when there is no channel of that name. */
  async channelStatus(channel?: string, options: CallOptions = {}): Promise<ChannelStatus | undefined> {
    const { result } = await this.#try(options, "CHANNEL STATUS", channel);
    return channelStatuses[Number(result)];
  }

  /** Plays a file in which the caller goes forward and back, and resolves at its end or with the digit that stopped it. */
  async controlStreamFile(file: string, options: ControlOptions = {}): Promise<PlayResult> {
    const { escapeDigits = "", skip = 3_000, forward = "#", rewind = "*", pause, offset } = options;
    const digits = checkDigits("CONTROL STREAM FILE", escapeDigits);
    // Asterisk has no place for an offset without a digit that pauses; what is no digit is one that nobody can press.
    const last = offset === undefined ? [pause] : [pause ?? "", whole("CONTROL STREAM FILE", "offset", offset)];
    const step = whole("CONTROL STREAM FILE", "skip", skip);
    return playResult(
      await this.#run(options, "CONTROL STREAM FILE", file, digits, step, forward, rewind, ...last),
    );
  }

  /** Deletes an entry of Asterisk's database; Asterisk does not say whether there was one. */
  async databaseDel(family: string, key: string, options: CallOptions = {}): Promise<void> {
    this.#check(await this.#try(options, "DATABASE DEL", family, key), "DATABASE DEL", `${family}/${key}`);
  }

  /** Deletes a family, or a part of it, and resolves with whether there was anything. Asterisk 22 answers 0 where it has deleted, 1 where not. */
  async databaseDelTree(family: string, key?: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.#try(options, "DATABASE DELTREE", family, key)).result === "0";
  }

  /** The value of an entry of Asterisk's database; `undefined` when there is none. */
  async databaseGet(family: string, key: string, options: CallOptions = {}): Promise<string | undefined> {
    const { result, data } = await this.#try(options, "DATABASE GET", family, key);
    return result === "1" ? data ?? "" : undefined;
  }

  /** Writes an entry of Asterisk's database; rejects with {@linkcode AgiDatabaseError} when that fails. */
  async databasePut(family: string, key: string, value: string, options: CallOptions = {}): Promise<void> {
    this.#check(await this.#try(options, "DATABASE PUT", family, key, value), "DATABASE PUT", `${family}/${key}`);
  }

  /**
   * Runs an application of the dialplan, and resolves with its number. Several arguments are put together with commas.
   *
   * Rejects with {@linkcode AgiAppError} when Asterisk has no such application.
   */
  async exec(application: string, args: string | readonly string[] = "", options: CallOptions = {}): Promise<number> {
    const reply = await this.#try(options, "EXEC", application, typeof args === "string" ? args : args.join(","));
    if (reply.result === "-2") {
      throw new AgiAppError(`Cannot run application "${application}": this Asterisk does not have it`, { reply });
    }
    return Number(reply.result);
  }

  /** Plays a file and takes digits, until there are enough, `#`, or the time is over. */
  async getData(file: string, options: DataOptions = {}): Promise<DataResult> {
    const { timeout, maxDigits } = options;
    const time = timeout === undefined ? maxDigits === undefined ? undefined : 0 : milliseconds("GET DATA", timeout);
    const most = maxDigits === undefined ? undefined : whole("GET DATA", "maxDigits", maxDigits);
    const reply = await this.#run(options, "GET DATA", file, time, most);
    return { digits: reply.result, timedOut: reply.data === "timeout" };
  }

  /** Evaluates an expression with variables and functions, of another channel when one is named; `undefined` when there is no such channel. */
  async getFullVariable(expression: string, channel?: string, options: CallOptions = {}): Promise<string | undefined> {
    const { result, data } = await this.#try(options, "GET FULL VARIABLE", expression, channel);
    return result === "1" ? data ?? "" : undefined;
  }

  /** Plays a file and waits for one digit, five seconds after it unless told otherwise. `timeout` is in milliseconds. */
  async getOption(file: string, options: PlayOptions & { timeout?: number } = {}): Promise<PlayResult> {
    const { escapeDigits = "", timeout } = options;
    const time = timeout === undefined ? undefined : milliseconds("GET OPTION", timeout);
    return playResult(await this.#run(options, "GET OPTION", file, checkDigits("GET OPTION", escapeDigits), time));
  }

  /**
   * The value of a variable, or of a function as in `CALLERID(num)`; `undefined` when it is not set.
   *
   * Asterisk sends a value as it is, also with line ends, among which what a caller sent can pretend to be the end of it. `isSafe` reads it in another
   * form (by `BASE64_ENCODE`), which nothing can break; a variable that is not set then reads as empty.
   */
  async getVariable(name: string, options: CallOptions & { isSafe?: boolean } = {}): Promise<string | undefined> {
    if (options.isSafe) {
      const text = await this.getFullVariable(`\${BASE64_ENCODE(\${${name}})}`, undefined, options);
      return text === undefined ? undefined : new TextDecoder().decode(Uint8Array.fromBase64(text));
    }
    const { result, data } = await this.#try(options, "GET VARIABLE", name);
    return result === "1" ? data ?? "" : undefined;
  }

  /** Runs a subroutine of the dialplan to its end; rejects with {@linkcode AgiAppError} when there is no such place. */
  async gosub(
    context: string,
    extension: string,
    priority: string | number,
    args: string | readonly string[] = [],
    options: CallOptions = {},
  ): Promise<void> {
    const list = typeof args === "string" ? args : args.length === 0 ? undefined : args.join(",");
    await this.#run(options, "GOSUB", context, extension, priority, list);
  }

  /** Hangs up this channel, or the one of that name; resolves with whether there was such a channel. */
  async hangup(channel?: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.#try(options, "HANGUP", channel)).result === "1";
  }

  /** Does nothing, which shows whether Asterisk is still there. */
  async noop(options: CallOptions = {}): Promise<void> {
    await this.#run(options, "NOOP");
  }

  /** Waits for a character that the caller sends, in milliseconds, 0 for ever; `undefined` when none came or the channel has no text. */
  async receiveChar(timeout: number, options: CallOptions = {}): Promise<string | undefined> {
    return digitOf(await this.#run(options, "RECEIVE CHAR", milliseconds("RECEIVE CHAR", timeout)));
  }

  /** Waits for a text that the caller sends, in milliseconds, -1 or `Infinity` for ever. */
  async receiveText(timeout: number, options: CallOptions = {}): Promise<string> {
    return (await this.#run(options, "RECEIVE TEXT", milliseconds("RECEIVE TEXT", timeout))).data ?? "";
  }

  /** Records the caller into a file, whose name is without the format; resolves with why it ended, also when that is the hangup. */
  async recordFile(file: string, options: RecordOptions = {}): Promise<RecordResult> {
    const { format = "wav", escapeDigits = "#", timeout = 20_000, offset, beep = false, silence } = options;
    const words = [
      offset === undefined ? undefined : whole("RECORD FILE", "offset", offset),
      beep ? "BEEP" : undefined,
      silence === undefined ? undefined : `s=${whole("RECORD FILE", "silence", silence)}`,
    ].filter((word) => word !== undefined);
    const digits = checkDigits("RECORD FILE", escapeDigits);
    const time = milliseconds("RECORD FILE", timeout);
    return recordResult(await this.#try(options, "RECORD FILE", file, format, digits, time, ...words));
  }

  /** Says letters and other characters one by one. */
  async sayAlpha(text: string, options: PlayOptions = {}): Promise<PlayResult> {
    return await this.#say(options, "SAY ALPHA", text);
  }

  /** Says a date: a `Date`, or seconds since 1970. */
  async sayDate(date: Date | number, options: PlayOptions = {}): Promise<PlayResult> {
    return await this.#say(options, "SAY DATE", seconds(date));
  }

  /** Says date and time in a format of Asterisk's `voicemail.conf`, in a time zone such as `"Europe/Berlin"`. */
  async sayDateTime(
    date: Date | number,
    options: PlayOptions & { format?: string; timeZone?: string } = {},
  ): Promise<PlayResult> {
    const { format, timeZone } = options;
    // The default of res_agi.c, which can't be left out before a time zone.
    const words = timeZone === undefined ? [format] : [format ?? "ABdY 'digits/at' IMp", timeZone];
    return await this.#say(options, "SAY DATETIME", seconds(date), ...words);
  }

  /** Says digits one by one. */
  async sayDigits(digits: Digits, options: PlayOptions = {}): Promise<PlayResult> {
    return await this.#say(options, "SAY DIGITS", checkDigits("SAY DIGITS", digits));
  }

  /** Says a whole number; `gender` is a letter such as `"f"` where the language asks for it. */
  async sayNumber(number: number, options: PlayOptions & { gender?: string } = {}): Promise<PlayResult> {
    return await this.#say(options, "SAY NUMBER", integer("SAY NUMBER", number), options.gender);
  }

  /** Says letters by words that stand for them: alpha, bravo, … */
  async sayPhonetic(text: string, options: PlayOptions = {}): Promise<PlayResult> {
    return await this.#say(options, "SAY PHONETIC", text);
  }

  /** Says a time: a `Date`, or seconds since 1970. */
  async sayTime(date: Date | number, options: PlayOptions = {}): Promise<PlayResult> {
    return await this.#say(options, "SAY TIME", seconds(date));
  }

  /** Sends an image, where the channel can. */
  async sendImage(image: string, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SEND IMAGE", image);
  }

  /** Sends a text, where the channel can. */
  async sendText(text: string, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SEND TEXT", text);
  }

  /** Lets Asterisk hang up after so many seconds, also a part of one; 0 takes it back. */
  async setAutoHangup(seconds: number, options: CallOptions = {}): Promise<void> {
    if (!(seconds >= 0 && seconds < Infinity)) throw outOfRange("SET AUTOHANGUP", "seconds", seconds);
    await this.#run(options, "SET AUTOHANGUP", seconds);
  }

  /** Sets the Caller ID: a number, or a name and a number as in `"Alice" <100>`. */
  async setCallerId(callerId: string, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SET CALLERID", callerId);
  }

  /** Sets the context that the dialplan goes on in. */
  async setContext(context: string, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SET CONTEXT", context);
  }

  /** Sets the extension that the dialplan goes on in. */
  async setExtension(extension: string, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SET EXTENSION", extension);
  }

  /** Begins or ends music on hold, of a class when one is named. */
  async setMusic(isOn: boolean, musicClass?: string, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SET MUSIC", isOn ? "on" : "off", musicClass);
  }

  /** Sets the priority, or the label, that the dialplan goes on at. */
  async setPriority(priority: string | number, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SET PRIORITY", priority);
  }

  /** Sets a variable, or a function as in `CALLERID(name)`. */
  async setVariable(name: string, value: string | number, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "SET VARIABLE", name, value);
  }

  /** Makes a grammar one that is listened for. */
  async speechActivateGrammar(grammar: string, options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH ACTIVATE GRAMMAR", grammar);
  }

  /** Makes the call able to recognise speech, by an engine. */
  async speechCreate(engine: string, options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH CREATE", engine);
  }

  /** Makes a grammar one that is not listened for. */
  async speechDeactivateGrammar(grammar: string, options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH DEACTIVATE GRAMMAR", grammar);
  }

  /** Ends the recognition of speech. */
  async speechDestroy(options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH DESTROY");
  }

  /** Loads a grammar from a file, under a name. */
  async speechLoadGrammar(grammar: string, path: string, options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH LOAD GRAMMAR", grammar, path);
  }

  /** Plays a prompt and recognises what is said; `timeout` is how long it may take until something is said, in milliseconds. */
  async speechRecognize(
    prompt: string,
    timeout: number,
    options: CallOptions & { offset?: number } = {},
  ): Promise<SpeechResult> {
    const { offset } = options;
    const time = milliseconds("SPEECH RECOGNIZE", timeout);
    const reply = await this.#speech(options, "SPEECH RECOGNIZE", prompt, time, offset);
    return speechResult(reply);
  }

  /** Sets something of the engine. */
  async speechSet(name: string, value: string, options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH SET", name, value);
  }

  /** Forgets a grammar. */
  async speechUnloadGrammar(grammar: string, options: CallOptions = {}): Promise<void> {
    await this.#speech(options, "SPEECH UNLOAD GRAMMAR", grammar);
  }

  /** Plays a file, whose name is without its format, to its end or until a digit stops it. */
  async streamFile(file: string, options: StreamOptions = {}): Promise<PlayResult> {
    const { escapeDigits = "", offset } = options;
    const begin = offset === undefined ? undefined : whole("STREAM FILE", "offset", offset);
    return playResult(await this.#run(options, "STREAM FILE", file, checkDigits("STREAM FILE", escapeDigits), begin));
  }

  /** Begins or ends the mode for the deaf, in one of its forms; rejects with {@linkcode AgiAppError} where the channel has none. */
  async tddMode(mode: "mate" | "off" | "on" | "tdd", options: CallOptions = {}): Promise<void> {
    const reply = await this.#run(options, "TDD MODE", mode);
    if (reply.result === "0") throw new AgiAppError("Cannot run TDD MODE: the channel has none", { reply });
  }

  /** Writes to Asterisk's console, where its verbosity is that level or more. */
  async verbose(message: string, level: number = 1, options: CallOptions = {}): Promise<void> {
    await this.#run(options, "VERBOSE", message, whole("VERBOSE", "level", level));
  }

  /** Waits for a digit, in milliseconds, `Infinity` for ever; `undefined` when none was pressed. */
  async waitForDigit(timeout: number, options: CallOptions = {}): Promise<string | undefined> {
    return digitOf(await this.#run(options, "WAIT FOR DIGIT", milliseconds("WAIT FOR DIGIT", timeout)));
  }

  /** Sets where the dialplan goes on when the handler has returned; what is not given stays as it is. */
  async goto(
    place: { context?: string; extension?: string; priority?: string | number },
    options: CallOptions = {},
  ): Promise<void> {
    const { context, extension, priority = 1 } = place;
    if (context !== undefined) await this.setContext(context, options);
    if (extension !== undefined) await this.setExtension(extension, options);
    await this.setPriority(priority, options);
  }

  /** Dials by the application `Dial`, and resolves when that call is over, with what became of it. */
  async dial(destination: string | readonly string[], options: DialOptions = {}): Promise<DialResult> {
    const { timeout, options: letters = "", url } = options;
    const targets = typeof destination === "string" ? destination : destination.join("&");
    const words = [targets, timeout === undefined ? "" : String(timeout), letters, ...url === undefined ? [] : [url]];
    await this.exec("Dial", words.join(",").replace(/,+$/, ""), options);
    const [status, time, peer] = await Promise.all([
      this.getVariable("DIALSTATUS", options),
      this.getVariable("ANSWEREDTIME", options),
      this.getVariable("DIALEDPEERNAME", options),
    ]);
    return { status: status ?? "", answeredTime: Number(time || 0), peer: peer ?? "" };
  }

  /** Hands the call back: Asterisk goes on with the dialplan, as when the handler returns. Twice is harmless. */
  async close(): Promise<void> {
    await this.#link.close();
  }

  async #say(
    options: PlayOptions,
    command: string,
    what: AgiArgument,
    ...args: readonly (string | undefined)[]
  ): Promise<PlayResult> {
    return playResult(
      await this.#run(options, command, what, checkDigits(command, options.escapeDigits ?? ""), ...args),
    );
  }

  async #speech(
    options: CallOptions,
    command: string,
    ...args: readonly (AgiArgument | undefined)[]
  ): Promise<AgiReply> {
    const reply = await this.#try(options, command, ...args);
    if (reply.result === "1") return reply;
    throw new AgiAppError(`Cannot run ${command}: there is no speech recognition, or it refused`, { reply });
  }

  #check(reply: AgiReply, command: string, entry: string): void {
    if (reply.result !== "1") {
      throw new AgiDatabaseError(`Cannot run ${command} of "${entry}": Asterisk's database refused`, { reply });
    }
  }

  /** Runs a command whose result -1 says that it failed, or that the caller hung up meanwhile. */
  async #run(
    options: CallOptions,
    command: string,
    ...args: readonly (AgiArgument | undefined)[]
  ): Promise<AgiReply> {
    const reply = await this.#try(options, command, ...args);
    if (reply.result !== "-1") return reply;
    if (await this.#isHungUp()) {
      throw new AgiHangupError(`Cannot go on with ${command}: the call was hung up`, { sign: "result" });
    }
    const said = reply.text.replace(/^result=-1 ?/, "");
    throw new AgiAppError(`Cannot run ${command}: it failed${said === "" ? "" : ` (${said})`}`, { reply });
  }

  /** Runs a command whose every result means something. */
  async #try(
    { signal }: CallOptions,
    command: string,
    ...args: readonly (AgiArgument | undefined)[]
  ): Promise<AgiReply> {
    if (signal === undefined) return await this.execute(command, ...args);
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      const running = this.execute(command, ...args);
      running.catch(() => {}); // Nobody may be there to hear it.
      return await Promise.race([running, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  /**
   * Whether -1 came of a hangup. The answer does not tell: RECEIVE CHAR says `(hangup)` where the channel can't receive text. Asterisk says it on a
   * line of its own, and, where AGISIGHUP of the channel forbids that, by refusing commands.
   */
  async #isHungUp(): Promise<boolean> {
    if (this.signal.aborted) return true;
    try {
      await this.execute("CHANNEL STATUS");
    } catch (error) {
      if (!(error instanceof AgiHangupError)) throw error;
    }
    return this.signal.aborted;
  }

  async #send(command: string, line: string, kind: ReturnType<typeof replyKindOf>): Promise<AgiReply> {
    const reply = await this.#link.send(line, kind);
    const error = errorOfCode(command, reply);
    if (error === undefined) return reply;
    if (error instanceof AgiHangupError) this.#link.hangUp(error);
    throw error;
  }
}

function checkDigits(command: string, digits: Digits): string {
  const text = typeof digits === "string" ? digits : digits.join("");
  if (!anyDigit.test(text)) {
    throw new TypeError(`Cannot run ${command} with digits "${text}": there are 0 to 9, *, # and A to D`);
  }
  return text;
}

/** Milliseconds as Asterisk takes them: -1 is for ever. */
function milliseconds(command: string, time: number): number {
  if (time === Infinity || time === -1) return -1;
  return whole(command, "timeout", time);
}

function whole(command: string, name: string, value: number): number {
  if (!(value >= 0)) throw outOfRange(command, name, value);
  return integer(command, value, name);
}

function integer(command: string, value: number, name: string = "number"): number {
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) throw outOfRange(command, name, value);
  return value;
}

function outOfRange(command: string, name: string, value: number): RangeError {
  return new RangeError(`Cannot run ${command} with ${name} of ${value}`);
}

function seconds(date: Date | number): number {
  const value = typeof date === "number" ? date : Math.floor(date.getTime() / 1_000);
  if (!Number.isFinite(value)) throw new RangeError(`Cannot say a date of ${value} seconds since 1970`);
  return Math.floor(value);
}

/** A real Asterisk with a dialplan of our own in its `extensions.conf`, and an idle channel to ask it questions with. */
import type { InstalledAsterisk } from "../../_tools/asterisk.ts";
import { ManagerLine } from "./manager_line.ts";

// Sessions have channels of different names, as that of the one before may still be hanging up.
let sessions = 0;

/** Takes the dialplan away again when it is disposed. */
export class DialplanSession implements AsyncDisposable {
  /** All that `extensions.conf` holds meanwhile. */
  readonly text: string;
  readonly #line: ManagerLine;
  readonly #channel = `asterism-dialplan-session-${++sessions}`;
  readonly #path: string;
  readonly #original: string;

  private constructor(line: ManagerLine, file: { path: string; original: string; text: string }) {
    this.#line = line;
    this.#path = file.path;
    this.#original = file.original;
    this.text = file.text;
  }

  /** Adds lines to the dialplan of the suite. */
  static async open(
    { root, manager }: Pick<InstalledAsterisk, "root" | "manager">,
    lines: string,
  ): Promise<DialplanSession> {
    const path = `${root}/etc/asterism/extensions.conf`;
    const original = await Deno.readTextFile(path);
    const text = `${original}\n${lines}`;
    const session = new DialplanSession(await ManagerLine.open(manager), { path, original, text });
    try {
      await Deno.writeTextFile(path, text);
      await session.command("dialplan reload");
      // Without "Async" the answer comes when the far end has answered.
      await session.#succeed([
        `Action: Originate\r\nChannel: Local/3000@default\r\nApplication: Wait\r\nData: 600\r\nChannelId: ${session.#channel}`,
      ]);
    } catch (error) {
      await session[Symbol.asyncDispose]();
      throw error;
    }
    return session;
  }

  /** Runs a command and resolves with its output. */
  async command(command: string): Promise<string> {
    const [answer = ""] = await this.#line.ask([`Action: Command\r\nCommand: ${command}`]);
    const output = answer.split("\r\n").flatMap((one) => /^Output: ?([^]*)$/.exec(one)?.[1] ?? []).join("\n");
    return output.replace(/(?:\\n)?\nCommand '.*' failed\.$/, "");
  }

  /**
   * Calls subroutines, each with its own variables of the channel set before (`CALLERID(num)` may be one), and resolves
   * with what they return; nothing where there is no such step.
   */
  async callAll(calls: readonly { target: string; variables: Readonly<Record<string, string>> }[]): Promise<string[]> {
    const actions = calls.flatMap(({ target, variables }) => [
      ...Object.entries(variables).map(([name, value]) =>
        `Action: Setvar\r\nChannel: ${this.#channel}\r\nVariable: ${name}\r\nValue: ${value}`
      ),
      `Action: Getvar\r\nChannel: ${this.#channel}\r\nVariable: EVAL_SUB(${target})`,
    ]);
    const answers = await this.#succeed(actions);
    return answers.flatMap((answer) => /\r\nValue: ?([^]*)$/.exec(answer)?.[1] ?? []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    using line = this.#line;
    await Deno.writeTextFile(this.#path, this.#original);
    await line.ask([`Action: Hangup\r\nChannel: ${this.#channel}`, "Action: Command\r\nCommand: dialplan reload"]);
  }

  async #succeed(actions: readonly string[]): Promise<string[]> {
    const answers = await this.#line.ask(actions);
    const failed = answers.find((answer) => !answer.startsWith("Response: Success"));
    if (failed !== undefined) throw new Error(`Cannot ask Asterisk: ${failed}`);
    return answers;
  }
}

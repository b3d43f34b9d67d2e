/** AMI as a calculator: what Asterisk makes of `${…}` and `$[…]` outside of any call. */

/** A logged-in connection. Texts are bytes, one character each. */
export class VariableReader implements Disposable {
  readonly #connection: Deno.Conn;
  #text = "";
  #count = 0;

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(
    { hostname, port, username, secret }: { hostname: string; port: number; username: string; secret: string },
  ): Promise<VariableReader> {
    const reader = new VariableReader(await Deno.connect({ hostname, port }));
    await reader.#until("\r\n");
    const [answer = ""] = await reader.#ask([
      `Action: Login\r\nUsername: ${username}\r\nSecret: ${secret}\r\nEvents: off`,
    ]);
    if (!answer.startsWith("Response: Success")) throw new Error(`Cannot log in as "${username}": ${answer}`);
    return reader;
  }

  /** Sets a global variable. */
  async set(name: string, value: string): Promise<void> {
    const [answer = ""] = await this.#ask([`Action: Setvar\r\nVariable: ${name}\r\nValue: ${value}`]);
    if (!answer.startsWith("Response: Success")) throw new Error(`Cannot set "${name}": ${answer}`);
  }

  /** Substitutes each of these templates, with `EVAL()`; none may be longer than about 900 bytes, or span lines. */
  async evaluate(templates: readonly string[]): Promise<string[]> {
    const answers = await this.#ask(templates.map((template) => `Action: Getvar\r\nVariable: EVAL(${template})`));
    return answers.map((answer, index) => {
      const value = /\r\nValue: ?([^]*)$/.exec(answer)?.[1];
      if (value === undefined) throw new Error(`Cannot evaluate "${templates[index]}": ${answer}`);
      return value;
    });
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  /** Sends actions at once, and collects the answers, which come in the same order. */
  async #ask(actions: readonly string[]): Promise<string[]> {
    const ids = actions.map(() => String(++this.#count));
    const text = actions.map((action, index) => `${action}\r\nActionID: ${ids[index]}\r\n\r\n`).join("");
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const answers: string[] = [];
    const read = async () => {
      while (answers.length < actions.length) {
        // deno-lint-ignore no-await-in-loop -- messages come one after the other.
        const message = await this.#until("\r\n\r\n");
        const id = `\r\nActionID: ${ids[answers.length]}`;
        if (message.startsWith("Response: ") && message.includes(id)) answers.push(message.replace(id, ""));
      }
    };
    await Promise.all([this.#write(bytes), read()]);
    return answers;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    // deno-lint-ignore no-await-in-loop -- the rest goes after what has gone.
    for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
  }

  async #until(end: string): Promise<string> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const at = this.#text.indexOf(end);
      if (at >= 0) {
        const text = this.#text.slice(0, at);
        this.#text = this.#text.slice(at + end.length);
        return text;
      }
      // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
      const count = await this.#connection.read(buffer);
      if (count === null) throw new Error("Cannot read from the manager: the connection was closed");
      for (const byte of buffer.subarray(0, count)) this.#text += String.fromCharCode(byte);
    }
  }
}

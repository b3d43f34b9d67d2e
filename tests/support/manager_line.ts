/** AMI with many questions at once, of which the answers come in the same order. */

/** A logged-in connection. */
export class ManagerLine implements Disposable {
  readonly #connection: Deno.Conn;
  readonly #decoder = new TextDecoder();
  #text = "";

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(
    { hostname, port, username, secret }: { hostname: string; port: number; username: string; secret: string },
  ): Promise<ManagerLine> {
    const line = new ManagerLine(await Deno.connect({ hostname, port }));
    await line.#until("\r\n");
    const [answer = ""] = await line.ask([
      `Action: Login\r\nUsername: ${username}\r\nSecret: ${secret}\r\nEvents: off`,
    ]);
    if (!answer.startsWith("Response: Success")) throw new Error(`Cannot log in as "${username}": ${answer}`);
    return line;
  }

  /** Sends actions, and collects their answers. */
  async ask(actions: readonly string[]): Promise<string[]> {
    const answers: string[] = [];
    const read = async () => {
      while (answers.length < actions.length) {
        // deno-lint-ignore no-await-in-loop -- messages come one after the other.
        const message = await this.#until("\r\n\r\n");
        if (message.startsWith("Response: ")) answers.push(message);
      }
    };
    await Promise.all([this.#write(actions.map((action) => `${action}\r\n\r\n`).join("")), read()]);
    return answers;
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #write(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
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
      this.#text += this.#decoder.decode(buffer.subarray(0, count), { stream: true });
    }
  }
}

import { AmiDecoder } from "../../ami/decoder.ts";
import { type ActionFields, encodeAction } from "../../ami/encode.ts";
import type { AmiMessage } from "../../ami/message.ts";

/** A connection to a manager with the codec and nothing else: what it tests is the codec. */
export class AmiConnection implements Disposable {
  readonly #connection: Deno.Conn;
  readonly #decoder = new AmiDecoder();
  readonly #buffer = new Uint8Array(65_536);
  readonly #messages: AmiMessage[] = [];
  #actions = 0;

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  /** Logs in; `events` is an event mask. */
  static async open(
    { hostname, port, username, secret, events }: {
      hostname: string;
      port: number;
      username: string;
      secret: string;
      events: string;
    },
  ): Promise<AmiConnection> {
    const connection = new AmiConnection(await Deno.connect({ hostname, port }));
    await connection.#skipBanner();
    const answer = await connection.ask("Login", { Username: username, Secret: secret, Events: events });
    if (answer.name !== "Success") throw new Error(`Cannot log in as "${username}": ${answer}`);
    return connection;
  }

  /** Sends an action and waits for its answer. */
  async ask(name: string, fields: ActionFields = {}): Promise<AmiMessage> {
    const id = `codec-${++this.#actions}`;
    await this.#write(encodeAction(name, fields, id));
    return await this.take((message) => message.kind === "response" && message.ActionID === id);
  }

  /** The first message that is as wanted, of those that nobody has taken. */
  async take(isWanted: (message: AmiMessage) => boolean): Promise<AmiMessage> {
    for (let seen = 0;;) {
      const at = this.#messages.findIndex((message, index) => index >= seen && isWanted(message));
      const [found] = at < 0 ? [] : this.#messages.splice(at, 1);
      if (found !== undefined) return found;
      seen = this.#messages.length;
      // deno-lint-ignore no-await-in-loop -- messages come one after the other.
      const count = await this.#connection.read(this.#buffer);
      if (count === null) throw new Error("Cannot read from the manager: the connection was closed");
      this.#messages.push(...this.#decoder.push(this.#buffer.subarray(0, count)));
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #skipBanner(): Promise<void> {
    const byte = new Uint8Array(1);
    // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
    while (byte[0] !== 10) if (await this.#connection.read(byte) === null) throw new Error("Cannot read the banner");
  }

  async #write(bytes: Uint8Array): Promise<void> {
    // deno-lint-ignore no-await-in-loop -- what is left is known only then.
    for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
  }
}

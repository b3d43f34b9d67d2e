/** A manager interface of which a test says each byte, within the process. */
import { createHash } from "node:crypto";
import { assertEquals } from "@std/assert";
import type { ConnectOptions } from "../../ami/connect_options.ts";
import type { Connection } from "../../_internal/transport.ts";
import { memoryPipe } from "./memory_pipe.ts";

/** An action as it came. */
export interface ReceivedAction {
  readonly name: string;
  readonly actionId: string;
  /** All lines but the last, empty one. */
  readonly lines: readonly string[];
  /** The first value of a header, in any case. */
  get(header: string): string | undefined;
}

/** Where clients connect to: each connection is accepted and answered by the test. */
export class AmiServer {
  readonly #arrived: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  /** How many connections there were. */
  connections = 0;
  /** What the next attempt to connect fails with. */
  refusal: Error | undefined;

  /** What a client needs to come here; time does not pass by itself. */
  readonly options: ConnectOptions = {
    username: "admin",
    secret: "secret",
    heartbeat: Infinity,
    transport: {
      connect: () => {
        this.connections++;
        if (this.refusal !== undefined) return Promise.reject(this.refusal);
        const [ours, theirs] = memoryPipe();
        const waiting = this.#waiting.shift();
        if (waiting === undefined) this.#arrived.push(ours);
        else waiting(ours);
        return Promise.resolve(theirs);
      },
    },
  };

  /** The next connection, with nothing said yet. */
  async accept(): Promise<AmiPeer> {
    const arrived = this.#arrived.shift();
    return new AmiPeer(arrived ?? await new Promise<Connection>((resolve) => this.#waiting.push(resolve)));
  }

  /** The next connection, which logs in. */
  async acceptLogin(options: { version?: string } = {}): Promise<AmiPeer> {
    const peer = await this.accept();
    await peer.logIn(options);
    return peer;
  }
}

/** The server's end of a connection. */
export class AmiPeer implements Disposable {
  readonly #connection: Connection;
  readonly #decoder = new TextDecoder();
  #text = "";

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Writes text as it is. */
  async send(text: string): Promise<void> {
    await this.#connection.write(new TextEncoder().encode(text));
  }

  /** Writes a message of these lines. */
  message(...lines: readonly string[]): Promise<void> {
    return this.send(`${lines.join("\r\n")}\r\n\r\n`);
  }

  /** Answers an action with `Response: Success`, or what `lines` begin with. */
  answer(action: ReceivedAction, ...lines: readonly string[]): Promise<void> {
    const [first, ...rest] = lines[0]?.startsWith("Response: ") ? lines : ["Response: Success", ...lines];
    return this.message(first ?? "", `ActionID: ${action.actionId}`, ...rest);
  }

  /** The next action. */
  async action(): Promise<ReceivedAction> {
    const action = await this.next();
    if (action === undefined) throw new Error("Cannot receive an action: the client closed the connection");
    return action;
  }

  /** The next action, or nothing when the client closed the connection. */
  async next(): Promise<ReceivedAction | undefined> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const end = this.#text.indexOf("\r\n\r\n");
      if (end >= 0) {
        const lines = this.#text.slice(0, end).split("\r\n");
        this.#text = this.#text.slice(end + 4);
        return toAction(lines);
      }
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      const count = await this.#connection.read(buffer);
      if (count === null) return undefined;
      this.#text += this.#decoder.decode(buffer.subarray(0, count), { stream: true });
    }
  }

  /** Takes the next action, which must have this name. */
  async expect(name: string): Promise<ReceivedAction> {
    const action = await this.action();
    assertEquals(action.name, name);
    return action;
  }

  /** Says hello and lets the user `admin` with the secret `secret` in, by a challenge or without. Returns the action `Login`. */
  async logIn({ version = "11.0.0" }: { version?: string } = {}): Promise<ReceivedAction> {
    await this.send(`Asterisk Call Manager/${version}\r\n`);
    let action = await this.action();
    if (action.name === "Challenge") {
      await this.answer(action, "Challenge: 361629031");
      action = await this.expect("Login");
      assertEquals(action.get("Key"), createHash("md5").update("361629031secret").digest("hex"));
    } else {
      assertEquals(action.get("Secret"), "secret");
    }
    assertEquals(action.get("Username"), "admin");
    await this.answer(action, "Message: Authentication accepted");
    return action;
  }

  /** Answers actions by their names until the client closes; one without an answer given gets an error. */
  async serve(answers: Readonly<Record<string, (action: ReceivedAction) => readonly string[]>> = {}): Promise<void> {
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- One action after the other.
      const action = await this.next();
      if (action === undefined) return;
      const lines = answers[action.name]?.(action) ?? defaultAnswer(action);
      // deno-lint-ignore no-await-in-loop -- The same.
      await this.answer(action, ...lines);
      if (action.name === "Logoff") this.close();
    }
  }

  /** Closes the connection, as Asterisk does. */
  close(): void {
    this.#connection.close();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }
}

function defaultAnswer({ name }: ReceivedAction): readonly string[] {
  if (name === "Ping") return ["Ping: Pong"];
  if (name === "Logoff") return ["Response: Goodbye", "Message: Thanks for all the fish."];
  return ["Response: Error", `Message: Invalid/unknown command: ${name}.`];
}

function toAction(lines: readonly string[]): ReceivedAction {
  const headers = lines.map((line) => {
    const colon = line.indexOf(": ");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)] as const;
  });
  const get = (header: string) => headers.find(([name]) => name === header.toLowerCase())?.[1];
  return { name: get("action") ?? "", actionId: get("actionid") ?? "", lines, get };
}

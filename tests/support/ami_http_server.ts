/** A manager over HTTP of which a test says each answer, within the process. */
import { assertEquals } from "@std/assert";
import type { ConnectOptions } from "../../ami/connect_options.ts";

/** A request as it came, to be answered. */
export interface HttpAction {
  readonly name: string;
  readonly fields: URLSearchParams;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** The body as it came. */
  readonly body: string;
  /** Answers with `Response: Success`, or what `lines` begin with; more messages may follow behind empty lines. */
  answer(...lines: readonly string[]): void;
  /** Answers as HTTP has it. */
  respond(response: Response): void;
  /** Breaks the connection. */
  fail(error: Error): void;
}

/** Where clients send their requests. */
export class AmiHttpServer {
  readonly #arrived: HttpAction[] = [];
  readonly #waiting: ((action: HttpAction) => void)[] = [];
  /** The session's id in cookies; nothing is said of it when it is empty. */
  cookie = "66cb0ca2";
  maxAge = 60;
  /** How many requests there were. */
  count = 0;

  /** What a client needs to come here; time does not pass by itself. */
  readonly options: ConnectOptions = {
    url: "http://127.0.0.1:8088",
    username: "admin",
    secret: "secret",
    heartbeat: Infinity,
    transport: { fetch: (url, init) => this.#take(url, init) },
  };

  /** The next request. */
  async next(): Promise<HttpAction> {
    return this.#arrived.shift() ?? await new Promise<HttpAction>((resolve) => this.#waiting.push(resolve));
  }

  /** The next request, which must be this action. */
  async expect(name: string): Promise<HttpAction> {
    const action = await this.next();
    assertEquals(action.name, name);
    return action;
  }

  /** Lets the user `admin` in by a challenge, and answers what is asked behind it; returns the first wait for events. */
  async logIn(): Promise<HttpAction> {
    for (const lines of [["Challenge: 1"], ["Challenge: 1"], ["Message: Authentication accepted"]]) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      (await this.next()).answer(...lines);
    }
    return await this.turnOn();
  }

  /** Answers `Events` with on, and the ping behind it; returns the wait for events, which comes between. */
  async turnOn(): Promise<HttpAction> {
    (await this.expect("Events")).answer("Events: On");
    const others = [await this.next(), await this.next()];
    others.find(({ name }) => name === "Ping")?.answer("Ping: Pong");
    const wait = others.find(({ name }) => name === "WaitEvent");
    if (wait === undefined) throw new Error(`Cannot find a wait for events among ${others.map(({ name }) => name)}`);
    return wait;
  }

  /** Answers all that comes, by name, until the session is logged off; waits for events stay open. */
  async serve(): Promise<void> {
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      const action = await this.next();
      if (action.name === "Logoff") return action.answer("Response: Goodbye");
      if (action.name !== "WaitEvent") action.answer();
    }
  }

  #take(url: string, init: RequestInit = {}): Promise<Response> {
    this.count++;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const signal = init.signal ?? undefined;
    if (signal?.aborted) return Promise.reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    const parsed = new URL(url);
    const body = typeof init.body === "string" ? init.body : "";
    const fields = new URLSearchParams(init.method === "POST" ? body : parsed.search);
    const action: HttpAction = {
      name: fields.get("Action") ?? fields.get("action") ?? "",
      fields,
      method: init.method ?? "GET",
      url: parsed,
      headers: new Headers(init.headers),
      body,
      answer: (...lines) => resolve(this.#response(fields, lines)),
      respond: resolve,
      fail: reject,
    };
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#arrived.push(action);
    else waiting(action);
    return promise;
  }

  #response(fields: URLSearchParams, lines: readonly string[]): Response {
    const [first = "", ...rest] = lines[0]?.startsWith("Response: ") ? lines : ["Response: Success", ...lines];
    const id = fields.get("ActionID");
    const text = [first, ...(id === null ? [] : [`ActionID: ${id}`]), ...rest, "", ""].join("\r\n");
    return new Response(text, {
      headers: {
        server: "Asterisk/22.10.1",
        ...(this.cookie !== "" && {
          "set-cookie": `mansession_id="${this.cookie}"; Version=1; Max-Age=${this.maxAge}`,
        }),
      },
    });
  }
}

/** Answers a wait for events with these messages, each given as its lines. */
export function bring(wait: HttpAction, ...events: readonly (readonly string[])[]): void {
  const id = wait.fields.get("ActionID");
  const lines = events.flatMap((event) => ["", ...event]);
  wait.answer("Message: Waiting for Event completed.", ...lines, "", "Event: WaitEventComplete", `ActionID: ${id}`);
}

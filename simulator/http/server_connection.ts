import type { Clock } from "../../_internal/clock.ts";
import type { Connection } from "../../_internal/transport.ts";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import type { HttpHandler, HttpRequest } from "./http_request.ts";
import { type HttpSettings, minFirstRequestTime } from "./http_settings.ts";
import { RequestBody } from "./request_body.ts";
import { type HeadProblem, readHead, type RequestHead } from "./request_head.ts";
import { complete, formatResponse, htmlError } from "./server_response.ts";
import type { FrameSocket } from "./frame_socket.ts";
import { acceptSocket } from "./server_socket.ts";

/** How many bytes of answers may wait for a client before its next request is read. */
const maxWaitingAnswers = 65_536;

/** What a {@linkcode serveConnection} needs. */
export interface ServerConnectionOptions {
  readonly settings: HttpSettings;
  /** Answers the requests. */
  readonly handle: HttpHandler;
  /** Where the client is: an IP address. */
  readonly remoteAddress: string;
  /** Whose time limits the client's silence: the machine's, not the PBX's. */
  readonly clock: Clock;
  /** The time that `Date` tells. */
  readonly now: () => number;
  /** How long the client of a WebSocket may refuse to read, in milliseconds. */
  readonly writeTimeLimit: number;
}

/** Answers the requests of one connection, one after the other, until it is over (`httpd_helper_thread`). */
export async function serveConnection(connection: Connection, options: ServerConnectionOptions): Promise<void> {
  const { settings: { sessionKeepAlive, sessionInactivity }, clock } = options;
  const reader = new ByteReader(connection, clock);
  const writer = new ByteWriter(connection, { clock, onFailure: () => connection.close() });
  const exchange = new Exchange(connection, { reader, writer, options });
  const patience = sessionKeepAlive > 0 ? sessionKeepAlive : sessionInactivity;
  reader.setPatience(Math.max(patience, minFirstRequestTime), sessionInactivity);
  try {
    // deno-lint-ignore no-await-in-loop -- A connection's requests are answered in their order.
    while (await exchange.next()) reader.setPatience(sessionKeepAlive, sessionInactivity);
    await writer.flush();
  } finally {
    connection.close();
  }
}

interface ExchangeParts {
  readonly reader: ByteReader;
  readonly writer: ByteWriter;
  readonly options: ServerConnectionOptions;
}

/** Requests and their responses. */
class Exchange {
  readonly #connection: Connection;
  readonly #reader: ByteReader;
  readonly #writer: ByteWriter;
  readonly #options: ServerConnectionOptions;

  constructor(connection: Connection, { reader, writer, options }: ExchangeParts) {
    this.#connection = connection;
    this.#reader = reader;
    this.#writer = writer;
    this.#options = options;
  }

  /** Answers one request; gives `false` when it was the last one. */
  async next(): Promise<boolean> {
    const head = await readHead(this.#reader);
    if (head === undefined) return false;
    if (head.kind === "problem") return await this.#refuse(head);
    const body = new RequestBody(this.#reader, head.headers);
    if (body.isMalformed) {
      const text = "Invalid Content-Length in request!";
      return await this.#refuse({ kind: "problem", status: 400, reason: "Bad Request", text });
    }
    return await this.#answer(head, body);
  }

  async #answer(head: RequestHead, body: RequestBody): Promise<boolean> {
    const { handle, remoteAddress, settings } = this.#options;
    const request: HttpRequest = { ...head, remoteAddress, readBody: (limit) => body.read(limit) };
    let socket: FrameSocket | undefined;
    const answer = await handle(request, ({ protocol }) => {
      return socket = acceptSocket(this.#connection, this.#reader, {
        clock: this.#options.clock,
        writeTimeLimit: this.#options.writeTimeLimit,
        headers: head.headers,
        ...(protocol !== undefined && { protocol }),
      });
    });
    if (answer.kind === "upgraded") {
      await socket?.run();
      return false;
    }
    const wantsClose = head.headers.get("Connection")?.toLowerCase() === "close";
    const closes = settings.sessionKeepAlive <= 0 || wantsClose || answer.closes || !await body.discard();
    // What comes behind a response that closes the connection comes too late.
    for (const response of closes ? answer.responses.slice(0, 1) : answer.responses) {
      if (closes) response.headers.set("Connection", "close");
      // deno-lint-ignore no-await-in-loop -- Responses go in their order.
      this.#writer.write(await formatResponse(response));
    }
    // A client that sends requests and reads no answers has to wait.
    if (this.#writer.waitingLength > maxWaitingAnswers) await this.#writer.flush();
    return !closes;
  }

  async #refuse({ status, reason, text }: HeadProblem): Promise<false> {
    const { settings: { serverName }, now } = this.#options;
    const response = complete(htmlError(status, text, { reason, serverName }), {
      serverName,
      now: now(),
      closes: true,
    });
    this.#writer.write(await formatResponse(response));
    return false;
  }
}

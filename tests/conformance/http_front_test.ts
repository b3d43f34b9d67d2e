import { assertEquals } from "@std/assert";
import { converse } from "../support/raw_http.ts";
import type { Backend } from "./backend.ts";
import { type Conformance, conformance } from "./harness.ts";

const overPort = { overPort: true };

/** What a server writes before a body. */
function head(status: string, ...headers: string[]): string {
  const [first = ""] = headers;
  const closes = first === "Connection: close";
  return [
    `HTTP/1.1 ${status}`,
    "Server: *",
    "Date: *",
    ...(closes ? [first] : []),
    "Cache-Control: no-cache, no-store",
    ...headers.slice(closes ? 1 : 0),
    "",
    "",
  ].join("\r\n");
}

/** An answer of ARI. */
function json(status: string, body: string, ...headers: string[]): string {
  const length = new TextEncoder().encode(body).length;
  return head(status, ...headers, "Content-type: application/json", `Content-Length: ${length}`) + body;
}

/** A page of the server itself. */
function page(status: string, text: string, ...headers: string[]): string {
  return head(status, ...headers, "Content-type: text/html", "Content-Length: *") + [
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">',
    "<html><head>",
    `<title>${status}</title>`,
    "</head><body>",
    `<h1>${status.slice(4)}</h1>`,
    `<p>${text}</p>`,
    "<hr />",
    "<address>*</address>",
    "</body></html>",
    "",
  ].join("\r\n");
}

const close = "Connection: close";
const notFound = '{"message":"Channel not found"}';

function authorization({ user: { username, password } }: Pick<Backend, "user">): string {
  return `Authorization: Basic ${btoa(`${username}:${password}`)}`;
}

/** Sends each request over a connection of its own: its lines, the user, and what ends the connection. */
async function ask({ backend, signal }: Conformance, ...lines: string[]): Promise<string> {
  const text = [...lines, authorization(backend), close, "", ""].join("\r\n");
  return await converse(backend.url, text, signal);
}

/** Sends a request as it stands, and then one that ends the connection, whose answer is taken off. */
async function askAndLeave({ backend, signal }: Conformance, text: string): Promise<string> {
  const leave = ["GET /ari/channels/x HTTP/1.1", authorization(backend), close, "", ""].join("\r\n");
  const answer = await converse(backend.url, text + leave, signal);
  const end = json("404 Not Found", notFound, close);
  assertEquals(answer.slice(-end.length), end);
  return answer.slice(0, -end.length);
}

conformance("answers have Asterisk's headers, in its order and spelling", async (given) => {
  assertEquals(await ask(given, "GET /ari/channels/x HTTP/1.1"), json("404 Not Found", notFound, close));
  assertEquals(
    await ask(given, "PATCH /ari/channels HTTP/1.1"),
    json("405 Method Not Allowed", '{"message":"Invalid method"}', close, "Allow: OPTIONS,GET,POST"),
  );
  assertEquals(
    await ask(given, "OPTIONS /ari/channels/x HTTP/1.1"),
    head("204 No Content", close, "Allow: OPTIONS,GET,POST,DELETE", "Content-Length: 0"),
  );
  assertEquals(
    await converse(given.backend.url, `GET /ari/nope HTTP/1.1\r\n${close}\r\n\r\n`, given.signal),
    json(
      "401 Unauthorized",
      '{"message":"Authentication required"}',
      close,
      'WWW-Authenticate: Basic realm="Asterisk REST Interface"',
    ),
  );
  assertEquals(
    await ask(given, "GET /nope HTTP/1.1"),
    page("404 Not Found", "The requested URL was not found on this server.", close),
  );
}, overPort);

conformance("some refusals have reason phrases of their own", async (given) => {
  const phrase = async (request: string) => (await ask(given, `${request} HTTP/1.1`)).split("\r\n")[0];

  assertEquals(await phrase("GET /ari/channels/x/variable?variable=a"), "HTTP/1.1 404 Channel Not Found");
  assertEquals(await phrase("DELETE /ari/channels/x"), "HTTP/1.1 404 Not Found");
  assertEquals(await phrase("GET /ari/sounds/x"), "HTTP/1.1 404 Not Found");
}, overPort);

conformance("requests are read as loosely as Asterisk reads them", async (given) => {
  const pong = async (...lines: string[]) => (await ask(given, ...lines)).startsWith("HTTP/1.1 200 OK\r\n");

  assertEquals(await pong("get /ARI/asterisk/ping HTTP/1.0"), true);
  assertEquals(await pong("GET  /ari/asterisk/ping"), true);
  assertEquals(await pong(" GET\t/ari/asterisk/ping HTTP/9.9 x"), true);
  assertEquals(await pong("GET /ari/asterisk/ping HTTP/1.1", "no colon", "Empty:"), true);
  assertEquals(await pong("GET /Ari/Asterisk/ping HTTP/1.1"), false);
  assertEquals(
    await ask(given, "GET http://x/ari/channels/x HTTP/1.1"),
    page("404 Not Found", "The requested URL was not found on this server.", close),
  );
  assertEquals(
    await ask(given, "GET /ari/channels/../channels/x HTTP/1.1"),
    json("404 Not Found", '{"message":"Resource not found"}', close),
  );
}, overPort);

conformance("lines and headers have limits", async (given) => {
  const badRequest = (text: string) => page("400 Bad Request", text, close);
  const line = (length: number) => `GET /ari/channels/x?a=${"a".repeat(length - 34)} HTTP/1.1`;

  assertEquals(await ask(given, line(4_096)), json("404 Not Found", notFound, close));
  assertEquals(await ask(given, line(4_097)), badRequest("Request line too long"));
  assertEquals(
    await ask(given, "GET /ari/channels/x HTTP/1.1", `A: ${"a".repeat(4_090)}`),
    json("404 Not Found", notFound, close),
  );
  assertEquals(
    await ask(given, "GET /ari/channels/x HTTP/1.1", `A: ${"a".repeat(4_091)}`),
    badRequest("Header line too long"),
  );
  const headers = (count: number) => Array<string>(count - 2).fill("A: b");
  assertEquals(
    await ask(given, "GET /ari/channels/x HTTP/1.1", ...headers(100)),
    json("404 Not Found", notFound, close),
  );
  assertEquals(
    await ask(given, "GET /ari/channels/x HTTP/1.1", ...headers(101)),
    page("413 Request Entity Too Large", "Too many headers", close),
  );
  assertEquals(await ask(given, "GET"), badRequest("Invalid Request"));
  assertEquals(await ask(given, "", "GET /ari/channels/x HTTP/1.1"), badRequest("Invalid Request"));
}, overPort);

conformance("bodies are read when they are JSON or a form, in one piece or in chunks", async (given) => {
  const post = (headers: string[], body: string) => {
    const lines = ["POST /ari/events/claim HTTP/1.1", authorization(given.backend), close, ...headers, ""];
    return converse(given.backend.url, `${lines.join("\r\n")}\r\n${body}`, given.signal);
  };
  const asks = (parameter: string) => {
    return json("400 Bad Request", `{"message":"${parameter} parameter is required"}`, close);
  };
  const [jsonType, formType] = ["Content-Type: application/json", "content-type: application/x-www-form-urlencoded"];
  const chunked = "Transfer-Encoding: chunked";
  const unreadable = json("400 Bad Request", '{"message":"Error parsing request body"}', close);
  const tooLarge = json("413 Request Entity Too Large", '{"message":"Request body too large"}', close);

  assertEquals(await post([jsonType, "Content-Length: 17"], '{"channelId":"x"}'), asks("application"));
  assertEquals(await post([`${jsonType}; charset=x`, "Content-Length: 17"], '{"channelId":"x"}'), asks("application"));
  assertEquals(await post([formType, "Content-Length: 11"], "channelId=x"), asks("application"));
  assertEquals(
    await post([jsonType, chunked], '5\r\n{"cha\r\nC;a=b\r\nnnelId":"x"}\r\n0\r\nA: b\r\n\r\n'),
    asks("application"),
  );
  assertEquals(await post(["Content-Type: text/plain", "Content-Length: 17"], '{"channelId":"x"}'), asks("channelId"));
  assertEquals(await post(["Content-Length: 17"], '{"channelId":"x"}'), asks("channelId"));
  for (
    const body of ["5", '"x"', "null", "{", "{}x", '{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"a":99999999999999999999}']
  ) {
    assertEquals(await post([jsonType, `Content-Length: ${body.length}`], body), unreadable);
  }
  assertEquals(await post([jsonType, chunked], "x\r\n"), unreadable);
  assertEquals(await post([jsonType, "Content-Length: 40961"], ""), tooLarge);
  assertEquals(await post([jsonType, chunked], `${(40_961).toString(16)}\r\n`), tooLarge);
  const badLength = page("400 Bad Request", "Invalid Content-Length in request!", close);
  assertEquals(await post(["Content-Length: x"], ""), badLength);
  assertEquals(await post(["Content-Length: -1"], ""), badLength);
  assertEquals(
    await post(["Transfer-Encoding: gzip"], ""),
    page("501 Unimplemented", "Unsupported Transfer-Encoding.", close),
  );
}, overPort);

conformance(
  "connections are kept, requests behind each other are answered in order, unread bodies skipped",
  async (given) => {
    const user = authorization(given.backend);
    const missing = (path: string) => `GET ${path} HTTP/1.1\r\n${user}\r\n\r\n`;
    const ignored = `GET /ari/channels/x HTTP/1.1\r\n${user}\r\nContent-Length: 50000\r\n\r\n${"x".repeat(50_000)}`;

    const answers = await askAndLeave(given, missing("/ari/sounds/x") + ignored + missing("/ari/playbacks/x"));

    assertEquals(
      answers,
      json("404 Not Found", '{"message":"Sound not found"}') + json("404 Not Found", notFound) +
        json("404 Not Found", '{"message":"Playback not found"}'),
    );
  },
  overPort,
);

conformance("pages of an allowed origin are told so, and may ask for methods", async (given) => {
  const origin = "Origin: http://localhost:8000";
  const allowed = ["Access-Control-Allow-Origin: http://localhost:8000", "Access-Control-Allow-Credentials: true"];
  const missing = (...headers: string[]) => json("404 Not Found", notFound, close, ...headers);
  const get = "GET /ari/channels/x HTTP/1.1";

  assertEquals(await ask(given, get, origin), missing(...allowed));
  assertEquals(await ask(given, get, "Origin: http://LOCALHOST:8000"), missing());
  assertEquals(await ask(given, get, "Origin: http://localhost:8001"), missing());
  assertEquals(await ask(given, get, "origin: http://localhost:8000"), missing());
  assertEquals(
    await converse(given.backend.url, `${get}\r\n${origin}\r\n${close}\r\n\r\n`, given.signal),
    json(
      "401 Unauthorized",
      '{"message":"Authentication required"}',
      close,
      ...allowed,
      'WWW-Authenticate: Basic realm="Asterisk REST Interface"',
    ),
  );
  const options = (...headers: string[]) => ask(given, "OPTIONS /ari/channels/x HTTP/1.1", ...headers);
  const told = (...headers: string[]) => head("204 No Content", close, ...headers, "Content-Length: 0");
  const methods = "OPTIONS,GET,POST,DELETE";
  assertEquals(
    await options(origin, "Access-Control-Request-Method: DELETE", "Access-Control-Request-Headers: x-a, x-b"),
    told(
      ...allowed,
      `Allow: ${methods}`,
      `Access-Control-Allow-Methods: ${methods}`,
      "Access-Control-Allow-Headers: x-a, x-b",
    ),
  );
  assertEquals(
    await options(origin, "Access-Control-Request-Method: PUT"),
    told(...allowed, `Allow: ${methods}`),
  );
  assertEquals(await options("Access-Control-Request-Method: DELETE"), told(`Allow: ${methods}`));
}, overPort);

conformance("a parameter that is passed over for a name still counts for the next segment", async (given) => {
  const answers = [];
  for (const path of ["channels/externalMedia/x", "channels/create/x", "bridges/x/nope", "recordings/live/x/y"]) {
    const answer = await ask(given, `GET /ari/${path} HTTP/1.1`);
    answers.push(/\{"message":"(.*)"\}/.exec(answer)?.[1]);
  }

  assertEquals(answers, ["Channel not found", "Resource not found", "Resource not found", "Resource not found"]);
}, overPort);

conformance(
  "the 101st connection is closed without a word, and there is room again when others leave",
  async (given) => {
    const { hostname, port } = new URL(given.backend.url);
    const connections: Deno.TcpConn[] = [];
    try {
      let refused = 0;
      while (refused === 0 && connections.length < 120) {
        const connection = await Deno.connect({ hostname, port: Number(port), signal: given.signal });
        connections.push(connection);
        await connection.write(new TextEncoder().encode("GET /nope HTTP/1.1\r\n\r\n"));
        const count = await connection.read(new Uint8Array(4_096)).catch((error: unknown) => {
          // What was sent to a connection that is closed comes back as a reset.
          if (error instanceof Deno.errors.ConnectionReset) return null;
          throw error;
        });
        if (count === null) refused = connections.length;
      }
      assertEquals(refused, 101);
    } finally {
      for (const connection of connections) connection.close();
    }
    assertEquals(await roomAgain(given), true);
  },
  overPort,
);

/** A server notices in its own time that a client has gone. */
async function roomAgain(given: Conformance): Promise<boolean> {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    // deno-lint-ignore no-await-in-loop -- One attempt after the other.
    if (await ask(given, "GET /nope HTTP/1.1") !== "") return true;
  }
  return false;
}

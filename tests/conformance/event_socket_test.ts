import { assertEquals, assertRejects } from "@std/assert";
import { clientFrame, joinBytes, readFrames } from "../support/raw_frames.ts";
import { converse } from "../support/raw_http.ts";
import { type Conformance, conformance } from "./harness.ts";
import { RawAri } from "./raw_ari.ts";

const overPort = { overPort: true };
const upgrade = {
  "Upgrade": "websocket",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version": "13",
};

/** The request for a WebSocket as text; a header that is `undefined` is left out. */
function handshake(given: Conformance, query: string, changes: Record<string, string | undefined> = {}): string {
  const { username, password } = given.backend.user;
  const headers = { ...upgrade, Authorization: `Basic ${btoa(`${username}:${password}`)}`, ...changes };
  const lines = Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [`${name}: ${value}`]);
  return [`GET /ari/events${query} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}

/** Asks for a WebSocket, and gives the status lines of all that is answered, and what names them. */
async function refusals(
  given: Conformance,
  query: string,
  changes?: Record<string, string | undefined>,
): Promise<string[]> {
  // The connection stays open, so another request has to end it.
  const text = handshake(given, query, changes) + "GET /nope HTTP/1.1\r\nConnection: close\r\n\r\n";
  const answer = await converse(given.backend.url, text, given.signal);
  return answer.split(/(?=HTTP\/1\.1 )/).slice(0, -1).map((response) => {
    const [status = ""] = response.slice("HTTP/1.1 ".length).split("\r\n");
    const detail = /<p>(.*)<\/p>/.exec(response)?.[1] ?? /^(?:Sec-WebSocket-Version: (.*)\r)$/m.exec(response)?.[1] ??
      /"message":"(.*)"/.exec(response)?.[1];
    return `${status}: ${detail}`;
  });
}

conformance("a WebSocket that can not be opened gets up to three responses", async (given) => {
  const badRequest = "400 Bad Request: 7, 8, 13";
  const failed = [
    "500 Internal Server Error: Stasis app registration failed",
    "500 Server Error: Failed to create ARI websocket session",
    badRequest,
  ];

  assertEquals(await refusals(given, "?app=a", { Authorization: undefined }), [
    "401 Unauthorized: Authentication required",
  ]);
  assertEquals(await refusals(given, "", { Upgrade: undefined }), ["426 Upgrade Required: "]);
  assertEquals(await refusals(given, "", { Upgrade: "h2c" }), ["426 Upgrade Required: "]);
  assertEquals(await refusals(given, "", { "Sec-WebSocket-Protocol": "sip, x" }), [badRequest]);
  assertEquals(await refusals(given, "", { "Sec-WebSocket-Version": "12" }), [badRequest]);
  assertEquals(await refusals(given, "", { "Sec-WebSocket-Version": undefined }), [badRequest]);
  assertEquals(await refusals(given, "", { "Sec-WebSocket-Key": undefined }), [badRequest]);
  const missing = ["400 Bad Request: HTTP request is missing param: [app]", badRequest];
  assertEquals(await refusals(given, ""), missing);
  assertEquals(await refusals(given, "?app=&app=b"), missing);
  assertEquals(await refusals(given, "?app=a,,b"), failed);
  assertEquals(await refusals(given, `?app=${"x".repeat(74)}`), failed);
}, overPort);

conformance("a client that wants the connection closed gets the first response only", async (given) => {
  const request = handshake(given, "?app=a,,b", { Connection: "close" });

  const answer = await converse(given.backend.url, request, given.signal);

  assertEquals(answer.match(/^HTTP.*(?=\r)/gm), ["HTTP/1.1 500 Internal Server Error"]);
}, overPort);

conformance("a WebSocket is opened with Asterisk's answer, whatever its version", async (given) => {
  const ari = new RawAri(given);
  const open = async (changes: Record<string, string>) => {
    const request = handshake(given, `?app=${ari.name("app")}`, changes);
    return await converse(given.backend.url, request, given.signal, clientFrame(8));
  };
  const answer = (...lines: string[]) =>
    ["HTTP/1.1 101 Switching Protocols", ...lines, "", "\x88\x02\x03\xe8"].join("\r\n");
  const accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  assertEquals(await open({}), answer("Upgrade: websocket", "Connection: Upgrade", accept));
  assertEquals(
    await open({ "Upgrade": "WebSocket", "Sec-WebSocket-Version": "7", "Sec-WebSocket-Protocol": "sip, ARI" }),
    answer("Upgrade: WebSocket", "Connection: Upgrade", accept, "Sec-WebSocket-Protocol:  ARI"),
  );
}, overPort);

/** Opens a WebSocket, sends frames, and gives those that come back until it is closed. */
async function exchange(given: Conformance, ...frames: Uint8Array[]): Promise<string[]> {
  const request = handshake(given, `?app=${new RawAri(given).name("app")}`);
  const answer = await converse(given.backend.url, request, given.signal, joinBytes(...frames));
  return readFrames(answer.slice(answer.indexOf("\r\n\r\n") + 4)).frames.map((frame) => {
    return frame.startsWith("1 ") ? `1 ${JSON.parse(frame.slice(2)).reason_phrase}` : frame;
  });
}

conformance("frames are read as Asterisk reads them", async (given) => {
  const request = JSON.stringify({ type: "RESTRequest", method: "GET", uri: "channels/x", padding: "x".repeat(200) });
  const [half, rest] = [request.slice(0, 40), request.slice(40)];
  const end = clientFrame(8, Uint8Array.of(15, 161));

  assertEquals(await exchange(given, clientFrame(1, request), end), ["1 Not Found", "8 4001"]);
  assertEquals(await exchange(given, clientFrame(1, request, { isMasked: false }), end), ["1 Not Found", "8 4001"]);
  assertEquals(
    await exchange(
      given,
      clientFrame(1, half, { isFinal: false }),
      clientFrame(9, "ping"),
      clientFrame(0, rest),
      end,
    ),
    ["10 ping", "1 Not Found", "8 4001"],
  );
  assertEquals(
    await exchange(given, clientFrame(2, request), clientFrame(10, "pong"), clientFrame(1, "{"), end),
    ["1 Failed to parse request message JSON", "8 4001"],
  );
  assertEquals(await exchange(given, clientFrame(1, Uint8Array.of(0x22, 0xff, 0x22)), end), [
    "1 Failed to parse request message JSON",
    "8 4001",
  ]);
  assertEquals(await exchange(given, clientFrame(8)), ["8 1000"]);
}, overPort);

conformance("a frame of more than 65535 bytes with its header is the end", async (given) => {
  const end = clientFrame(8);

  assertEquals(await exchange(given, clientFrame(1, "x".repeat(65_535 - 8)), end), [
    "1 Failed to parse request message JSON",
    "8 1000",
  ]);
  assertEquals(await exchange(given, clientFrame(1, "x".repeat(65_535 - 7))), ["8 1009"]);
  assertEquals(await exchange(given, clientFrame(1, "x".repeat(100_000))), ["8 1009"]);
}, overPort);

conformance("a client may name ari as its protocol, or none, and the first app parameter counts", async (given) => {
  const ari = new RawAri(given);
  const [first, second] = [ari.name("first"), ari.name("second")];

  await using named = await ari.connect(`app=${first}&app=${second}`, { protocols: ["ari"] });
  const found = await ari.rest(`GET applications/${first}`);
  const other = await ari.rest(`GET applications/${second}`);

  assertEquals([named.protocol, found.status, other.status], ["ari", 200, 404]);
  await assertRejects(() => ari.connect(`app=${first}`, { protocols: ["sip"] }), Error, "Invalid status code: 400");
});

conformance("a read-only user may open a WebSocket", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect(`app=${ari.name("app")}`, { user: given.backend.readOnlyUser });

  const [read, write] = [
    await socket.request({ method: "GET", uri: "channels/x" }),
    await socket.request({ method: "POST", uri: "channels/x/answer" }),
  ];

  assertEquals([read.status_code, write.status_code, write.message_body], [
    404,
    403,
    '{"message":"Write access denied"}',
  ]);
});

conformance("who has been replaced still runs requests, in the name of its first application", async (given) => {
  const ari = new RawAri(given);
  const [app, own] = [ari.name("app"), ari.name("own")];
  await using first = await ari.connect(`app=${app},${own}`);
  const second = await ari.connect(`app=${app}`);
  await first.event("ApplicationReplaced");
  const ask = () => first.request({ method: "GET", uri: "channels/x" });

  const replaced = await ask();
  await ari.rest(`POST events/user/x?application=${app}`);
  await ari.rest(`POST events/user/y?application=${own}`);
  const heard = await first.event("ChannelUserevent");
  await second[Symbol.asyncDispose]();
  first.send({ type: "RESTRequest", method: "GET", uri: "channels/x" });
  // There is nobody whose filter could let the answer through, until there is such an application again.
  await ari.rest(`POST events/user/z?application=${own}`);
  await first.event("ChannelUserevent", 2);
  const unanswered = first.types.filter((type) => type === "RESTResponse").length;

  assertEquals([replaced.application, replaced.status_code, heard.eventname, unanswered], [app, 404, "y", 1]);
  assertEquals(first.types, ["ApplicationReplaced", "RESTResponse", "ChannelUserevent", "ChannelUserevent"]);
});

conformance("an application that is named twice on one WebSocket replaces itself", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using socket = await ari.connect(`app=${app},${app}`);

  await ari.rest(`POST events/user/x?application=${app}`);
  await socket.event("ChannelUserevent");

  assertEquals(socket.types, ["ApplicationReplaced", "ChannelUserevent"]);
});

conformance("a connection that fails for one name has taken the others away", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using first = await ari.connect(`app=${app}`);

  await assertRejects(() => ari.connect(`app=${app},,x`));
  await first.event("ApplicationReplaced");

  assertEquals((await ari.rest(`GET applications/${app}`)).status, 404);
});

conformance("a client that does not read is cut off, and its application goes", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  const { hostname, port } = new URL(given.backend.url);
  using connection = await Deno.connect({ hostname, port: Number(port), signal: given.signal });
  await connection.write(new TextEncoder().encode(handshake(given, `?app=${app}`)));
  await connection.read(new Uint8Array(1_024));
  const fields = { filler: "x".repeat(30_000) };

  let status = 204;
  let sent = 0;
  for (; status === 204 && sent < 5_000; sent++) {
    ({ status } = await ari.rest(`POST events/user/x?application=${app}`, { variables: fields }));
  }

  assertEquals(status, 404);
  assertEquals((await ari.rest(`GET applications/${app}`)).status, 404);
  // What the network still held arrives; then there is nothing more, and no close frame.
  const buffer = new Uint8Array(1_048_576);
  let received = 0;
  for (let count: number | null = 0; count !== null; received += count ?? 0) count = await connection.read(buffer);
  assertEquals(received < sent * 30_000, true);
}, {
  ...overPort,
  exempt: {
    Asterisk:
      "It writes nothing more at once, but ends the connection only when its reading thread wakes: at once, or never",
  },
});

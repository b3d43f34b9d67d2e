import { assertEquals } from "@std/assert";
import { type Exchange, exchangeWith } from "./exchange.ts";
import { conformance } from "./harness.ts";

const json = "application/json";
const authentication = "Authentication required";

/** Each table's requests are independent of each other; the expected answers were taken from Asterisk 22.10.1. */
const tables: Readonly<Record<string, readonly Exchange[]>> = {
  "who may ask is checked before what is asked": [
    { request: "GET /ari/asterisk/ping", as: "nobody", status: 401, message: authentication },
    { request: "GET /ari/asterisk/ping", as: "stranger", status: 401, message: authentication },
    { request: "GET /ari/asterisk/ping", as: "api_key", status: 200 },
    { request: "GET /ari/asterisk/ping", as: "stranger with api_key", status: 401, message: authentication },
    { request: "GET /ari/no/such/thing", as: "nobody", status: 401, message: authentication },
    { request: "OPTIONS /ari/channels", as: "nobody", status: 401, message: authentication },
    { request: "GET /ari/channels/", as: "nobody", status: 401, message: authentication },
    { request: "GET /ari/api-docs/resources.json", as: "nobody", status: 401, message: authentication },
  ],
  "a body that cannot be read is refused before the user is looked at": [
    {
      request: "POST /ari/channels",
      as: "nobody",
      body: "{",
      type: json,
      status: 400,
      message: "Error parsing request body",
    },
    {
      request: "POST /ari/channels",
      as: "nobody",
      body: JSON.stringify("x".repeat(40_961)),
      type: json,
      status: 413,
      message: "Request body too large",
    },
  ],
  "a read-only user may ask, and change nothing": [
    { request: "GET /ari/channels", as: "reader", status: 200 },
    { request: "OPTIONS /ari/channels", as: "reader", status: 204, allow: "OPTIONS,GET,POST" },
    { request: "POST /ari/channels/x/answer", as: "reader", status: 403, message: "Write access denied" },
    { request: "POST /ari/no/such/thing", as: "reader", status: 403, message: "Write access denied" },
    { request: "DELETE /ari/channels/", as: "reader", status: 403, message: "Write access denied" },
  ],
  "paths lead to operations": [
    { request: "GET /ari/no/such/thing", status: 404, message: "Resource not found" },
    { request: "GET /ari/Channels", status: 404, message: "Resource not found" },
    {
      request: "GET /ari/channels/",
      status: 404,
      message: "ARI URLs do not end with a slash. Try /ari/channels",
    },
    { request: "GET /ari/channels//x", status: 200 },
    { request: "GET /ari//channels", status: 405, message: "Invalid method" },
    { request: "GET /ari", status: 405, message: "Invalid method" },
    { request: "GET /ari/", status: 405, message: "Invalid method" },
    { request: "GET /ari/recordings", status: 405, message: "Invalid method" },
    { request: "GET /ari/playbacks", status: 405, message: "Invalid method" },
    { request: "GET /ari/asterisk", status: 405, message: "Invalid method" },
    { request: "GET /ari/api-docs", status: 404, message: "Resource not found" },
    { request: "GET /ari/api-docs/nosuch.json", status: 404, message: "Resource not found" },
  ],
  "methods that a path does not have are refused with those that it has": [
    { request: "PATCH /ari/channels/x", status: 405, message: "Invalid method", allow: "OPTIONS,GET,POST,DELETE" },
    { request: "PUT /ari/channels", status: 405, message: "Invalid method", allow: "OPTIONS,GET,POST" },
    { request: "OPTIONS /ari/channels/x", status: 204, allow: "OPTIONS,GET,POST,DELETE" },
    { request: "OPTIONS /ari/asterisk/ping", status: 204, allow: "OPTIONS,GET" },
    { request: "POST /ari/events", status: 405, message: "Invalid method" },
    { request: "POST /ari/api-docs/resources.json", status: 405, message: "Unsupported method" },
  ],
  "what is not there is not found": [
    { request: "GET /ari/channels/x", status: 404, message: "Channel not found" },
    { request: "DELETE /ari/channels/x", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/answer", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/continue", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/play?media=sound:a", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/play/y?media=sound:a", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/ring", status: 404, message: "Channel not found" },
    { request: "DELETE /ari/channels/x/ring", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/dtmf?dtmf=1", status: 404, message: "Channel not found" },
    { request: "GET /ari/applications/x", status: 404, message: "Application not found" },
    { request: "GET /ari/playbacks/x", status: 404, message: "Playback not found" },
    { request: "DELETE /ari/playbacks/x", status: 404, message: "Playback not found" },
    { request: "POST /ari/playbacks/x/control?operation=pause", status: 404, message: "Playback not found" },
    { request: "GET /ari/sounds/no-such-sound", status: 404, message: "Sound not found" },
  ],
  "parameters are checked in Asterisk's order": [
    { request: "DELETE /ari/channels/x?reason=bored", status: 404, message: "Channel not found" },
    { request: "POST /ari/channels/x/dtmf", status: 404, message: "Channel not found" },
    { request: "POST /ari/playbacks/x/control", status: 400, message: "Missing operation" },
    { request: "POST /ari/playbacks/x/control?operation=jump", status: 400, message: "Invalid operation jump" },
  ],
};

for (const [title, exchanges] of Object.entries(tables)) {
  conformance(title, async ({ backend, signal }) => {
    const answers: Exchange[] = [];
    for (const exchange of exchanges) answers.push(await exchangeWith(backend, exchange, signal));

    assertEquals(answers, exchanges);
  });
}

conformance(
  "an answer carries Asterisk's headers, and asks for the password by its realm",
  async ({ backend, signal }) => {
    const refused = await backend.fetch("/ari/asterisk/ping", { signal });
    await refused.body?.cancel();
    const { username, password } = backend.user;
    const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
    const answer = await backend.fetch("/ari/asterisk/ping", { headers, signal });
    const ping = await answer.json();

    assertEquals(refused.headers.get("www-authenticate"), 'Basic realm="Asterisk REST Interface"');
    for (const response of [refused, answer]) {
      assertEquals(response.headers.get("cache-control"), "no-cache, no-store");
      assertEquals(response.headers.get("content-type"), "application/json");
      assertEquals(response.headers.get("server")?.startsWith("Asterisk/22.10"), true);
    }
    assertEquals(Object.keys(ping), ["ping", "timestamp", "asterisk_id"]);
  },
);

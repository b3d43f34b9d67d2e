import { assertEquals, assertStringIncludes } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import { SimulatedAri, stasisDialplan } from "../../simulated_ari.ts";

const json = { "content-type": "application/json" };
const nobody = { authorization: "" };

// Each request breaks one rule more than the one below it, so this is the order in which Asterisk checks.
for (
  const [request, options, answer] of [
    ["POST nope/", { headers: { ...nobody, ...json }, body: "{" }, "400 Error parsing request body"],
    ["POST nope/", { headers: { ...nobody, ...json }, body: "x".repeat(41_000) }, "413 Request body too large"],
    ["POST nope/", { headers: nobody }, "401 Authentication required"],
    ["OPTIONS channels", { headers: nobody }, "401 Authentication required"],
    ["POST nope/", { headers: { authorization: `Basic ${btoa("reader:simulated")}` } }, "403 Write access denied"],
    ["GET nope/", {}, "404 ARI URLs do not end with a slash. Try /ari/nope"],
    ["GET nope", {}, "404 Resource not found"],
    ["PUT channels", {}, "405 Invalid method"],
    ["GET playbacks", {}, "405 Invalid method"],
    [`GET asterisk/info?only=${Array(128).fill("a").join(",")}`, {}, "400 Too many values for only"],
    ["GET channels/x", {}, "404 Channel not found"],
  ] as const
) {
  Deno.test(`ARI answers ${answer} to ${request.slice(0, 30)}`, async () => {
    await using ari = await SimulatedAri.open();

    const { status, body } = await ari.rest(request, options);

    assertEquals(`${status} ${body.message}`, answer);
  });
}

Deno.test("ARI names the methods of a path in Allow", async () => {
  await using ari = await SimulatedAri.open();

  const options = await ari.rest("OPTIONS channels/x");
  const refused = await ari.rest("PATCH channels");

  assertEquals([options.status, options.headers.get("allow")], [204, "OPTIONS,GET,POST,DELETE"]);
  assertEquals([refused.status, refused.headers.get("allow")], [405, "OPTIONS,GET,POST"]);
});

Deno.test("ARI asks for Basic authentication by its realm", async () => {
  await using ari = await SimulatedAri.open();

  const { headers } = await ari.rest("GET channels", { headers: nobody });

  assertEquals(headers.get("www-authenticate"), 'Basic realm="Asterisk REST Interface"');
});

Deno.test("the HTTP server answers HTML outside of /ari", async () => {
  await using ari = await SimulatedAri.open();

  const response = await ari.pbx.transport.fetch(`${ari.pbx.ari.url}/nope`);

  assertEquals([response.status, response.headers.get("content-type")], [404, "text/html"]);
  assertStringIncludes(await response.text(), "The requested URL was not found on this server.");
});

Deno.test("every operation is simulated", async () => {
  await using ari = await SimulatedAri.open();
  const refused: string[] = [];

  for (const { id, method, path, result } of Object.values(operations)) {
    if (result.kind === "websocket") continue;
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status } = await ari.rest(`${method} ${path.slice(1).replace(/\{\w+\}/g, "x")}`);
    if (status === 501) refused.push(id);
  }

  assertEquals(refused, []);
});

Deno.test("what is not simulated of an operation answers 501, says so, and is in the journal", async () => {
  await using ari = await SimulatedAri.open();
  const query =
    "app=app&external_host=a:9&format=ulaw&encapsulation=audiosocket&transport=tcp&data=f0e1d2c3-b4a5-4697-8877-665544332211";

  const { status, body } = await ari.rest(`POST channels/externalMedia?${query}`);

  const entries = [...ari.pbx.journal].filter(({ kind }) => kind === "not-simulated");
  assertEquals([status, entries.map((entry) => "message" in entry && entry.message)], [501, [body.message]]);
});

Deno.test("the journal keeps request and answer with the operation and Asterisk's message", async () => {
  await using ari = await SimulatedAri.open();

  await ari.rest("DELETE channels/x?reason=busy");

  const base = { face: "rest", request: 1, method: "DELETE", path: "/ari/channels/x?reason=busy" };
  assertEquals(
    [...ari.pbx.journal].map(({ sequence: _sequence, time: _time, ...entry }) => entry) as unknown[],
    [
      { ...base, kind: "request" },
      { ...base, kind: "response", status: 404, operation: "channels.hangup", message: "Channel not found" },
    ],
  );
});

for (
  const [origin, allowed] of [
    ["http://a.example", "http://a.example"],
    ["http://A.example", null],
    ["http://b.example", null],
  ] as const
) {
  Deno.test(`ARI answers a page of ${origin} with Access-Control-Allow-Origin ${allowed}`, async () => {
    await using ari = await SimulatedAri.open({
      files: { "ari.conf": "[general]\nallowed_origins = http://a.example,http://c.example\n" },
      users: [{ username: "a", password: "b" }],
    });

    const { headers, status } = await ari.rest("GET asterisk/ping", { headers: { origin } });
    const refused = await ari.rest("GET asterisk/ping", { headers: { origin, authorization: "" } });

    assertEquals([status, headers.get("access-control-allow-origin")], [200, allowed]);
    assertEquals(headers.get("access-control-allow-credentials"), allowed === null ? null : "true");
    assertEquals([refused.status, refused.headers.get("access-control-allow-origin")], [401, allowed]);
  });
}

Deno.test("ARI answers 503 until Asterisk has booted, and closes the connection", async () => {
  await using ari = await SimulatedAri.open({ booted: false });

  const before = await ari.rest("POST nope/");
  const unknown = await ari.rest("POST nope/", { headers: { authorization: "" } });
  ari.pbx.boot();
  const after = await ari.rest("GET asterisk/ping");

  assertEquals([before.status, before.body.message], [503, "Asterisk not booted"]);
  assertEquals([before.headers.get("connection"), unknown.status, after.status], ["close", 401, 200]);
});

Deno.test("ARI refuses a user from an address that ari.conf denies, before it looks at anything else", async () => {
  await using ari = await SimulatedAri.open({
    booted: false,
    files: { "ari.conf": "[a]\ntype = user\npassword = b\ndeny = 0.0.0.0/0\npermit = 10.0.0.0/8\n" },
  });

  const { status, body } = await ari.rest("POST nope/");

  assertEquals([status, body.message], [403, "Access denied by ACL"]);
});

Deno.test("ARI writes JSON for people where ari.conf says pretty, in answers and in events", async () => {
  await using ari = await SimulatedAri.open({
    files: { "ari.conf": "[general]\npretty = yes\n", "extensions.conf": stasisDialplan },
    users: [{ username: "a", password: "b" }],
  });
  const frames: string[] = [];
  const socket = await ari.connect();
  socket.addEventListener("message", (event) => event instanceof MessageEvent && frames.push(event.data));

  const response = await ari.pbx.transport.fetch(`${ari.pbx.ari.url}/ari/applications/app`, {
    headers: { authorization: ari.authorization },
  });
  await ari.rest("POST events/user/x?application=app");
  await ari.event("ChannelUserevent");

  assertStringIncludes(await response.text(), '{\n  "name": "app",\n  "channel_ids": [],\n');
  assertStringIncludes(frames[0] ?? "", '{\n  "type": "ChannelUserevent",\n');
});

Deno.test("ARI is found below the prefix of http.conf, which its documents name", async () => {
  const httpConf = "[general]\nenabled = yes\nprefix = pbx\nservername = Something\n";
  await using ari = await SimulatedAri.open({ files: { "http.conf": httpConf } });
  const get = (path: string) => {
    return ari.pbx.transport.fetch(ari.pbx.ari.url + path, { headers: { authorization: ari.authorization } });
  };

  const [below, above] = [await get("/PBX/ARI/api-docs/sounds.json"), await get("/ari/asterisk/ping")];

  assertEquals([below.status, above.status, above.headers.get("server")], [200, 404, "Something"]);
  assertEquals((await below.json()).basePath, "http://asterisk.invalid/pbx/ari");
  assertStringIncludes(await above.text(), "<address>Something</address>");
});

import { assertEquals } from "@std/assert";
import { type Invocation, Invoker } from "../../../../simulator/fronts/ari/invocation.ts";
import { AccessList } from "../../../../simulator/fronts/ari/acl.ts";
import { defaultAriSettings } from "../../../../simulator/fronts/ari/ari_settings.ts";
import { emptyResponse } from "../../../../simulator/fronts/ari/responses.ts";
import { AsteriskRelease } from "../../../../simulator/asterisk_release.ts";
import { allOperations, Router } from "../../../../simulator/fronts/ari/router.ts";
import { ApiRelease } from "../../../../simulator/fronts/ari/api_release.ts";
import { NotSimulatedError } from "../../../../simulator/errors.ts";
import { HttpHeaders } from "../../../../simulator/http/headers.ts";
import { TestChannel } from "../../core/test_channel.ts";

const acl = new AccessList([{ name: "deny", value: "10.0.0.0/8" }]);
const users = [
  { username: "a", password: "p", readOnly: false, acl },
  { username: "r", password: "p", readOnly: true },
];

function open(given: TestChannel): { notSimulated: string[]; ask: (changes: Partial<Invocation>) => Promise<string> } {
  const notSimulated: string[] = [];
  const invoker = new Invoker({
    pbx: given.pbx,
    settings: { ...defaultAriSettings, users },
    prefix: "",
    router: new Router(allOperations()),
    api: new ApiRelease(new AsteriskRelease()),
    handlers: {
      "asterisk.ping": () => emptyResponse(),
      "asterisk.getInfo": () => {
        throw new NotSimulatedError("Cannot tell");
      },
    },
    entityId: "02:00:00:00:00:01",
    onNotSimulated: (message) => void notSimulated.push(message),
  });
  const ask = async (changes: Partial<Invocation>) => {
    const result = await invoker.invoke({
      source: "http",
      method: "GET",
      path: "asterisk/ping",
      query: new URLSearchParams("api_key=a:p"),
      json: undefined,
      headers: new HttpHeaders([["Host", "h"]]),
      remoteAddress: "127.0.0.1",
      ...changes,
    });
    if (result.kind === "websocket") return "websocket";
    const { response, message, operation, closes } = result;
    return [response.status, message, operation, closes === true ? "closes" : undefined].filter(Boolean).join(" ");
  };
  return { ask, notSimulated };
}

const reader = new URLSearchParams("api_key=r:p");
const nobody = new URLSearchParams();

// Each breaks one rule more than the one below it, so this is the order in which Asterisk checks.
for (
  const [changes, answer] of [
    [{ query: nobody, remoteAddress: "10.0.0.1", method: "POST", path: "x/" }, "401 Authentication required"],
    [{ remoteAddress: "10.0.0.1", method: "POST", path: "x/" }, "403 Access denied by ACL"],
    [{ query: reader, method: "POST", path: "x/" }, "403 Write access denied"],
    [{ path: "x/" }, "404 ARI URLs do not end with a slash. Try /ari/x"],
    [{ path: "api-docs/x", method: "POST" }, "405 Unsupported method"],
    [{ path: "api-docs/x" }, "404 Resource not found"],
    [{ path: "api-docs/resources.json" }, "200"],
    [{ path: "x", method: "OPTIONS" }, "404 Resource not found"],
    [{ path: "events", method: "OPTIONS" }, "204"],
    [{ path: "events" }, "websocket"],
    [{ path: "events", source: "websocket" }, "400 Can't upgrade to websocket from a websocket"],
    [{ path: "events", method: "PATCH" }, "405 Invalid method"],
    [{ source: "websocket", remoteAddress: "10.0.0.1" }, "204 asterisk.ping"],
    [{}, "204 asterisk.ping"],
    [{ path: "asterisk/info" }, "501 Cannot tell asterisk.getInfo"],
    [
      { path: "channels" },
      "501 Cannot run channels.list: not simulated yet, test what needs it on a real Asterisk channels.list",
    ],
  ] satisfies [Partial<Invocation>, string][]
) {
  const { query, method, path } = { query: "", method: "GET", path: "asterisk/ping", ...changes };
  Deno.test(`Invoker answers ${answer.slice(0, 40)} to ${method} ${path} ${query}`, async () => {
    using given = new TestChannel();

    assertEquals(await open(given).ask(changes), answer);
  });
}

Deno.test("Invoker answers 503 before Asterisk has booted, to those that it knows", async () => {
  using given = new TestChannel();
  given.pbx.isBooted = false;
  const { ask } = open(given);

  assertEquals(await ask({ query: reader, method: "POST" }), "503 Asterisk not booted closes");
  assertEquals(await ask({ query: nobody }), "401 Authentication required");
});

Deno.test("Invoker tells of what is not simulated", async () => {
  using given = new TestChannel();
  const { ask, notSimulated } = open(given);

  await ask({ path: "asterisk/info" });

  assertEquals(notSimulated, ["Cannot tell"]);
});

import { AriResponseError, connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { systemTransport } from "../../../_internal/transport.ts";
import { swaggerTexts } from "../_tools/swagger_fixture.ts";

const user = { username: "u", password: "hunter2" };
const fixture = new Map([...swaggerTexts()].map(([name, text]) => [name, JSON.parse(text)]));
const declaration = {
  resourcePath: "/api-docs/channels.{format}",
  apis: [{
    path: "/channels/{channelId}/whisper",
    operations: [{
      httpMethod: "POST",
      nickname: "whisper",
      responseClass: "List[Channel]",
      parameters: [
        { name: "channelId", paramType: "path", required: true, allowMultiple: false, dataType: "string" },
        { name: "words", paramType: "query", required: true, allowMultiple: true, dataType: "string" },
        {
          name: "volume",
          paramType: "query",
          required: false,
          allowMultiple: false,
          dataType: "float",
          defaultValue: {},
        },
        { name: "settings", paramType: "body", required: false, allowMultiple: false, dataType: "object" },
      ],
    }],
  }],
  models: {},
};

/** A server that answers everything with what `answer` gives, and the URLs that it was asked for. */
function server(answer: (path: string, init: RequestInit) => Response) {
  const asked: string[] = [];
  const fetch = (url: string, init: RequestInit = {}) => {
    asked.push(
      `${init.method} ${url.slice("http://pbx:8088/ari".length)}${init.body === undefined ? "" : ` ${init.body}`}`,
    );
    return Promise.resolve(answer(new URL(url).pathname, init));
  };
  return { asked, transport: { ...systemTransport, fetch } };
}

Deno.test('connect() with apiDocs "server" downloads the docs with the password in the header alone, from the host alone', async () => {
  const seen: unknown[] = [];
  const { asked, transport } = server((path, { headers }) => {
    seen.push(new Headers(headers).get("authorization"));
    const document = fixture.get(path.slice("/ari/api-docs/".length));
    return Response.json(document === undefined ? {} : { ...document, basePath: "http://elsewhere/ari" });
  });
  await using ari = await connect("http://pbx:8088", { ...user, transport, apiDocs: "server" });

  assertEquals(asked, [
    "GET /asterisk/info?only=system",
    "GET /api-docs/resources.json",
    "GET /api-docs/channels.json",
    "GET /api-docs/events.json",
  ]);
  assertEquals(new Set(seen), new Set(["Basic dTpodW50ZXIy"]));
  assertEquals(ari.apiDocs.differences.length > 100, true);
});

Deno.test("an operation that only the docs know is called by its name, checked, and answers objects", async () => {
  const { asked, transport } = server(() => Response.json([{ id: "1.1", name: "PJSIP/a" }]));
  await using ari = await connect("http://pbx:8088", { ...user, transport, apiDocs: [declaration] });
  const { whisper } = ari.apiDocs.extra<"whisper">("channels");

  const channels = await whisper({ channelId: "a/b", words: ["x", "y"], settings: { any: 1 } });

  assertEquals(asked.slice(1), ['POST /channels/a%2Fb/whisper?words=x%2Cy {"settings":{"any":1}}']);
  assertEquals(Deno.inspect(channels), '[ Channel { id: "1.1", name: "PJSIP/a" } ]');
  assertEquals(ari.apiDocs.differences.filter(({ change }) => change === "added"), [
    { subject: "operation", name: "channels.whisper", change: "added" },
  ]);
  for (
    const [parameters, message] of [
      [{ channelId: "c" }, 'Cannot run channels.whisper: parameter "words" is missing'],
      [
        { channelId: "c", words: "x", loud: true },
        'unknown parameter "loud", known are channelId, words, volume, settings',
      ],
      [{ channelId: "c", words: [5] }, '"words" must be a string, not number 5'],
      [{ channelId: "c", words: "x", settings: 5 }, '"settings" must be an object, not number 5'],
    ] as const
  ) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await assertRejects(() => whisper(parameters), TypeError, message);
  }
  assertEquals(asked.length, 2);
});

Deno.test("ApiDocs says so when nothing was read, and keeps what it had when reading fails", async () => {
  let isBroken = false;
  const { transport } = server(() =>
    isBroken ? Response.json({ message: "Resource not found" }, { status: 404 }) : Response.json({})
  );
  await using ari = await connect("http://pbx:8088", { ...user, transport });

  assertThrows(() => ari.apiDocs.differences, TypeError, "Cannot tell differences: no API docs were read");
  assertThrows(() => ari.apiDocs.extra("channels"), TypeError, "Cannot tell extra operations: no API docs were read");
  const differences = await ari.apiDocs.read([declaration]);
  isBroken = true;
  const error = await assertRejects(
    () => ari.apiDocs.read(),
    AriResponseError,
    "Cannot run api-docs (GET /api-docs/resources.json)",
  );
  await assertRejects(() => ari.apiDocs.read([{ apis: 5 }]), SyntaxError, '"apis" must be a list');
  assertEquals(error.status, 404);
  assertEquals(ari.apiDocs.differences, differences);
});

Deno.test("docs that can not be read let connect() fail, and nothing stays open", async () => {
  const { transport } = server(() => Response.json({}));

  await assertRejects(
    () => connect("http://pbx:8088", { ...user, transport, apiDocs: "server" }),
    SyntaxError,
    'Cannot read "resources.json": "apis" must be a list',
  );
});

Deno.test("the docs of another release tell what it has not got", async () => {
  await using pbx = await simulate({ listen: false, version: "20.9.0" });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, apiDocs: "server" });
  const names = (change: string) =>
    ari.apiDocs.differences.filter((difference) => difference.change === change).map(({ name }) => name);

  assertEquals(names("added"), []);
  assertEquals(names("missing").includes("channels.transfer_progress"), true);
  assertEquals(names("missing").includes("channels.answer"), false);
  assertThrows(() => ari.apiDocs.extra("channels").answer, TypeError, "call ari.channels.answer() instead");
});

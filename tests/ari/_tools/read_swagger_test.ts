import { assertEquals, assertRejects } from "@std/assert";
import { readSwagger } from "../../../ari/_tools/read_swagger.ts";
import { swaggerTexts, temporaryFolder, writeAll } from "./swagger_fixture.ts";

function serveSwagger(user: string): { url: string; requests: string[] } & AsyncDisposable {
  const texts = swaggerTexts();
  const requests: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    requests.push(pathname);
    if (request.headers.get("authorization") !== `Basic ${btoa(user)}`) return new Response(null, { status: 401 });
    const text = texts.get(pathname.replace("/ari/api-docs/", ""));
    return text === undefined ? new Response(null, { status: 404 }) : new Response(text);
  });
  const url = `http://127.0.0.1:${server.addr.port}/ari/api-docs`;
  return { url, requests, [Symbol.asyncDispose]: () => server.shutdown() };
}

Deno.test("readSwagger() reads the same from a folder and from a running Asterisk", async () => {
  await using folder = await temporaryFolder();
  await writeAll(folder.path, swaggerTexts());
  await using server = serveSwagger("name:pass:word");

  const read = await readSwagger({ folder: folder.path });
  const downloaded = await readSwagger({ url: `${server.url}/`, user: "name:pass:word" });

  assertEquals(downloaded, read);
  assertEquals(read.map(({ resource }) => resource), ["channels", "events"]);
  assertEquals(server.requests[0], "/ari/api-docs/resources.json");
});

Deno.test("readSwagger() names the file and the status, and no credentials, when the server refuses", async () => {
  await using server = serveSwagger("name:password");

  const error = await assertRejects(() => readSwagger({ url: server.url, user: "name:wrong-password" }), Error);

  assertEquals(
    error.message,
    `Cannot read "resources.json" from ${server.url}/resources.json: the server answered 401`,
  );
});

Deno.test("readSwagger() refuses a URL with credentials without repeating them", async () => {
  const error = await assertRejects(() => readSwagger({ url: "http://name:password@127.0.0.1/" }), TypeError);

  assertEquals(error.message.includes("password"), false);
});

for (
  const [problem, name, text, message] of [
    ["is not JSON", "channels.json", "{", 'Cannot read "channels.json": it is not JSON'],
    ["lists no files", "resources.json", "{}", 'Cannot read "resources.json": "apis" must be a list'],
    [
      "lists what is no resource",
      "resources.json",
      '{"apis":[{"path":"/x"}]}',
      'Cannot read "resources.json": "apis[0].path" must look like "/api-docs/channels.{format}": current value is "/x"',
    ],
    [
      "lists a file that is not there",
      "resources.json",
      '{"apis":[{"path":"/api-docs/x.{format}"}]}',
      'Cannot read "x.json" in folder',
    ],
    [
      "lists a file twice",
      "resources.json",
      '{"apis":[{"path":"/api-docs/events.{format}"},{"path":"/api-docs/events.{format}"}]}',
      '"apis" names a resource twice',
    ],
  ] as const
) {
  Deno.test(`readSwagger() says so when ${name} ${problem}`, async () => {
    await using folder = await temporaryFolder();
    await writeAll(folder.path, swaggerTexts().set(name, text));

    await assertRejects(() => readSwagger({ folder: folder.path }), Error, message);
  });
}

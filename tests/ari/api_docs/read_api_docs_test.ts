import { assertEquals, assertRejects } from "@std/assert";
import { type ApiDocsSource, maxApiDocuments, readApiDocs } from "../../../ari/api_docs/read_api_docs.ts";
import { swaggerTexts, temporaryFolder, writeAll } from "../_tools/swagger_fixture.ts";

const documents = new Map([...swaggerTexts()].map(([name, text]) => [name, JSON.parse(text)]));
const channels = { ...documents.get("channels.json"), resourcePath: "/api-docs/channels.{format}" };

function refuse(path: string): Promise<unknown> {
  return Promise.reject(new Error(`Cannot get ${path}`));
}

async function resources(source: ApiDocsSource, get = refuse): Promise<string[]> {
  return (await readApiDocs(source, get)).map(({ resource, root }) => `${resource} ${root.get("apis").items().length}`);
}

Deno.test("readApiDocs() downloads the list of resources from the server, and each of them", async () => {
  const asked: string[] = [];
  const get = (path: string) => {
    asked.push(path);
    return Promise.resolve(documents.get(path.slice("/api-docs/".length)));
  };

  assertEquals(await resources("server", get), ["channels 3", "events 1"]);
  assertEquals(asked, ["/api-docs/resources.json", "/api-docs/channels.json", "/api-docs/events.json"]);
});

Deno.test("readApiDocs() takes documents that are parsed already, and needs no list of them", async () => {
  assertEquals(await resources([channels]), ["channels 3"]);
  assertEquals(await resources([documents.get("resources.json"), channels]), ["channels 3"]);
  assertEquals(await resources([]), []);
});

Deno.test("readApiDocs() reads a folder, a list of resources, or one resource's file", async () => {
  await using folder = await temporaryFolder();
  await writeAll(folder.path, new Map([...swaggerTexts(), ["other.json", JSON.stringify(channels)]]));
  const url = new URL(`${folder.path}/`, new URL("../../../", import.meta.url));

  assertEquals(await resources(url), ["channels 3", "events 1"]);
  assertEquals(await resources(new URL("resources.json", url)), ["channels 3", "events 1"]);
  assertEquals(await resources(`file:${url.pathname}other.json`), ["channels 3"]);
  await assertRejects(() => resources(new URL("none.json", url)), Error, 'Cannot read API docs from "');
  await writeAll(folder.path, new Map([["bad.json", "{"]]));
  await assertRejects(() => resources(new URL("bad.json", url)), SyntaxError, 'Cannot read "bad.json": it is not JSON');
});

Deno.test("readApiDocs() asks nobody but the server that the client has, whatever the list says", async () => {
  for (const path of ["http://elsewhere/api-docs/a.json", "/api-docs/../a.json", "/api-docs/a/b.json", "a.json", 5]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await assertRejects(
      () => resources("server", () => Promise.resolve({ apis: [{ path }] })),
      SyntaxError,
      'Cannot read "resources.json": "apis[0].path" must',
    );
  }
});

Deno.test("readApiDocs() throws TypeError for another source, and RangeError for too long a list", async () => {
  const sources: [unknown, string][] = [
    ["http://pbx:8088/ari/api-docs/resources.json", "not a URL of http:"],
    [new URL("https://user:hunter2@pbx/"), "not a URL of https:"],
    ["sever", "not something else"],
    [undefined, "not something else"],
    [{}, "not something else"],
  ];
  for (const [source, message] of sources) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    const error = await assertRejects(() => resources(source as ApiDocsSource), TypeError, message);
    assertEquals(error.message.includes("hunter2"), false);
  }
  const apis = Array.from({ length: maxApiDocuments + 1 }, (_, index) => ({ path: `/api-docs/r${index}.{format}` }));
  await assertRejects(
    () => resources("server", () => Promise.resolve({ apis })),
    RangeError,
    "resources.json names 65 documents, the limit is 64",
  );
});

import type { SwaggerFile } from "./api.ts";
import { JsonNode } from "./json_node.ts";

/**
 * Where the documentation of Asterisk's REST interface comes from: `"server"` is the Asterisk of the client, a `file:` URL a
 * file on this machine (`resources.json` with the files that it lists beside it, their folder with a slash at the end, or one
 * resource's file), a list what such files hold, parsed.
 */
export type ApiDocsSource = "server" | `file:${string}` | URL | readonly object[];

/** Gets one document of the server's, by its path below `/ari`. */
export type GetDocument = (path: string) => Promise<unknown>;

/** Most documents that a list of resources may name. Asterisk's names 11. */
export const maxApiDocuments = 64;

const indexName = "resources.json";

/** Reads the Swagger of every resource. Throws `TypeError` for another source, `SyntaxError` for what is no Swagger. */
export async function readApiDocs(source: ApiDocsSource, get: GetDocument): Promise<SwaggerFile[]> {
  if (source === "server") {
    return await readListed(await get(`/api-docs/${indexName}`), (name) => get(`/api-docs/${name}`));
  }
  if (Array.isArray(source)) {
    const documents = source.map((document, index) => new JsonNode(document, `document ${index}`));
    return documents.filter((document) => !isListing(document)).map(toFile);
  }
  const url = source instanceof URL ? source : typeof source === "string" ? URL.parse(source) : null;
  if (url?.protocol !== "file:") {
    const shown = url === null ? "something else" : `a URL of ${url.protocol}`;
    throw new TypeError(`Cannot read API docs: expected "server", a file: URL or parsed documents, not ${shown}`);
  }
  const index = url.pathname.endsWith("/") ? new URL(indexName, url) : url;
  const document = await readFile(index);
  const node = new JsonNode(document, nameOf(index));
  return isListing(node) ? await readListed(document, (name) => readFile(new URL(name, index))) : [toFile(node)];
}

async function readListed(listing: unknown, read: (name: string) => Promise<unknown>): Promise<SwaggerFile[]> {
  const apis = new JsonNode(listing, indexName).get("apis");
  const resources = apis.items().map((api) => resourceName(api.get("path")));
  if (resources.length > maxApiDocuments) {
    throw new RangeError(
      `Cannot read API docs: ${indexName} names ${resources.length} documents, the limit is ${maxApiDocuments}`,
    );
  }
  if (new Set(resources).size < resources.length) apis.fail("names a resource twice");
  return await Promise.all(
    resources.sort().map(async (resource) => {
      const name = `${resource}.json`;
      return { resource, root: new JsonNode(await read(name), name) };
    }),
  );
}

/** A list of resources has their paths; a resource has operations besides. */
function isListing(document: JsonNode): boolean {
  const apis = document.get("apis").items();
  return apis.length > 0 && apis.every((api) => !api.has("operations"));
}

function toFile(root: JsonNode): SwaggerFile {
  return { resource: resourceName(root.get("resourcePath")), root };
}

/** The name alone: where documents lie is not for a document to say. */
function resourceName(path: JsonNode): string {
  const [, name] = /^\/api-docs\/(\w+)\.(?:\{format\}|json)$/.exec(path.string()) ?? [];
  return name ?? path.fail('must look like "/api-docs/channels.{format}"');
}

async function readFile(url: URL): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(url);
  } catch (cause) {
    throw new Error(`Cannot read API docs from "${url.pathname}"`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`Cannot read "${nameOf(url)}": it is not JSON`, { cause });
  }
}

function nameOf({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf("/") + 1);
}

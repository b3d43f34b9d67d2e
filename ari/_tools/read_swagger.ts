import type { SwaggerFile } from "../api_docs/api.ts";
import { JsonNode } from "../api_docs/json_node.ts";

/** Where Asterisk's Swagger is read from: a folder, or the `api-docs` of a running Asterisk. */
export type Source =
  | { readonly folder: string }
  | { readonly url: string; readonly user?: string };

const indexName = "resources.json";

/** Reads the resource list and each file on it; files come in alphabetical order. */
export async function readSwagger(source: Source): Promise<SwaggerFile[]> {
  const index = await readJson(source, indexName);
  const resources = index.get("apis").items().map((api) => resourceName(api.get("path")));
  if (new Set(resources).size < resources.length) index.get("apis").fail("names a resource twice");
  return await Promise.all(
    resources.sort().map(async (resource) => ({ resource, root: await readJson(source, `${resource}.json`) })),
  );
}

function resourceName(path: JsonNode): string {
  const [, name] = /^\/api-docs\/(\w+)\.\{format\}$/.exec(path.string()) ?? [];
  return name ?? path.fail('must look like "/api-docs/channels.{format}"');
}

async function readJson(source: Source, name: string): Promise<JsonNode> {
  const text = "folder" in source ? await readFile(source.folder, name) : await download(source, name);
  try {
    return new JsonNode(JSON.parse(text), name);
  } catch (cause) {
    throw new SyntaxError(`Cannot read "${name}": it is not JSON`, { cause });
  }
}

async function readFile(folder: string, name: string): Promise<string> {
  try {
    return await Deno.readTextFile(`${folder}/${name}`);
  } catch (cause) {
    throw new Error(`Cannot read "${name}" in folder "${folder}"`, { cause });
  }
}

async function download({ url, user }: Extract<Source, { url: string }>, name: string): Promise<string> {
  const base = new URL(url);
  if (base.username !== "" || base.password !== "") {
    throw new TypeError("Cannot read Swagger from a URL with credentials in it: give them with --user");
  }
  const headers = new Headers();
  if (user !== undefined) headers.set("authorization", `Basic ${new TextEncoder().encode(user).toBase64()}`);
  const address = `${base.origin}${base.pathname.replace(/\/$/, "")}/${name}`;
  const response = await fetch(address, { headers, redirect: "error" });
  const text = await response.text();
  if (!response.ok) throw new Error(`Cannot read "${name}" from ${address}: the server answered ${response.status}`);
  return text;
}

import { assertEquals } from "@std/assert";
import { models } from "../../ari/generated/models.ts";
import { operations } from "../../ari/generated/operations.ts";
import type { Model, Operation } from "../../ari/operation.ts";
import type { Backend } from "./backend.ts";
import { conformance } from "./harness.ts";

/** The parts of Asterisk's documentation files that are looked at. */
interface Declaration {
  readonly basePath: string;
  readonly resourcePath: string;
  readonly apis: readonly {
    readonly path: string;
    readonly operations: readonly {
      readonly httpMethod: string;
      readonly nickname: string;
      readonly responseClass: string;
      readonly parameters?: readonly { readonly name: string; readonly paramType: string; readonly dataType: string }[];
    }[];
  }[];
  readonly models: Readonly<
    Record<string, { readonly id: string; readonly properties: Readonly<Record<string, unknown>> }>
  >;
}

/** Fetches one documentation file. */
async function fetchDocs(backend: Backend, path: string, signal: AbortSignal) {
  const { username, password } = backend.user;
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  const response = await backend.fetch(path, { headers, signal });
  if (!response.ok) throw new Error(`Cannot fetch ${path}: status ${response.status}`);
  return await response.json();
}

conformance(
  "the documentation that Asterisk serves has the operations and models of our table",
  async ({ backend, signal }) => {
    const resources: { basePath: string; apis: { path: string }[] } = await fetchDocs(
      backend,
      "/ari/api-docs/resources.json",
      signal,
    );
    const declarations: Declaration[] = [];
    for (const { path } of resources.apis) {
      declarations.push(await fetchDocs(backend, `/ari${path.replace("{format}", "json")}`, signal));
    }

    const documented = declarations.flatMap(({ resourcePath, apis }) =>
      apis.flatMap(({ path, operations }) =>
        operations.map(({ httpMethod, nickname, responseClass, parameters = [] }) => {
          const resource = resourcePath.replace("/api-docs/", "").replace(".{format}", "");
          const names = parameters.map(({ name, paramType }) => `${name}@${paramType}`).join(" ");
          return `${resource}.${nickname} ${httpMethod} ${path} (${names}) ${responseClass}`;
        })
      )
    );
    const fields = declarations.flatMap((declaration) =>
      Object.values(declaration.models).map(({ id, properties }) => `${id}: ${Object.keys(properties).join(" ")}`)
    );
    assertEquals(documented.length, 109);
    assertEquals(documented.sort(), Object.values<Operation>(operations).map(describe).sort());
    assertEquals(withoutOurs(fields), withoutOurs(Object.values<Model>(models).map(describeModel)));
    assertEquals(new URL(resources.basePath).pathname, "/ari");
  },
);

function describe({ id, method, path, parameters, result }: Operation): string {
  const names = parameters.map((parameter) => `${parameter.name}@${parameter.in}`).join(" ");
  const answer = result.kind === "model"
    ? result.list ? `List[${result.name}]` : result.name
    : result.kind === "websocket"
    ? "Message"
    : result.kind;
  return `${id} ${method} ${path} (${names}) ${answer}`;
}

function describeModel({ name, properties }: Model): string {
  return `${name}: ${properties.map((property) => property.name).join(" ")}`;
}

/** All models but RTPstat, to which the table adds the ten fields that Asterisk sends and does not document. */
function withoutOurs(lines: readonly string[]): string[] {
  return lines.filter((line) => !line.startsWith("RTPstat:")).sort();
}

import { assertEquals, assertRejects } from "@std/assert";
import { readDocumented } from "../../../ari/api_docs/read_documented.ts";
import type { ApiDocsHost } from "../../../ari/api_docs/api_docs.ts";

const host: ApiDocsHost = {
  run: () => Promise.reject(new Error("run")),
  get: (path) => Promise.reject(new Error(`no ${path}`)),
};

const documents = [
  {
    resourcePath: "/api-docs/sounds.{format}",
    apis: [{
      path: "/sounds/{soundId}/copies",
      operations: [{
        httpMethod: "GET",
        nickname: "copies",
        responseClass: "void",
        parameters: [{ name: "soundId", paramType: "path", required: true, allowMultiple: false, dataType: "string" }],
      }],
    }],
    models: {},
  },
];

Deno.test("readDocumented() tells how documents differ from the table, and has what only they know", async () => {
  const { differences, extra } = await readDocumented(documents, { host, options: {} });

  const more = differences.filter(({ change }) => change !== "missing").map(({ subject, name }) => [subject, name]);
  assertEquals(more, [["operation", "sounds.copies"]]);
  await assertRejects(() => extra.of("sounds").copies?.({ soundId: "a" }) ?? Promise.resolve(), Error, "run");
});

Deno.test("readDocumented() rejects as the server does", async () => {
  await assertRejects(() => readDocumented("server", { host, options: {} }), Error, "resources.json");
});

import { assertEquals } from "@std/assert";
import { models } from "../../../../ari/generated/models.ts";
import { operations } from "../../../../ari/generated/operations.ts";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("GET api-docs gives Swagger 1.1 of every operation and model", async () => {
  await using ari = await SimulatedAri.open();

  const { body: list } = await ari.rest("GET api-docs/resources.json");
  const documents = [];
  for (const { path } of list.apis) {
    // deno-lint-ignore no-await-in-loop -- One document after the other.
    documents.push((await ari.rest(`GET ${path.slice(1).replace("{format}", "json")}`)).body);
  }

  assertEquals([list.swaggerVersion, list.basePath], ["1.1", "http://asterisk.invalid/ari"]);
  const nicknames = documents.flatMap(({ apis, resourcePath }) =>
    apis.flatMap((api: { operations: { nickname: string }[] }) => {
      return api.operations.map(({ nickname }) => `${/(\w+)\.\{format\}/.exec(resourcePath)?.[1]}.${nickname}`);
    })
  );
  assertEquals(nicknames.toSorted(), Object.keys(operations).toSorted());
  assertEquals(
    documents.flatMap((document) => Object.keys(document.models)).toSorted(),
    Object.keys(models).toSorted(),
  );
});

Deno.test("GET api-docs describes parameters, results and events as aioari and ari-client read them", async () => {
  await using ari = await SimulatedAri.open();

  const { body: playbacks } = await ari.rest("GET api-docs/playbacks.json");
  const { body: events } = await ari.rest("GET api-docs/events.json");

  const [control] = playbacks.apis.find(({ path }: { path: string }) => path.endsWith("/control")).operations;
  assertEquals([control.httpMethod, control.nickname, control.responseClass], ["POST", "control", "void"]);
  assertEquals(control.parameters[1], {
    name: "operation",
    description: "The operation",
    paramType: "query",
    required: true,
    allowMultiple: false,
    dataType: "string",
    allowableValues: { valueType: "LIST", values: ["restart", "pause", "unpause", "reverse", "forward"] },
  });
  assertEquals(control.errorResponses.map(({ code }: { code: number }) => code), [400, 404, 409]);
  assertEquals(events.models.Message.discriminator, "type");
  assertEquals(events.models.Message.subTypes.includes("Event"), true);
  assertEquals(events.models.Event.subTypes.includes("StasisStart"), true);
  assertEquals(events.apis[0].operations[0].upgrade, "websocket");
});

Deno.test("GET api-docs answers 404 for other files and 405 for other methods", async () => {
  await using ari = await SimulatedAri.open();

  const answers = [
    await ari.rest("GET api-docs"),
    await ari.rest("GET api-docs/none.json"),
    await ari.rest("POST api-docs/resources.json"),
  ];

  assertEquals(answers.map(({ status, body }) => `${status} ${body.message}`), [
    "404 Resource not found",
    "404 Resource not found",
    "405 Unsupported method",
  ]);
});

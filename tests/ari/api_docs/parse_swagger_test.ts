import { assertEquals, assertThrows } from "@std/assert";
import { JsonNode } from "../../../ari/api_docs/json_node.ts";
import { parseSwagger } from "../../../ari/api_docs/parse_swagger.ts";
import { swaggerFiles } from "../_tools/swagger_fixture.ts";

const { operations, models } = parseSwagger(swaggerFiles());

Deno.test("parseSwagger() keeps resources and operations in order", () => {
  const ids = ["channels.list", "channels.hangup", "channels.play", "events.eventWebsocket"];
  assertEquals(operations.map(({ id }) => id), ids);
});

Deno.test("parseSwagger() sorts releases by number and statuses without repeats, written as numbers or not", () => {
  const hangup = operations.find(({ id }) => id === "channels.hangup");

  assertEquals(hangup?.since, ["13.9.0", "13.10.0"]);
  assertEquals(hangup?.errors, [404, 409]);
});

Deno.test("parseSwagger() reads where parameters go, their types, lists, defaults, values and ranges", () => {
  const parameters = operations.flatMap((operation) => operation.parameters);

  assertEquals(parameters, [
    { name: "channelId", in: "path", type: "string", list: false, required: true },
    { name: "reason", in: "query", type: "string", list: false, required: false, values: ["normal", "busy"] },
    { name: "channelId", in: "path", type: "string", list: false, required: true },
    { name: "media", in: "query", type: "string", list: true, required: true },
    { name: "skipms", in: "query", type: "int", list: false, required: false, default: 3000, min: 0 },
    { name: "variables", in: "body", type: "variables", list: false, required: false },
    { name: "app", in: "query", type: "string", list: true, required: true },
  ]);
});

Deno.test("parseSwagger() tells nothing, models, lists and the WebSocket as results", () => {
  assertEquals(operations.map(({ result }) => result), [
    { kind: "model", name: "Channel", list: true },
    { kind: "void" },
    { kind: "model", name: "Sound", list: false },
    { kind: "websocket" },
  ]);
});

Deno.test("parseSwagger() reads the models with what they extend", () => {
  assertEquals(models.map(({ name, extends: base }) => [name, base]), [
    ["Channel", undefined],
    ["Sound", undefined],
    ["Message", undefined],
    ["Event", "Message"],
    ["Referral", undefined],
    ["StasisStart", "Event"],
    ["Pong", "Event"],
  ]);
  assertEquals(models[0]?.properties, [
    { name: "id", type: "string", list: false, required: true },
    { name: "state", type: "string", list: false, required: true, values: ["Down", "Up"] },
    { name: "creationtime", type: "Date", list: false, required: true },
    { name: "channelvars", type: "object", list: false, required: false },
  ]);
});

for (
  const [problem, from, to, message] of [
    ["a method", '"DELETE"', '"PATCH"', '"apis[1].operations[0].httpMethod" must be GET, POST, PUT or DELETE'],
    ["a status", '"409"', '"four"', '"apis[1].operations[0].errorResponses[0].code" must be an HTTP status'],
    ["a place", '"paramType":"body"', '"paramType":"header"', "must be path, query or body"],
    ["a type", '"dataType":"int"', '"dataType":"short"', "must be string, int, long, double or boolean"],
    ["a body", '"variables"', '"things"', "must be variables, fields or filter for a body"],
    ["a default", "3000", '"3000"', '"apis[2].operations[0].parameters[2].defaultValue" must be a number'],
    ["a kind of values", '"RANGE"', '"SET"', "must be LIST or RANGE"],
    ["a result", '"responseClass":"Sound"', '"responseClass":"Noise"', "must name a model"],
    ["a property", '"type":"Date"', '"type":"Moment"', "must be a primitive or a model"],
    ["a path", "/channels/{channelId}/play", "/channels/{id}/play", 'must have the path parameters "channelId"'],
    ["two operations", '"nickname":"play"', '"nickname":"hangup"', '"channels.hangup" is declared twice'],
    ["two parameters", '"name":"skipms"', '"name":"media"', '"media" is declared twice'],
  ] as const
) {
  Deno.test(`parseSwagger() refuses ${problem} that it does not understand`, () => {
    const files = swaggerFiles((text) => text.replace(from, to));

    assertThrows(() => parseSwagger(files), SyntaxError, message);
  });
}

Deno.test("parseSwagger() takes what it has not seen yet when it is lenient", () => {
  const unknown = [
    { name: "settings", paramType: "body", dataType: "object" },
    { name: "volume", paramType: "query", dataType: "float", defaultValue: {} },
  ];
  const operation = { httpMethod: "GET", nickname: "new", responseClass: "List[Thing]", parameters: unknown };
  const api = { apis: [{ path: "/things", operations: [operation] }], models: {} };
  const files = [{ resource: "things", root: new JsonNode(api, "things.json") }];

  const [parsed] = parseSwagger(files, { lenient: true }).operations;

  assertEquals(parsed?.parameters.map(({ name, type }) => `${name} ${type}`), ["settings json", "volume string"]);
  assertEquals(parsed?.result, { kind: "model", name: "Thing", list: true });
  assertEquals(parsed?.since, []);
  assertThrows(() => parseSwagger(files), SyntaxError);
});

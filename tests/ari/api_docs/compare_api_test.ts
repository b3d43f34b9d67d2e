import { assertEquals } from "@std/assert";
import { type ApiDifference, compareApi } from "../../../ari/api_docs/compare_api.ts";
import { parseSwagger } from "../../../ari/api_docs/parse_swagger.ts";
import { swaggerFiles } from "../_tools/swagger_fixture.ts";
import type { Operation } from "../../../ari/operation.ts";

const own = parseSwagger(swaggerFiles());

function changeOperation(id: string, change: Partial<Operation>): ApiDifference[] {
  const operations = own.operations.map((operation) => operation.id === id ? { ...operation, ...change } : operation);
  return compareApi(own, { ...own, operations });
}

function whatChanges(id: string, change: Partial<Operation>): string[] {
  return changeOperation(id, change).map((difference) => {
    return difference.change === "changed" ? difference.what : difference.change;
  });
}

Deno.test("compareApi() finds no difference between the same", () => {
  assertEquals(compareApi(own, own), []);
});

Deno.test("compareApi() tells operations and models that are there on one side only", () => {
  const [first] = own.operations;
  const [model] = own.models;
  if (first === undefined || model === undefined) throw new Error("Cannot compare nothing");
  const other = {
    operations: [...own.operations.slice(1), { ...first, id: "channels.new" }],
    models: [...own.models.slice(1), { ...model, name: "New" }],
  };

  assertEquals(compareApi(own, other), [
    { subject: "operation", name: first.id, change: "missing" },
    { subject: "operation", name: "channels.new", change: "added" },
    { subject: "model", name: model.name, change: "missing" },
    { subject: "model", name: "New", change: "added" },
  ]);
});

Deno.test("compareApi() says what is different in an operation", () => {
  const play = own.operations.find(({ id }) => id === "channels.play");
  if (play === undefined) throw new Error("Cannot find channels.play");
  const [first, ...others] = play.parameters;
  if (first === undefined) throw new Error("Cannot find a parameter");
  const { name } = first;
  const text = { name: "more", in: "query", type: "string", list: false, required: false } as const;

  assertEquals(whatChanges(play.id, { path: "/other" }), [`it is POST /other, not POST ${play.path}`]);
  assertEquals(whatChanges(play.id, { result: { kind: "binary" } })[0]?.startsWith("it answers binary, not "), true);
  assertEquals(whatChanges(play.id, { parameters: [...play.parameters, text] }), ['parameter "more" is new']);
  assertEquals(whatChanges(play.id, { parameters: others }), [`parameter "${name}" is gone`]);
  assertEquals(
    whatChanges(play.id, { parameters: [{ ...first, in: "query", type: "int", list: true }, ...others] }),
    [`parameter "${name}" is in the query, List[int], not in the path, string`],
  );
});

Deno.test("compareApi() takes what the table knows better for no difference", () => {
  const play = own.operations.find(({ id }) => id === "channels.play");
  const parameters = play?.parameters.map((parameter) => ({ ...parameter, required: false })) ?? [];

  assertEquals(changeOperation("channels.play", { parameters, errors: [418], since: [], summary: "Other" }), []);
});

Deno.test("compareApi() says what is different in a model", () => {
  const model = own.models.find(({ properties }) => properties.length > 0);
  const [first, ...others] = model?.properties ?? [];
  if (model === undefined || first === undefined) throw new Error("Cannot find a model");
  const compare = (properties: typeof others) => {
    const models = own.models.map((candidate) => candidate === model ? { ...model, properties } : candidate);
    return compareApi(own, { ...own, models });
  };
  const change = { subject: "model", name: model.name, change: "changed" } as const;

  assertEquals(compare([...model.properties, { ...first, name: "more" }]), [{
    ...change,
    what: 'property "more" is new',
  }]);
  assertEquals(compare([{ ...first, type: "boolean", list: true }, ...others]), [{
    ...change,
    what: `property "${first.name}" is List[boolean], not ${first.type}`,
  }]);
  assertEquals(compare(others), first.required ? [{ ...change, what: `property "${first.name}" is gone` }] : []);
});

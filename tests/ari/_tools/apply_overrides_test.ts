import { assertEquals, assertThrows } from "@std/assert";
import { applyOverrides, type Override } from "../../../ari/_tools/apply_overrides.ts";
import { parseSwagger } from "../../../ari/api_docs/parse_swagger.ts";
import { swaggerFiles } from "./swagger_fixture.ts";

const api = parseSwagger(swaggerFiles());
const reason = "Seen on the wire.";

Deno.test("applyOverrides() changes an operation", () => {
  const { operations } = applyOverrides(api, [{ operation: "channels.hangup", set: { errors: [404] }, reason }]);

  assertEquals(operations.find(({ id }) => id === "channels.hangup")?.errors, [404]);
});

Deno.test("applyOverrides() changes a parameter and takes its default away", () => {
  const parameter = "channels.play.skipms";
  const { operations } = applyOverrides(api, [{ parameter, set: { required: true }, drop: "default", reason }]);

  assertEquals(
    operations.find(({ id }) => id === "channels.play")?.parameters.find(({ name }) => name === "skipms"),
    { name: "skipms", in: "query", type: "int", list: false, required: true, min: 0 },
  );
});

Deno.test("applyOverrides() changes a property and adds others", () => {
  const added = { name: "name", type: "string", list: false, required: false };
  const { models } = applyOverrides(api, [
    { property: "Channel.state", set: { values: ["Down", "Up", "Ring"] }, reason },
    { model: "Channel", add: [added], reason },
  ]);

  const channel = models.find(({ name }) => name === "Channel");
  assertEquals(channel?.properties.find(({ name }) => name === "state")?.values, ["Down", "Up", "Ring"]);
  assertEquals(channel?.properties.at(-1), added);
});

for (
  const override of [
    { operation: "channels.sing", set: { errors: [404] }, reason },
    { parameter: "channels.play.volume", set: { required: true }, reason },
    { parameter: "channels.sing.media", set: { required: true }, reason },
    { property: "Channel.colour", set: { required: true }, reason },
    { model: "Choir", add: [], reason },
  ] satisfies Override[]
) {
  Deno.test(`applyOverrides() refuses an override that matches nothing: ${JSON.stringify(override)}`, () => {
    assertThrows(() => applyOverrides(api, [override]), Error, "there is no such place in the Swagger");
  });
}

Deno.test("applyOverrides() refuses an override that says what the Swagger says", () => {
  const idle: Override = { parameter: "channels.play.media", set: { required: true }, reason };

  assertThrows(() => applyOverrides(api, [idle]), Error, 'Cannot override "channels.play.media": the Swagger says the');
});

Deno.test("applyOverrides() refuses to add a property that a model has", () => {
  const twice: Override = {
    model: "Channel",
    add: [{ name: "id", type: "string", list: false, required: true }],
    reason,
  };

  assertThrows(() => applyOverrides(api, [twice]), Error, 'Cannot override "Channel": it has "id" already');
});

import { assertEquals, assertThrows } from "@std/assert";
import { describe, type Descriptions } from "../../../ari/_tools/describe.ts";
import { parseSwagger } from "../../../ari/api_docs/parse_swagger.ts";
import { swaggerFiles, tables } from "./swagger_fixture.ts";

const api = parseSwagger(swaggerFiles());

function without(table: keyof Descriptions, key: string): Descriptions {
  const { [key]: _, ...rest } = tables.descriptions[table];
  return { ...tables.descriptions, [table]: rest };
}

function including(table: keyof Descriptions, added: Record<string, string>): Descriptions {
  return { ...tables.descriptions, [table]: { ...tables.descriptions[table], ...added } };
}

Deno.test("describe() puts words to operations, models, parameters and properties", () => {
  const described = describe(api, tables.descriptions);

  assertEquals(described.operations[1]?.summary, "Hangs up.");
  assertEquals(described.models[0]?.summary, "A call.");
  assertEquals(described.parameters.get("channels.hangup.reason"), "Why.");
  assertEquals(described.properties.get("Channel.id"), "Its id.");
  assertEquals([...described.resources.keys()], ["channels", "events"]);
});

Deno.test("describe() prefers the words for a place to those for a name", () => {
  const described = describe(api, including("parameters", { "channels.play.channelId": "Who hears it." }));

  assertEquals(described.parameters.get("channels.play.channelId"), "Who hears it.");
  assertEquals(described.parameters.get("channels.hangup.channelId"), "Which channel.");
});

for (
  const [table, key, message] of [
    ["resources", "channels", 'no description of resource "channels"'],
    ["operations", "channels.hangup", 'no description of operation "channels.hangup"'],
    ["models", "Channel", 'no description of model "Channel"'],
    ["models", "StasisStart", 'no description of model "StasisStart"'],
    ["parameters", "media", 'no description of parameter "channels.play.media"'],
    ["properties", "args", 'no description of property "StasisStart.args"'],
  ] as const
) {
  Deno.test(`describe() fails naming what has no words: ${key} of ${table}`, () => {
    assertThrows(() => describe(api, without(table, key)), Error, `Cannot describe the API: ${message}`);
  });
}

for (const table of ["resources", "operations", "models", "parameters", "properties"] as const) {
  Deno.test(`describe() fails naming words for what does not exist in ${table}`, () => {
    const descriptions = including(table, { "Opera.sing": "Sings." });

    assertThrows(() => describe(api, descriptions), Error, '"Opera.sing", which does not exist');
  });
}

Deno.test("describe() names all problems at once", () => {
  const descriptions = { ...tables.descriptions, operations: {}, models: {} };

  assertThrows(() => describe(api, descriptions), Error, 'operation "channels.list"; no description of operation');
});

for (const text of ["Two\nlines.", "The end */"]) {
  Deno.test(`describe() refuses words that do not fit in a comment: ${JSON.stringify(text)}`, () => {
    const descriptions = including("models", { Channel: text });

    assertThrows(() => describe(api, descriptions), Error, 'a description of model "Channel" which is not one line');
  });
}

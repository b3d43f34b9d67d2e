import type { DescribedApi, RenderInput } from "../../../ari/_tools/api.ts";
import { describe } from "../../../ari/_tools/describe.ts";
import type { Tables } from "../../../ari/_tools/generate.ts";
import { JsonNode } from "../../../ari/api_docs/json_node.ts";
import { parseSwagger } from "../../../ari/api_docs/parse_swagger.ts";
import type { SwaggerFile } from "../../../ari/api_docs/api.ts";

/** A small Swagger of our own in the shape of Asterisk's: file name → text. */
export function swaggerTexts(): Map<string, string> {
  return new Map(Object.entries(documents).map(([name, document]) => [name, JSON.stringify(document)]));
}

/** The fixture as {@linkcode readSwagger} gives it, after `edit` has changed the text of `channels.json`. */
export function swaggerFiles(edit: (channels: string) => string = (text) => text): SwaggerFile[] {
  const texts = swaggerTexts();
  return ["channels", "events"].map((resource) => {
    const name = `${resource}.json`;
    const text = texts.get(name) ?? "";
    return { resource, root: new JsonNode(JSON.parse(resource === "channels" ? edit(text) : text), name) };
  });
}

/** The fixture, parsed and described. */
export function fixtureApi(): DescribedApi {
  return describe(parseSwagger(swaggerFiles()), tables.descriptions);
}

/** The fixture as renderers get it. */
export function fixtureInput(): RenderInput {
  return { api: fixtureApi(), shapes: tables.shapes, objectClasses: tables.objectClasses };
}

/** A folder of its own below `.cache`, removed when it is disposed. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  await Deno.mkdir(".cache", { recursive: true });
  const path = await Deno.makeTempDir({ dir: ".cache", prefix: "generator-test-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Writes files into a folder, which is made. */
export async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, text] of files) await Deno.writeTextFile(`${folder}/${name}`, text);
}

const channelId = { name: "channelId", paramType: "path", dataType: "string" };

const documents = {
  "resources.json": {
    apis: [{ path: "/api-docs/events.{format}" }, { path: "/api-docs/channels.{format}" }],
  },
  "channels.json": {
    apis: [
      {
        path: "/channels",
        operations: [{ httpMethod: "GET", since: ["12.0.0"], nickname: "list", responseClass: "List[Channel]" }],
      },
      {
        path: "/channels/{channelId}",
        operations: [
          {
            httpMethod: "DELETE",
            since: ["13.10.0", "13.9.0"],
            nickname: "hangup",
            responseClass: "void",
            parameters: [channelId, {
              name: "reason",
              paramType: "query",
              required: false,
              allowMultiple: false,
              dataType: "string",
              allowableValues: { valueType: "LIST", values: ["normal", "busy"] },
            }],
            errorResponses: [{ code: "409" }, { code: 404 }, { code: 409 }],
          },
        ],
      },
      {
        path: "/channels/{channelId}/play",
        operations: [
          {
            httpMethod: "POST",
            since: ["12.0.0"],
            nickname: "play",
            responseClass: "Sound",
            parameters: [
              channelId,
              { name: "media", paramType: "query", required: true, allowMultiple: true, dataType: "string" },
              {
                name: "skipms",
                paramType: "query",
                dataType: "int",
                defaultValue: 3000,
                allowableValues: { valueType: "RANGE", min: 0 },
              },
              { name: "variables", paramType: "body", dataType: "containers" },
            ],
          },
        ],
      },
    ],
    models: {
      Channel: {
        properties: {
          id: { type: "string", required: true },
          state: {
            type: "string",
            required: true,
            allowableValues: { valueType: "LIST", values: ["Down", "Up"] },
          },
          creationtime: { type: "Date", required: true },
          channelvars: { type: "object" },
        },
      },
      Sound: { properties: { formats: { type: "List[string]", required: true } } },
    },
  },
  "events.json": {
    apis: [{
      path: "/events",
      operations: [{
        httpMethod: "GET",
        since: ["12.0.0"],
        upgrade: "websocket",
        nickname: "eventWebsocket",
        responseClass: "Message",
        parameters: [{ name: "app", paramType: "query", required: true, allowMultiple: true, dataType: "string" }],
      }],
    }],
    models: {
      Message: { subTypes: ["Event"], properties: { type: { type: "string", required: true } } },
      Event: { subTypes: ["StasisStart", "Pong"], properties: { application: { type: "string", required: true } } },
      Referral: { properties: { source: { type: "Channel" } } },
      StasisStart: {
        properties: {
          args: { type: "List[string]", required: true },
          channel: { type: "Channel", required: true },
          referral: { type: "Referral" },
        },
      },
      Pong: { properties: {} },
    },
  },
};

/** Tables that fit the fixture. */
export const tables: Tables = {
  descriptions: {
    resources: { channels: "Calls.", events: "News." },
    operations: {
      "channels.list": "Lists channels.",
      "channels.hangup": "Hangs up.",
      "channels.play": "Plays.",
      "events.eventWebsocket": "Opens the WebSocket.",
    },
    models: {
      Channel: "A call.",
      Sound: "A sound.",
      Message: "A message.",
      Event: "An event.",
      Referral: "A referral.",
      StasisStart: "A call came.",
      Pong: "An answer.",
    },
    parameters: {
      app: "Names.",
      channelId: "Which channel.",
      media: "What to play.",
      reason: "Why.",
      skipms: "How far.",
      variables: "Variables.",
    },
    properties: {
      application: "Whose event.",
      args: "Arguments.",
      channel: "The channel.",
      channelvars: "Variables.",
      creationtime: "Since when.",
      formats: "Formats.",
      id: "Its id.",
      referral: "The referral.",
      source: "Where from.",
      state: "Its state.",
      type: "Its kind.",
    },
  },
  overrides: [],
  shapes: { "Channel.channelvars": "Readonly<Record<string, string>>" },
  objectClasses: [
    { name: "Channel", resource: "channels", path: "/channels/{channelId}", id: { channelId: "id" } },
  ],
};

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { renderObjects } from "../../../ari/_tools/render_objects.ts";
import { fixtureInput } from "./swagger_fixture.ts";

const input = fixtureInput();
const [channel] = input.objectClasses;
if (!channel) throw new Error("Cannot test renderObjects(): the fixture changed");

Deno.test("renderObjects() writes an object as its fields, its verbs without id, and its events", () => {
  const text = renderObjects(input);

  assertStringIncludes(
    text,
    'import type { ChannelsHangupParameters, ChannelsPlayParameters } from "./parameters.ts";',
  );
  assertStringIncludes(text, '  play(params: Omit<ChannelsPlayParameters, "channelId">, options?: CallOptions)');
  assertStringIncludes(text, 'export type ChannelEvents = Pick<AriEventMap, "StasisStart">;');
  assertStringIncludes(
    text,
    "export interface Channel extends ChannelVerbs, ChannelWaits, LegVerbs, ObjectEmitter<ChannelEvents> {\n",
  );
  assertEquals(text.includes("  list("), false);
});

for (
  const [problem, change, message] of [
    ["its model does not exist", { name: "Choir" }, 'Cannot render object class "Choir": there is no such model'],
    ["nothing is under its path", { path: "/choirs/{id}" }, 'no operation is under "/choirs/{id}"'],
    ["its id is not a field", { id: { channelId: "uniqueid" } }, 'it has no field "uniqueid" for its id'],
  ] as const
) {
  Deno.test(`renderObjects() refuses a class when ${problem}`, () => {
    const objectClasses = [{ ...channel, ...change }];

    assertThrows(() => renderObjects({ ...input, objectClasses }), Error, message);
  });
}

Deno.test("renderObjects() refuses a verb that has the name of a field", () => {
  const operations = input.api.operations.map((operation) => ({
    ...operation,
    nickname: operation.nickname.replace("hangup", "state"),
  }));

  assertThrows(
    () => renderObjects({ ...input, api: { ...input.api, operations } }),
    Error,
    'verb "channels.hangup" has the name of a field',
  );
});

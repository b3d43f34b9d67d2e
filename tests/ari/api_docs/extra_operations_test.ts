import { assertEquals, assertThrows } from "@std/assert";
import { compareApi } from "../../../ari/api_docs/compare_api.ts";
import { ExtraOperations } from "../../../ari/api_docs/extra_operations.ts";
import { parseSwagger } from "../../../ari/api_docs/parse_swagger.ts";
import type { Operation } from "../../../ari/operation.ts";
import { swaggerFiles } from "../_tools/swagger_fixture.ts";

const own = parseSwagger(swaggerFiles());
const scalar = { in: "query", type: "string", list: false, required: false } as const;
const added: Operation = {
  id: "channels.whisper",
  resource: "channels",
  nickname: "whisper",
  method: "POST",
  path: "/channels/{channelId}/whisper",
  summary: "",
  parameters: [{ ...scalar, name: "channelId", in: "path", required: true }, { ...scalar, name: "text" }],
  result: { kind: "void" },
  errors: [],
  since: [],
};

/** The extra operations of a server that has these besides, or in place of what it had. */
function extraOf(...changes: readonly Operation[]) {
  const kept = own.operations.filter(({ id }) => !changes.some((change) => change.id === id));
  const other = { ...own, operations: [...kept, ...changes] };
  const asked: unknown[] = [];
  const host = {
    run: (operation: Operation, ...given: unknown[]) => Promise.resolve(asked.push([operation, ...given])),
  };
  return { extra: new ExtraOperations(own, other, { differences: compareApi(own, other), host }), asked };
}

Deno.test("ExtraOperations runs what only the server has, with what it was given", async () => {
  const { extra, asked } = extraOf(added);
  const options = { signal: AbortSignal.abort() };

  await extra.of("channels").whisper?.({ channelId: "c" }, options);

  assertEquals(asked, [[added, { channelId: "c" }, options]]);
});

Deno.test("ExtraOperations runs what the server has with other parameters, and knows of the others what the table does", async () => {
  const play = own.operations.find(({ id }) => id === "channels.play");
  if (play === undefined) throw new Error("Cannot find channels.play");
  const more = { ...scalar, name: "more" };
  const loose = play.parameters.map((parameter) => ({ ...parameter, required: false }));
  const { extra, asked } = extraOf({ ...play, parameters: [...loose, more] });

  await extra.of("channels").play?.();

  assertEquals(asked, [[{ ...play, parameters: [...play.parameters, more] }, undefined, undefined]]);
});

Deno.test("ExtraOperations refuses names that are none, and those that the repositories have", () => {
  const { extra } = extraOf(added);
  const channels = extra.of("channels");

  assertThrows(() => extra.of("bridges"), TypeError, '"bridges": the API docs have none, there are some of channels');
  assertThrows(() => extraOf().extra.of("bridges"), TypeError, "there are some of no resource");
  assertThrows(
    () => channels.wisper,
    TypeError,
    'Cannot run "channels.wisper": it is no extra operation, known are whisper',
  );
  assertThrows(() => channels.hangup, TypeError, "it is no extra operation, call ari.channels.hangup() instead");
  assertThrows(() => channels.constructor, TypeError, "no extra operation");
  assertEquals(Object.keys(channels), ["whisper"]);
});

Deno.test("ExtraOperations can be awaited and printed without harm", async () => {
  const { extra } = extraOf(added);
  const channels = extra.of("channels");

  assertEquals(await Promise.resolve(channels), channels);
  assertEquals(Deno.inspect(channels).includes("whisper"), true);
  assertEquals(JSON.stringify(channels), "{}");
});

for (const path of ["/../channels", "/channels/.", "//elsewhere/x", "channels", "/channels?x", "/channels/a b", "/"]) {
  Deno.test(`ExtraOperations refuses the path "${path}" of an operation`, () => {
    assertThrows(
      () => extraOf({ ...added, parameters: [], path }),
      SyntaxError,
      'Cannot read API docs: the path of "channels.whisper" is none',
    );
  });
}

import { assertEquals, assertThrows } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import type { OperationCall } from "../../../../simulator/fronts/ari/operation_call.ts";
import { Parameters } from "../../../../simulator/fronts/ari/parameters.ts";
import { checkSkips, createPlayback, playbackCreated } from "../../../../simulator/fronts/ari/playback_request.ts";
import { Refusal } from "../../../../simulator/fronts/ari/responses.ts";
import { TestChannel } from "../../core/test_channel.ts";

function request(given: TestChannel, query: string): OperationCall {
  const parameters = new Parameters(operations["bridges.play"], {
    path: new Map([["bridgeId", "b"]]),
    query: new URLSearchParams(query),
    json: undefined,
  });
  return { pbx: given.pbx, parameters, entityId: "02:00:00:00:00:01" };
}

Deno.test("createPlayback() makes a playback to whatever is named, which waits and can be found", async () => {
  using given = new TestChannel();
  const target = { id: "p/1", target: "bridge:b", bridgeId: "b", language: "fr" };

  const playback = createPlayback(request(given, "media=sound:a,digits:"), target);
  const response = playbackCreated(playback);

  assertEquals(given.pbx.playbacks.find("p/1"), playback);
  assertEquals([response.status, response.headers.get("location")], [201, "/ari/playbacks/p/1"]);
  assertEquals(await response.json(), {
    id: "p/1",
    media_uri: "sound:a",
    next_media_uri: "digits:",
    target_uri: "bridge:b",
    language: "fr",
    state: "queued",
  });
});

Deno.test("createPlayback() refuses to play nothing, and leaves nothing behind", () => {
  using given = new TestChannel();
  const target = { id: "p", target: "bridge:b", language: "en" };

  for (const query of ["", "media=", "media=sound:a,"]) {
    assertThrows(() => createPlayback(request(given, query), target), Refusal, "Failed to queue media for playback");
  }
  assertEquals(given.pbx.playbacks.isEmpty, true);
});

Deno.test("checkSkips() refuses negative ones, that of the skip first", () => {
  using given = new TestChannel();

  assertThrows(() => checkSkips(request(given, "skipms=-1&offsetms=-1")), Refusal, "skipms cannot be negative");
  assertThrows(() => checkSkips(request(given, "skipms=1&offsetms=-1")), Refusal, "offsetms cannot be negative");
  checkSkips(request(given, ""));
});

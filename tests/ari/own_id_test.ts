import { assertEquals } from "@std/assert";
import { operations } from "../../ari/generated/operations.ts";
import { withOwnId } from "../../ari/own_id.ts";

const random = () => 0;
const uuid = "00000000-0000-4000-8000-000000000000";

Deno.test("withOwnId() gives a playback an id, unless it has one", () => {
  const play = operations["channels.play"];

  assertEquals(withOwnId(play, { media: "sound:a" }, random).parameters, { media: "sound:a", playbackId: uuid });
  assertEquals(withOwnId(play, { playbackId: "p" }, random).parameters, { playbackId: "p" });
  assertEquals(withOwnId(play, undefined, random).parameters, undefined);
});

Deno.test("withOwnId() makes a bridge with variables by the operation that takes them, and leaves the rest alone", () => {
  const create = withOwnId(operations["bridges.create"], { variables: { A: "1" } }, random);
  const hangup = operations["channels.hangup"];

  assertEquals([create.operation.id, create.parameters?.bridgeId], ["bridges.createWithId", uuid]);
  assertEquals(withOwnId(hangup, { channelId: "c" }, random), { operation: hangup, parameters: { channelId: "c" } });
});

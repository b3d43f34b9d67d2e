import { assertEquals, assertThrows } from "@std/assert";
import { playPrompts } from "../../../_internal/flow/play_prompts.ts";
import { runScripted } from "../../support/scripted_call.ts";

const media = ["sound:a", "sound:b", "sound:c"];

Deno.test("playPrompts() plays all when no digit comes", () => {
  const { result, time } = runScripted(playPrompts(media));

  assertEquals([result, time], [{ type: "finished" }, 3_000]);
});

Deno.test("playPrompts() tells which digit stopped it at which prompt, and takes that digit", () => {
  const { result, kept, time } = runScripted(playPrompts(media), { presses: [[1_500, "7"], [1_501, "8"]] });

  assertEquals(result, { type: "stopped", digit: "7", at: 1, media: "sound:b" });
  assertEquals([kept, time], ["", 1_500]);
});

Deno.test("playPrompts() stops on the digits of stopOn only, and keeps the others", () => {
  const { result, kept } = runScripted(playPrompts(media, { stopOn: "#" }), { presses: [[100, "7"], [2_500, "#"]] });
  const deaf = runScripted(playPrompts("sound:a", { stopOn: false }), { presses: [[100, "7"]] });

  assertEquals([result, kept], [{ type: "stopped", digit: "#", at: 2, media: "sound:c" }, "7"]);
  assertEquals([deaf.result, deaf.kept], [{ type: "finished" }, "7"]);
});

Deno.test("playPrompts() plays nothing when the digit was there before, and nothing of an empty list", () => {
  const early = runScripted(playPrompts(media), { presses: [[0, "1"]] });
  const none = runScripted(playPrompts([]));

  assertEquals([early.result, early.time], [{ type: "stopped", digit: "1", at: 0, media: "sound:a" }, 0]);
  assertEquals([none.result, none.steps], [{ type: "finished" }, []]);
});

Deno.test("playPrompts() refuses digits that there are none of", () => {
  assertThrows(() => playPrompts(media, { stopOn: "any" }), TypeError, 'current value is "any"');
});

import { assertEquals, assertThrows } from "@std/assert";
import { mediaList, play, readDigit, validate } from "../../../_internal/flow/flow.ts";

Deno.test("play() asks for nothing when there is nothing to play", () => {
  assertEquals(play([], "").next(), { done: true, value: { type: "finished" } });
});

Deno.test("a step that is answered with something else is refused", () => {
  const wrong: [() => Generator<unknown, unknown, never>, string][] = [
    [() => play(["a"], ""), 'step "play" was answered "done"'],
    [() => readDigit(1), 'step "digit" was answered "done"'],
    [() => validate(() => true), 'step "validate" was answered "done"'],
  ];
  for (const [make, message] of wrong) {
    const flow = make();
    flow.next();

    // The one cast: an answer that no step takes.
    assertThrows(() => flow.next({ type: "done" } as never), TypeError, message);
  }
});

Deno.test("mediaList() takes one medium, several and none", () => {
  assertEquals([mediaList("a"), mediaList(["a", "b"]), mediaList(undefined)], [["a"], ["a", "b"], []]);
});

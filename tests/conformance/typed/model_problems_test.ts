import { assertEquals } from "@std/assert";
import { operations } from "../../../ari/generated/operations.ts";
import { answerProblems, modelProblems } from "./model_problems.ts";

const playback = { id: "p", media_uri: "sound:a", target_uri: "channel:c", state: "playing" };

Deno.test("modelProblems() finds what is missing, undeclared, of a wrong type or no known value, at any depth", () => {
  const cases: [name: string, value: unknown, problems: string[]][] = [
    ["Playback", playback, []],
    ["Playback", { ...playback, id: undefined }, ["x.id is undefined, not of type string"]],
    ["Playback", { media_uri: "", target_uri: "", state: "done" }, ["x.id is missing"]],
    ["Playback", { ...playback, more: 1 }, ["x.more is not declared"]],
    ["Playback", { ...playback, language: 5 }, ["x.language is 5, not of type string"]],
    ["Playback", { ...playback, state: "odd" }, [
      'x.state is "odd", not one of queued, playing, paused, continuing, done, failed',
    ]],
    ["Sound", { id: "s", formats: {} }, ["x.formats is {}, not a list"]],
    ["Sound", { id: "s", formats: [{ language: "en" }] }, ["x.formats[0].format is missing"]],
    ["Playback", null, ["x is null, not a Playback"]],
    ["StatusInfo", { startup_time: "today", last_reload_time: "2026-11-22T01:27:00.249+0000" }, [
      'x.startup_time is "today", not of type Date',
    ]],
    ["Mailbox", { name: "m", old_messages: 1.5, new_messages: "1" }, [
      "x.old_messages is 1.5, not of type int",
      'x.new_messages is "1", not of type int',
    ]],
  ];
  for (const [name, value, problems] of cases) assertEquals(modelProblems(name, value, "x"), problems);
});

Deno.test("answerProblems() finds an answer of another kind", () => {
  assertEquals(answerProblems(operations["channels.answer"], undefined), []);
  assertEquals(answerProblems(operations["channels.answer"], {}), ["the answer is {}, not nothing"]);
  assertEquals(answerProblems(operations["playbacks.get"], playback), []);
  assertEquals(answerProblems(operations["playbacks.get"], [playback]), [
    `the answer is ${JSON.stringify([playback]).slice(0, 80)}, not a Playback`,
  ]);
  assertEquals(answerProblems(operations["channels.list"], {}), ["the answer is {}, not a list"]);
  assertEquals(answerProblems(operations["recordings.getStoredFile"], "RIFF"), ['the answer is "RIFF", not a stream']);
  assertEquals(answerProblems(operations["events.eventWebsocket"], {}), ["the answer is {}, not a WebSocket"]);
});

import { answerLimit } from "../../ami/answer_limit.ts";
import { assertEquals } from "@std/assert";

Deno.test("answerLimit() is the usual one but for actions that keep Asterisk from all others", () => {
  assertEquals(answerLimit("Ping", {}, 1_000), 1_000);
  assertEquals(answerLimit("Originate", { Channel: "Local/1@a", Async: true }, 1_000), 1_000);
  assertEquals(answerLimit("originate", { Channel: "Local/1@a", Timeout: 5_000 }, 1_000), 6_000);
  assertEquals(answerLimit("Originate", { Channel: "Local/1@a", async: "no" }, 1_000), 31_000);
  assertEquals(answerLimit("WaitEvent", { Timeout: 2 }, 1_000), 3_000);
  assertEquals(answerLimit("WaitEvent", { Timeout: -1 }, 1_000), Infinity);
});

/** The events that a real Asterisk was recorded to send are of the types that are declared for them, field by field. */
import { assert, assertEquals } from "@std/assert";
import { models } from "../../ari/generated/models.ts";
import { operations } from "../../ari/generated/operations.ts";
import { readGolden } from "./golden_cases.ts";
import { modelProblems } from "./typed/model_problems.ts";

/** Recordings have words in place of what differs between runs: they stand for a value of their type. */
function withValues(text: string): unknown {
  return JSON.parse(text, (_, value) => {
    if (value === "<time>") return "2026-11-22T01:27:00.249+0000";
    return typeof value === "string" && /^<[^<>]*: number>$/.test(value) ? 1 : value;
  });
}

Deno.test("recorded events are as declared, of 28 types", async () => {
  const problems = new Set<string>();
  const types = new Set<string>();
  for (const resource of new Set(Object.values(operations).map((operation) => operation.resource))) {
    // deno-lint-ignore no-await-in-loop -- One file after the other.
    const { cases = new Map() } = await readGolden(resource) ?? {};
    const texts = new Set([...cases.values()].flatMap(({ runs }) => runs.flat()));
    for (const text of texts) {
      const event = withValues(text);
      const { type } = Object(event);
      assert(Object.hasOwn(models, type), `${type} is no event`);
      types.add(type);
      for (const problem of modelProblems(type, event, type)) problems.add(problem);
    }
  }

  assertEquals([...problems], []);
  assertEquals(types.size, 28);
});

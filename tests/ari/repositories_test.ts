import { operations } from "../../ari/generated/operations.ts";
import { makeRepositories } from "../../ari/repositories.ts";
import { assertEquals } from "@std/assert";

Deno.test("makeRepositories() makes a method of every operation, which runs just that one with what it was given", async () => {
  const asked: unknown[] = [];
  const repositories = makeRepositories({
    run: (operation, parameters, options) => Promise.resolve(asked.push([operation.id, parameters, options])),
  });
  const options = { signal: AbortSignal.abort() };

  for (const methods of Object.values(repositories)) {
    for (const method of Object.values<(...args: unknown[]) => unknown>(methods)) {
      await method({ signal: options.signal }, options);
    }
  }

  const expected = Object.values(operations).map(({ id, parameters }) =>
    parameters.length === 0 ? [id, undefined, options] : [id, options, options]
  );
  assertEquals(asked.length, 109);
  assertEquals(asked, expected);
});

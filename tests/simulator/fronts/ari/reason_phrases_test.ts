import { assertEquals } from "@std/assert";
import { reasonPhrase } from "../../../../simulator/fronts/ari/reason_phrases.ts";

for (
  const [status, message, phrase] of [
    [200, "", "OK"],
    [413, "Request body too large", "Request Entity Too Large"],
    [404, "Channel not found", "Not Found"],
    [404, "Provided channel was not found", "Channel Not Found"],
    [400, "Required parameter 'endpoint' not provided.", "Not Found"],
    [400, "Creation of object 'q' failed field value validation", "Bad request"],
    [500, "Unable to create bridge", "Internal Error"],
    [204, "Provided channel was not found", "No Content"],
  ] as const
) {
  Deno.test(`reasonPhrase() is "${phrase}" for ${status} "${message}"`, () => {
    assertEquals(reasonPhrase(status, message), phrase);
  });
}

Deno.test("reasonPhrase() tells who asked for a bridge", () => {
  assertEquals(reasonPhrase(404, "Bridge not found", "bridges.get"), "Not Found");
  assertEquals(reasonPhrase(404, "Bridge not found", "bridges.destroy"), "Not found");
});

import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("GET sounds/x describes a sound, also one whose name has a slash", async () => {
  await using ari = await SimulatedAri.open();

  const { body } = await ari.rest("GET sounds/digits%2F4");

  assertEquals(
    JSON.stringify(body),
    '{"id":"digits/4","formats":[{"language":"en_US_f_Allison","format":"gsm"},{"language":"en_US","format":"gsm"},{"language":"en","format":"gsm"}]}',
  );
});

Deno.test("GET sounds lists those of a language and a format, and answers 404 for none", async () => {
  await using ari = await SimulatedAri.open({ sounds: { mine: 5 } });

  const { body: all } = await ari.rest("GET sounds");
  const { body: some } = await ari.rest("GET sounds?lang=en&format=gsm");
  const none = await ari.rest("GET sounds?lang=fr");
  const unknown = await ari.rest("GET sounds/none");

  assertEquals(all.length, some.length);
  assertEquals(some.find(({ id }: { id: string }) => id === "mine").formats, [{ language: "en", format: "gsm" }]);
  assertEquals([none.status, none.body.message], [404, "No sounds found that matched the query"]);
  assertEquals([unknown.status, unknown.body.message], [404, "Sound not found"]);
});

/** Each link of the checklist leads to a test that is there. */
import { assert, assertEquals } from "@std/assert";
import { objectKeys } from "../../ari/objects.ts";

const page = new URL("../../docs/aioari-checklist.md", import.meta.url);

Deno.test("each row of the checklist has a test, and each of them is there", async () => {
  const rows = (await Deno.readTextFile(page)).split("\n").filter((line) => line.startsWith("|")).slice(2);
  const missing: string[] = [];
  for (const row of rows) {
    const links = [...row.matchAll(/\[((?:[^\]\\]|\\.)*)\]\(([^)]*)\)/g)];
    if (links.length === 0) missing.push(`no test: ${row}`);
    for (const [, name = "", path = ""] of links) {
      // deno-lint-ignore no-await-in-loop -- A few files.
      const text = await Deno.readTextFile(new URL(path, page)).catch(() => "");
      if (!hasTest(text, name)) missing.push(`${path} has no "${name}"`);
    }
  }

  assertEquals(missing, []);
  assert(rows.length > 50, `${rows.length} rows`);
});

/** A test of that name, or the row of a table that is one. */
function hasTest(text: string, name: string): boolean {
  const quoted = [`"${name}"`, `'${name}'`, JSON.stringify(name), `\`${name}\``];
  return quoted.some((literal) => new RegExp(`(?:[(\\s{]|^)${RegExp.escape(literal)}[,:]`, "m").test(text));
}

Deno.test("every model's objects are found in the events that name them", () => {
  const one = { id: "1", name: "n", technology: "PJSIP", resource: "bob" };
  const found = (event: string, field: string) => [...objectKeys(event, { type: event, [field]: one })];

  assertEquals(found("StasisStart", "channel"), ["Channel 1"]);
  assertEquals(found("RecordingFinished", "recording"), ["LiveRecording n"]);
  assertEquals(found("EndpointStateChange", "endpoint"), ["Endpoint PJSIP bob"]);
  assertEquals(found("RecordingFinished", "stored_recording"), []);
  assertEquals(found("PlaybackFinished", "sound"), []);
});

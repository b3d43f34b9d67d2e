import { connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { type Exchange, exchangeWith } from "./exchange.ts";
import { conformance } from "./harness.ts";

/** A sound that the tests themselves have put there, in another format; see simulator_backend.ts. */
const ours = "asterisk-friend";

conformance("all sounds are listed, with their languages and formats in one order", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });

  const all = (await ari.sounds.list({}, { signal })).filter(({ id }) => id !== ours);
  const english = (await ari.sounds.list({ lang: "en", format: "gsm" }, { signal })).filter(({ id }) => id !== ours);
  const one = await ari.sounds.get({ soundId: "digits/1" }, { signal });

  const formats = ["en_US_f_Allison", "en_US", "en"].map((language) => ({ language, format: "gsm" }));
  assertEquals(all.length, 568);
  assertEquals(all.filter((sound) => JSON.stringify(sound.formats) !== JSON.stringify(formats)), []);
  assertEquals(english.map(({ id }) => id).sort(), all.map(({ id }) => id).sort());
  assertEquals(english.filter((sound) => JSON.stringify(sound.formats) !== JSON.stringify(formats.slice(2))), []);
  assertEquals(JSON.parse(JSON.stringify(one)), { id: "digits/1", formats });
});

const exchanges: readonly Exchange[] = [
  { request: "GET /ari/sounds?lang=de", status: 404, message: "No sounds found that matched the query" },
  { request: "GET /ari/sounds?lang=EN", status: 404, message: "No sounds found that matched the query" },
  { request: "GET /ari/sounds?format=wav", status: 404, message: "No sounds found that matched the query" },
  { request: "GET /ari/sounds?lang=&format=", status: 200 },
  { request: "GET /ari/sounds/digits/1", status: 404, message: "Resource not found" },
  { request: "GET /ari/sounds/digits", status: 404, message: "Sound not found" },
  { request: "GET /ari/sounds/nope", status: 404, message: "Sound not found" },
  { request: "GET /ari/sounds/HELLO-WORLD", status: 404, message: "Sound not found" },
  { request: "GET /ari/sounds/hello-world.gsm", status: 404, message: "Sound not found" },
  { request: "GET /ari/sounds/en%2Fhello-world", status: 404, message: "Sound not found" },
  { request: "GET /ari/sounds/hello-world?lang=de&format=wav", status: 200 },
];

for (const exchange of exchanges) {
  conformance(`${exchange.request} answers ${exchange.status}`, async ({ backend, signal }) => {
    assertEquals(await exchangeWith(backend, exchange, signal), exchange);
  });
}

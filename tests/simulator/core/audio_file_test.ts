import { assertEquals, assertThrows } from "@std/assert";
import { audioLength, countSamples, renderAudio, unwrapAudio, wrapAudio } from "../../../simulator/core/audio_file.ts";
import { type FileFormat, findFileFormat } from "../../../simulator/core/file_formats.ts";

function format(extension: string): FileFormat {
  const found = findFileFormat(extension);
  if (found === undefined) throw new TypeError(`Cannot find format "${extension}"`);
  return found;
}

/** The bytes of a second of silence and a second of talk, in each format, and what they begin with. */
const rendered: readonly [extension: string, size: number, silence: string, talk: string][] = [
  ["sln", 32_000, "0000", "000058044408"],
  ["wav", 32_000, "0000", "000058044408"],
  ["wav16", 64_000, "0000", "000033025804"],
  ["ulaw", 16_000, "ffff", "ffccbe"],
  ["alaw", 16_000, "d5d5", "d5e495"],
  ["au", 16_000, "ffff", "ffccbe"],
  ["gsm", 3_300, "d820a2e15a50", "d235dc"],
  ["WAV", 3_250, "204817d68402", "08dde3"],
];

for (const [extension, size, silence, talk] of rendered) {
  Deno.test(`renderAudio() writes ${extension}`, () => {
    const segments = [{ kind: "silence", duration: 1_000 }, { kind: "talk", duration: 1_000 }] as const;

    const body = renderAudio(format(extension), segments);

    assertEquals(body.length, size);
    assertEquals(audioLength(format(extension), size), 2_000);
    assertEquals(body.subarray(0, silence.length / 2).toHex(), silence);
    if (!talk.startsWith("d235")) {
      assertEquals(body.subarray(size / 2, size / 2 + talk.length / 2).toHex(), talk);
    } else assertEquals(body.subarray(size / 2, size / 2 + 2).toHex(), "d235");
  });
}

Deno.test("wrapAudio() puts the header of a WAV file before the sound", () => {
  const file = wrapAudio(format("wav"), renderAudio(format("wav"), [{ kind: "silence", duration: 20 }]));

  // As Asterisk has written it: RIFF, fmt of 16 bytes, PCM, mono, 8000 Hz, 16 bits.
  assertEquals(
    file.subarray(0, 44).toHex(),
    "52494646" + "64010000" + "57415645" + "666d7420" + "10000000" + "0100" + "0100" + "401f0000" + "803e0000" +
      "0200" +
      "1000" + "64617461" + "40010000",
  );
  assertEquals(file.length, 44 + 320);
});

Deno.test("wrapAudio() tells the samples of Microsoft's GSM, and everything of au in big-endian", () => {
  const gsm = wrapAudio(format("WAV"), new Uint8Array(2_080));
  const au = wrapAudio(format("au"), new Uint8Array(10_400));

  // As Asterisk has written them.
  assertEquals(
    gsm.subarray(0, 60).toHex(),
    "52494646" + "54080000" + "57415645" + "666d7420" + "14000000" + "3100" + "0100" + "401f0000" + "59060000" +
      "4100" +
      "0000" + "0200" + "4001" + "66616374" + "04000000" + "00280000" + "64617461" + "20080000",
  );
  assertEquals(au.subarray(0, 24).toHex(), "2e736e64" + "00000018" + "000028a0" + "00000001" + "00001f40" + "00000001");
  assertEquals(wrapAudio(format("sln"), new Uint8Array(2)), new Uint8Array(2));
});

Deno.test("unwrapAudio() finds the sound behind whatever chunks there are", () => {
  const body = Uint8Array.of(1, 2, 3, 4);
  const extra = new TextEncoder().encode("LIST\x04\0\0\0abcd");
  const wav = wrapAudio(format("wav"), body);
  const withExtra = new Uint8Array([...wav.subarray(0, 36), ...extra, ...wav.subarray(36)]);

  for (const extension of ["wav", "WAV", "au", "sln"]) {
    assertEquals(unwrapAudio(format(extension), wrapAudio(format(extension), body)), body);
  }
  assertEquals(unwrapAudio(format("wav"), withExtra), body);
  assertEquals(unwrapAudio(format("wav"), Uint8Array.of(1, 2)), new Uint8Array());
});

Deno.test("countSamples() counts whole frames at the rate of the format", () => {
  assertEquals([countSamples(format("wav"), 1_019), countSamples(format("wav16"), 1_020)], [8_000, 16_320]);
});

Deno.test("renderAudio() throws TypeError for what is not written here, of which the length is not known either", () => {
  const segments = [{ kind: "talk", duration: 20 }] as const;

  assertThrows(() => renderAudio(format("g722"), segments), TypeError, 'Cannot write audio as "g722"');
  assertThrows(() => renderAudio(format("g729"), segments), TypeError, 'Cannot write audio as "g729"');
  assertEquals([audioLength(format("g722"), 100), audioLength(format("g729"), 100)], [0, 0]);
});

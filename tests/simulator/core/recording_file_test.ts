import { assertEquals } from "@std/assert";
import { wrapAudio } from "../../../simulator/core/audio_file.ts";
import { type FileFormat, findFileFormat } from "../../../simulator/core/file_formats.ts";
import { RecordingFile } from "../../../simulator/core/recording_file.ts";

function format(extension: string): FileFormat {
  const found = findFileFormat(extension);
  if (found === undefined) throw new TypeError(`Cannot find format "${extension}"`);
  return found;
}

Deno.test("RecordingFile grows by what is written to it, and a copy goes its own way", () => {
  const file = RecordingFile.empty(format("wav"));
  const empty = [file.length, file.bytes.length];

  file.append([{ kind: "silence", duration: 100 }]);
  const copy = file.copy();
  file.append([{ kind: "talk", duration: 20 }]);

  assertEquals(empty, [0, 44]);
  assertEquals([file.length, file.bytes.length], [120, 44 + 120 * 16]);
  assertEquals([copy.length, copy.bytes.length], [100, 44 + 100 * 16]);
});

Deno.test("RecordingFile.from() keeps a file to the byte, and writes behind its sound", () => {
  const given = wrapAudio(format("wav"), Uint8Array.of(1, 2, 3, 4));
  const file = RecordingFile.from(format("wav"), given);
  const before = file.bytes;
  given.fill(0);

  file.append([{ kind: "silence", duration: 20 }]);

  assertEquals(before.subarray(44), Uint8Array.of(1, 2, 3, 4));
  assertEquals(file.bytes.subarray(44, 50), Uint8Array.of(1, 2, 3, 4, 0, 0));
  assertEquals(new DataView(file.bytes.buffer).getUint32(40, true), 324);
});

Deno.test("RecordingFile.from() keeps what is no sound as well, and so does a copy", () => {
  const wav = format("wav");
  for (const bytes of [new Uint8Array(1_000), new TextEncoder().encode("RIFF and no more"), new Uint8Array()]) {
    assertEquals(RecordingFile.from(wav, bytes).bytes, bytes);
    assertEquals(RecordingFile.from(wav, bytes).copy().bytes, bytes);
  }
});

Deno.test("RecordingFile of a format that Asterisk can not write stays empty", () => {
  const file = RecordingFile.empty(format("g729"));

  assertEquals([file.length, file.bytes.length], [0, 0]);
});

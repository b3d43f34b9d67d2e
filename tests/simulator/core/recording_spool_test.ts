import { assertEquals, assertThrows } from "@std/assert";
import { findFileFormat } from "../../../simulator/core/file_formats.ts";
import { RecordingFile } from "../../../simulator/core/recording_file.ts";
import { RecordingSpool } from "../../../simulator/core/recording_spool.ts";

function file(extension = "wav"): RecordingFile {
  const format = findFileFormat(extension);
  if (format === undefined) throw new TypeError(`Cannot find format "${extension}"`);
  return RecordingFile.empty(format);
}

/** A spool with recordings of these names. */
function spoolWith(...names: string[]): RecordingSpool {
  const spool = new RecordingSpool();
  for (const name of names) {
    spool.createDirectories(name);
    spool.put(name, file());
  }
  return spool;
}

const names = (spool: RecordingSpool) => spool.list().map(({ name }) => name);

Deno.test("RecordingSpool takes names for paths, and lists them by their bytes", () => {
  const spool = spoolWith("b", "a/b/c", "a//d", "/e", "./f", "a/../g", "é", "a.b", "a b", "B");

  assertEquals(names(spool), ["B", "a b", "a.b", "a/b/c", "a/d", "b", "e", "f", "g", "é"]);
  assertEquals(["a/./d", "/b", "a/b/../d", "a.b"].map((name) => Object(spool.find(name)).name), [
    "a/d",
    "b",
    "a/d",
    "a.b",
  ]);
  assertEquals(["c", "x/b", "x/../b", "a", "a/", "", "/"].map((name) => spool.find(name)), Array(7).fill(undefined));
});

Deno.test("RecordingSpool does not let names lead out of it", () => {
  const spool = spoolWith("a/b");

  assertEquals(["../a", "a/../../b", "../x/y"].map((name) => spool.find(name)), ["outside", "outside", undefined]);
  assertEquals(["../a", "a/../../b", "../x/y", "c/d"].map((name) => spool.createDirectories(name)), [
    "outside",
    "outside",
    "forbidden",
    undefined,
  ]);
  assertEquals([spool.put("../a", file()), spool.put("nowhere/a", file()), spool.has("../a")], [false, false, false]);
  assertEquals(names(spool), ["a/b"]);
});

Deno.test("RecordingSpool neither lists nor finds a file with nothing before its extension", () => {
  const spool = spoolWith("a/", "/", "b");

  assertEquals([names(spool), spool.find("a/"), spool.find("")], [["b"], undefined, undefined]);
  // It is there all the same.
  assertEquals([spool.has("a/"), spool.has("")], [true, true]);
});

Deno.test("RecordingSpool keeps one file for each format of a name, which go one by one or all together", () => {
  const spool = spoolWith("a", "b");
  spool.put("a", file("ulaw"));

  const listed = names(spool);
  const found = spool.find("a");
  if (typeof found !== "object") throw new TypeError("Cannot find the recording");
  spool.remove(found);
  const left = Object(spool.find("a")).file.format.extension;
  const removed = [spool.removeAll("a"), spool.removeAll("a"), spool.removeAll("../a")];

  assertEquals([listed, found.file.format.extension, left], [["a", "b"], "wav", "ulaw"]);
  assertEquals([removed, names(spool)], [[true, false, false], ["b"]]);
});

Deno.test("RecordingSpool.open() and findByPath() give the file itself", () => {
  const spool = spoolWith("a/b");
  const found = spool.open("a/b", "wav");

  assertEquals(spool.open("a/b", "ulaw"), undefined);
  assertEquals(spool.findByPath("/var/spool/asterisk/recording/a/b"), found);
  assertEquals([spool.findByPath("/var/spool/asterisk/recording/../b"), spool.findByPath("/tmp/a/b")], [
    undefined,
    undefined,
  ]);
});

Deno.test("RecordingSpool takes files over, and throws TypeError for names that are none of a recording", () => {
  const spool = new RecordingSpool({ "greetings/hello.ulaw": new Uint8Array(800), "x.wav49": new Uint8Array() });

  assertEquals(spool.list().map(({ name, file }) => [name, file.format.extension, file.length]), [
    ["greetings/hello", "ulaw", 100],
    ["x", "WAV", 0],
  ]);
  for (const name of ["hello", "hello.txt", ".wav", "../hello.wav"]) {
    assertThrows(() => new RecordingSpool({ [name]: new Uint8Array() }), TypeError, `Cannot keep recording "${name}"`);
  }
});

Deno.test("RecordingSpool keeps to the longest names of a disk", () => {
  const spool = new RecordingSpool();
  const long = "é".repeat(125);

  const results = [
    spool.put(`${long}a`, file()),
    spool.put(`${long}aa`, file()),
    spool.createDirectories(`${long}aaaaa/x`),
    spool.createDirectories(`${long}aaaaaa/x`),
  ];

  assertEquals(results, [true, false, undefined, "too-long"]);
});

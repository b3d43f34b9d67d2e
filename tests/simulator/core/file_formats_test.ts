import { assertEquals } from "@std/assert";
import { findFileFormat } from "../../../simulator/core/file_formats.ts";

Deno.test("findFileFormat() knows formats by extension, whose case matters", () => {
  assertEquals(findFileFormat("wav"), {
    extension: "wav",
    kind: "audio",
    encoding: "slin",
    rate: 8_000,
    header: "wav",
  });
  assertEquals(findFileFormat("wav49"), findFileFormat("WAV"));
  assertEquals(findFileFormat("sln44")?.rate, 44_100);
  assertEquals(["GSM", "Wav", "speex", "wav|ulaw", "", "toString"].map(findFileFormat), Array(6).fill(undefined));
});

Deno.test("findFileFormat() tells what Asterisk can not write from what the simulator can not", () => {
  const encodings = ["g729", "h264", "g722", "ogg", "ulw"].map((extension) => findFileFormat(extension)?.encoding);

  assertEquals(encodings, ["none", "none", "not-simulated", "not-simulated", "ulaw"]);
  assertEquals(findFileFormat("h264")?.kind, "video");
});

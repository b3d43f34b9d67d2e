import { assertEquals } from "@std/assert";
import { encodeFrame, FrameDecoder, opcodes } from "../../../simulator/http/frames.ts";

/** A frame as a client sends it: masked, unless told otherwise. */
function frame(first: number, payload: string | Uint8Array, options: { masked?: boolean } = {}): Uint8Array {
  const { masked = true } = options;
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const encoded = encodeFrame(0, bytes);
  const header = encoded.slice(0, encoded.length - bytes.length);
  header[0] = first;
  if (!masked) return Uint8Array.of(...header, ...bytes);
  header[1] = (header[1] ?? 0) | 0x80;
  const mask = [1, 2, 3, 4];
  return Uint8Array.of(...header, ...mask, ...bytes.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
}

const text = (content: string) => ({ kind: "message", text: content });

Deno.test("FrameDecoder reads text, masked or not, however it is cut", () => {
  const bytes = Uint8Array.of(...frame(0x81, "héllo"), ...frame(0x81, "x".repeat(300), { masked: false }));
  for (let cut = 0; cut <= bytes.length; cut++) {
    const decoder = new FrameDecoder();

    const events = [...decoder.push(bytes.slice(0, cut)), ...decoder.push(bytes.slice(cut))];

    assertEquals(events, [text("héllo"), text("x".repeat(300))] as unknown[]);
  }
});

Deno.test("FrameDecoder puts fragments together, with other frames in between", () => {
  const decoder = new FrameDecoder();

  const events = [frame(0x01, "a"), frame(0x89, "p"), frame(0x00, "b"), frame(0x80, "c"), frame(0x81, "d")]
    .flatMap((bytes) => decoder.push(bytes));

  assertEquals(events, [
    { kind: "ping", payload: new TextEncoder().encode("p") },
    text("abc"),
    text("d"),
  ] as unknown[]);
});

Deno.test("FrameDecoder drops binary messages and pongs", () => {
  const decoder = new FrameDecoder();

  const events = [frame(0x82, "a"), frame(0x8a, ""), frame(0x02, "b"), frame(0x80, "c"), frame(0x81, "d")]
    .flatMap((bytes) => decoder.push(bytes));

  assertEquals(events, [text("d")] as unknown[]);
});

Deno.test("FrameDecoder reads a close with and without a code", () => {
  assertEquals(new FrameDecoder().push(frame(0x88, Uint8Array.of(3, 232))), [{ kind: "close", code: 1000 }]);
  assertEquals(new FrameDecoder().push(frame(0x88, "")), [{ kind: "close", code: undefined }]);
});

Deno.test("FrameDecoder takes frames of 65535 bytes with their header, and no longer ones", () => {
  const [fits, tooLong] = [65_535 - 8, 65_535 - 7].map((length) => {
    return new FrameDecoder().push(frame(0x81, "x".repeat(length)));
  });

  assertEquals(fits, [text("x".repeat(65_527))] as unknown[]);
  assertEquals(tooLong, [{ kind: "failure", code: 1009 }]);
  // Such a length is refused before anything of the payload is there.
  assertEquals(new FrameDecoder().push(frame(0x81, new Uint8Array(70_000)).slice(0, 14)), [
    { kind: "failure", code: 1009 },
  ]);
});

Deno.test("FrameDecoder gives up fragments that are longer than a frame, in the middle", () => {
  const decoder = new FrameDecoder();
  const half = "x".repeat(40_000);

  const events = [frame(0x01, half), frame(0x00, half), frame(0x80, "rest")].flatMap((bytes) => decoder.push(bytes));

  assertEquals(events, [text("rest")] as unknown[]);
});

Deno.test("FrameDecoder fails with 1003 for a frame of no known kind", () => {
  assertEquals(new FrameDecoder().push(frame(0x83, "")), [{ kind: "failure", code: 1003 }]);
});

Deno.test("FrameDecoder gives an empty text for one that is not UTF-8", () => {
  assertEquals(new FrameDecoder().push(frame(0x81, Uint8Array.of(0xff))), [text("")] as unknown[]);
});

for (const length of [0, 125, 126, 65_535, 65_536]) {
  Deno.test(`encodeFrame() writes ${length} bytes so that they can be read`, () => {
    const encoded = encodeFrame(opcodes.text, new Uint8Array(length).fill(120));
    const header = [2, 4, 10].find((size) => size + length === encoded.length);

    assertEquals([encoded[0], header], [0x81, length < 126 ? 2 : length < 65_536 ? 4 : 10]);
    if (length < 65_000) assertEquals(new FrameDecoder().push(encoded), [text("x".repeat(length))] as unknown[]);
  });
}

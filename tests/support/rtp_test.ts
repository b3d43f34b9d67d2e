import { assertEquals, assertThrows } from "@std/assert";
import { formatDigit, formatRtp, RtpStream } from "./rtp.ts";

/** What a test wants to see of a packet. */
function read(
  packet: Uint8Array,
): { type: number; marker: boolean; sequence: number; timestamp: number; payload: number[] } {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return {
    type: view.getUint8(1) & 0x7f,
    marker: (view.getUint8(1) & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    payload: Array.from(packet.subarray(12)),
  };
}

function take(stream: RtpStream, ticks: number): ReturnType<typeof read>[] {
  return Array.from({ length: ticks }, () => stream.next()).flat().map(read);
}

Deno.test("formatRtp() writes the header of RFC 3550", () => {
  const packet = formatRtp({
    payloadType: 101,
    marker: true,
    sequence: 0x0102,
    timestamp: 0x03040506,
    ssrc: 0xfffefdfc,
    payload: Uint8Array.of(7, 8),
  });

  assertEquals(Array.from(packet), [0x80, 0xe5, 1, 2, 3, 4, 5, 6, 0xff, 0xfe, 0xfd, 0xfc, 7, 8]);
});

Deno.test("formatDigit() writes the event of RFC 4733", () => {
  assertEquals(Array.from(formatDigit("#", { duration: 0x0320, end: true })), [11, 0x8a, 0x03, 0x20]);
  assertEquals(Array.from(formatDigit("d", { duration: 160, end: false })), [15, 0x0a, 0, 160]);
});

for (const digit of ["", "12", "E", " "]) {
  Deno.test(`formatDigit() rejects "${digit}"`, () => {
    assertThrows(() => formatDigit(digit, { duration: 0, end: false }), RangeError, `Cannot press "${digit}"`);
  });
}

Deno.test("RtpStream sends 20 ms of silence a packet, the first one marked", () => {
  const packets = take(new RtpStream({ ssrc: 1, digitType: 101 }), 3);

  assertEquals(packets.map(({ type, marker, sequence, timestamp }) => ({ type, marker, sequence, timestamp })), [
    { type: 0, marker: true, sequence: 0, timestamp: 0 },
    { type: 0, marker: false, sequence: 1, timestamp: 160 },
    { type: 0, marker: false, sequence: 2, timestamp: 320 },
  ]);
  assertEquals(packets.every(({ payload }) => payload.length === 160 && payload.every((byte) => byte === 0xff)), true);
});

Deno.test("RtpStream sends a digit as one event with one timestamp, its end three times", async () => {
  const stream = new RtpStream({ ssrc: 1, digitType: 96 });
  take(stream, 1);

  const pressed = stream.press("4");
  const packets = take(stream, 6);
  await pressed;

  assertEquals(packets.map(({ type, marker, sequence, timestamp }) => [type, marker, sequence, timestamp]), [
    [96, true, 1, 160],
    [96, false, 2, 160],
    [96, false, 3, 160],
    [96, false, 4, 160],
    [96, false, 5, 160],
    [96, false, 6, 160],
    [96, false, 7, 160],
    [0, false, 8, 960],
  ]);
  assertEquals(packets.slice(0, 7).map(({ payload }) => payload), [
    [4, 0x0a, 0, 160],
    [4, 0x0a, 1, 64],
    [4, 0x0a, 1, 224],
    [4, 0x0a, 2, 128],
    [4, 0x8a, 3, 32],
    [4, 0x8a, 3, 32],
    [4, 0x8a, 3, 32],
  ]);
});

Deno.test("RtpStream leaves a pause between two digits", () => {
  const stream = new RtpStream({ ssrc: 1, digitType: 101 });
  stream.press("1");
  stream.press("1");

  const types = take(stream, 14).map(({ type }) => type);

  const digit = Array(7).fill(101);
  assertEquals(types, [...digit, 0, 0, 0, ...digit, 0]);
});

import type { FileFormat } from "./file_formats.ts";
import { toAlaw, toUlaw } from "./g711.ts";

/** A stretch of sound of one kind. Talk is a tone of 400 Hz, as loud as Asterisk's own tones. */
export interface AudioSegment {
  /** What is heard. */
  readonly kind: "silence" | "talk";
  /** How long, in milliseconds: a multiple of {@linkcode frameLength}. */
  readonly duration: number;
}

/** Asterisk writes sound in frames of this length, in milliseconds. */
export const frameLength = 20;

const talkFrequency = 400;
const talkAmplitude = 3_600;

/** Frames of GSM 06.10, as an encoder gives them of silence and of the tone; two of them packed together for Microsoft. */
const gsmFrames = {
  gsm: {
    silence: "d820a2e15a50004924924924500049249249245000492492492450004924924924",
    talk: "d235ec6de3c98024e492391cf1a046e391b91ba1406ac853565379406d0977e84b",
  },
  msgsm: {
    silence: "204817d684028024499224890280244992248902802449922489028024499224098274614d" +
      "28004892244992280048922449922800489224499228004892244992",
    talk: "08dde31e8757a0a5b29a8ac873a054447b898a52c05db2b6cbc813a0ed32da9486d03dee71" +
      "6401d82ea34d493c035a2aaa3b653c05ca49ab39696405da49aba968",
  },
} as const;

/** Writes sound, without what comes before it in a file. Throws a `TypeError` for a format that has no encoding here. */
export function renderAudio(format: FileFormat, segments: readonly AudioSegment[]): Uint8Array<ArrayBuffer> {
  return concat(segments.map((segment) => renderSegment(format, segment)));
}

/** Makes a file of sound that is in its format. */
export function wrapAudio(format: FileFormat, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (format.header === undefined) return body;
  return concat([format.header === "wav" ? wavHeader(format, body.length) : auHeader(format, body.length), body]);
}

/** Takes the sound out of a file. */
export function unwrapAudio(format: FileFormat, file: Uint8Array): Uint8Array {
  if (format.header === undefined) return file;
  return file.subarray(format.header === "au" ? auHeaderLength : wavDataOffset(file));
}

/** How long so many bytes of sound last, in milliseconds; 0 when that can not be told. */
export function audioLength(format: FileFormat, byteLength: number): number {
  const perSecond = bytesPerSecond(format);
  return perSecond === 0 ? 0 : Math.floor(byteLength * 1_000 / perSecond);
}

/** How many samples Asterisk counts in this much sound, on its way to a duration. */
export function countSamples(format: FileFormat, milliseconds: number): number {
  return Math.floor(milliseconds / frameLength) * frameLength * format.rate / 1_000;
}

function renderSegment(format: FileFormat, { kind, duration }: AudioSegment): Uint8Array<ArrayBuffer> {
  switch (format.encoding) {
    case "gsm":
      return repeat(gsmFrames.gsm[kind], Math.floor(duration / frameLength));
    case "msgsm":
      return repeat(gsmFrames.msgsm[kind], Math.floor(duration / (2 * frameLength)));
    case "ulaw":
      return Uint8Array.from(samplesOf(format, kind, duration), toUlaw);
    case "alaw":
      return Uint8Array.from(samplesOf(format, kind, duration), toAlaw);
    case "slin":
      return toLittleEndian(samplesOf(format, kind, duration));
    case "none":
    case "not-simulated":
      throw new TypeError(`Cannot write audio as "${format.extension}": its encoding is not simulated`);
    default:
      throw new Error(`Unreachable: ${format.encoding satisfies never}`);
  }
}

function samplesOf(format: FileFormat, kind: AudioSegment["kind"], duration: number): Int16Array {
  const samples = new Int16Array(countSamples(format, duration));
  if (kind === "silence") return samples;
  const step = 2 * Math.PI * talkFrequency / format.rate;
  return samples.map((_, index) => Math.round(talkAmplitude * Math.sin(step * index)));
}

function toLittleEndian(samples: Int16Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, index) => view.setInt16(index * 2, sample, true));
  return bytes;
}

function repeat(frame: string, count: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.fromHex(frame);
  const repeated = new Uint8Array(bytes.length * count);
  for (let index = 0; index < count; index++) repeated.set(bytes, index * bytes.length);
  return repeated;
}

function bytesPerSecond({ encoding, rate }: FileFormat): number {
  switch (encoding) {
    case "slin":
      return rate * 2;
    case "ulaw":
    case "alaw":
      return rate;
    case "gsm":
      return 33 * 50;
    case "msgsm":
      return 65 * 25;
    case "none":
    case "not-simulated":
      return 0;
    default:
      throw new Error(`Unreachable: ${encoding satisfies never}`);
  }
}

/** RIFF with one `fmt ` chunk, a `fact` chunk where the encoding needs it, and the data. */
function wavHeader({ encoding, rate }: FileFormat, dataLength: number): Uint8Array<ArrayBuffer> {
  const isGsm = encoding === "msgsm";
  const header = new Uint8Array(isGsm ? 60 : 44);
  const view = new DataView(header.buffer);
  const text = (offset: number, letters: string) => header.set(new TextEncoder().encode(letters), offset);
  text(0, "RIFF");
  view.setUint32(4, header.length - 8 + dataLength, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, isGsm ? 20 : 16, true);
  view.setUint16(20, isGsm ? 0x31 : 1, true);
  view.setUint16(22, 1, true); // mono
  view.setUint32(24, rate, true);
  view.setUint32(28, isGsm ? 1_625 : rate * 2, true);
  view.setUint16(32, isGsm ? 65 : 2, true);
  view.setUint16(34, isGsm ? 0 : 16, true);
  if (isGsm) {
    view.setUint16(36, 2, true);
    view.setUint16(38, 320, true); // samples in a block
    text(40, "fact");
    view.setUint32(44, 4, true);
    view.setUint32(48, dataLength / 65 * 320, true);
  }
  text(header.length - 8, "data");
  view.setUint32(header.length - 4, dataLength, true);
  return header;
}

/** Where the data of a WAV file begins; at its end, when it has none. */
function wavDataOffset(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 12;
  while (offset + 8 <= bytes.length) {
    const name = new TextDecoder("latin1").decode(bytes.subarray(offset, offset + 4));
    if (name === "data") return offset + 8;
    offset += 8 + view.getUint32(offset + 4, true);
  }
  return bytes.length;
}

const auHeaderLength = 24;

/** Sun's format: everything big-endian, 1 for µ-law. */
function auHeader({ rate }: FileFormat, dataLength: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(auHeaderLength);
  const view = new DataView(header.buffer);
  [0x2e736e64, auHeaderLength, dataLength, 1, rate, 1].forEach((value, index) => view.setUint32(index * 4, value));
  return header;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

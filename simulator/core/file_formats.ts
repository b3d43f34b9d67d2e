/** How the audio in a file is written; `none` is what Asterisk itself can not write here, for want of a translator. */
export type FileEncoding = "slin" | "ulaw" | "alaw" | "gsm" | "msgsm" | "none" | "not-simulated";

/** A format of files, known by the extension of their names (`core show file formats`). */
export interface FileFormat {
  /** The extension of the files: `wav`. */
  readonly extension: string;
  /** Whether it is for sound or pictures, as in the type of its content. */
  readonly kind: "audio" | "video";
  /** How its sound is written. */
  readonly encoding: FileEncoding;
  /** How many samples there are in a second. */
  readonly rate: number;
  /** What comes before the sound. */
  readonly header: "wav" | "au" | undefined;
}

/** Rates of the raw linear formats by their extensions. */
const linearRates: Readonly<Record<string, number>> = {
  sln: 8_000,
  slin: 8_000,
  raw: 8_000,
  sln12: 12_000,
  sln16: 16_000,
  sln24: 24_000,
  sln32: 32_000,
  sln44: 44_100,
  sln48: 48_000,
  sln96: 96_000,
  sln192: 192_000,
};

/** Formats that Debian's Asterisk reads and can not write. */
const unwritten: readonly string[] = [
  "siren7",
  "siren14",
  "g729",
  "ilbc",
  "g719",
  "g723",
  "g723sf",
  "spx",
  "spx16",
  "spx32",
];
const video: readonly string[] = ["h263", "h264", "vp8"];
/** Formats that only a real Asterisk writes. */
const notSimulated: readonly string[] = ["g722", "g726-16", "g726-24", "g726-32", "g726-40", "vox", "opus", "ogg"];

const known: ReadonlyMap<string, FileFormat> = new Map([
  ...Object.entries(linearRates).map(([extension, rate]) => format(extension, "slin", { rate })),
  ...["alaw", "al", "alw"].map((extension) => format(extension, "alaw")),
  ...["pcm", "ulaw", "ul", "mu", "ulw"].map((extension) => format(extension, "ulaw")),
  format("au", "ulaw", { header: "au" }),
  format("gsm", "gsm"),
  format("wav", "slin", { header: "wav" }),
  format("wav16", "slin", { header: "wav", rate: 16_000 }),
  format("WAV", "msgsm", { header: "wav" }),
  ...unwritten.map((extension) => format(extension, "none")),
  ...video.map((extension) => format(extension, "none", { kind: "video" })),
  ...notSimulated.map((extension) => format(extension, "not-simulated")),
]);

/** Finds a format by an extension, whose case matters; files of `wav49` have names that end in `.WAV`. */
export function findFileFormat(extension: string): FileFormat | undefined {
  return known.get(extension === "wav49" ? "WAV" : extension);
}

function format(
  extension: string,
  encoding: FileEncoding,
  options: Partial<Pick<FileFormat, "kind" | "rate" | "header">> = {},
): [string, FileFormat] {
  const { kind = "audio", rate = 8_000, header } = options;
  return [extension, { extension, kind, encoding, rate, header }];
}

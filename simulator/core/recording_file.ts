import { audioLength, type AudioSegment, renderAudio, unwrapAudio, wrapAudio } from "./audio_file.ts";
import type { FileFormat } from "./file_formats.ts";

/** One file of a recording. Only what was heard is kept; the bytes are made when somebody wants them. */
export class RecordingFile {
  readonly format: FileFormat;
  /** The file as it was given to the simulator. */
  readonly #file: Uint8Array<ArrayBuffer> | undefined;
  /** The sound in it. */
  readonly #given: Uint8Array<ArrayBuffer> | undefined;
  #segments: readonly AudioSegment[];

  private constructor(
    format: FileFormat,
    file: Uint8Array<ArrayBuffer> | undefined,
    segments: readonly AudioSegment[],
  ) {
    this.format = format;
    this.#file = file;
    this.#given = file === undefined ? undefined : new Uint8Array(unwrapAudio(format, file));
    this.#segments = segments;
  }

  /** Makes a file with nothing in it. */
  static empty(format: FileFormat): RecordingFile {
    return new RecordingFile(format, undefined, []);
  }

  /** Takes a file over as it is. */
  static from(format: FileFormat, bytes: Uint8Array): RecordingFile {
    return new RecordingFile(format, new Uint8Array(bytes), []);
  }

  /** How long its sound lasts, in milliseconds. */
  get length(): number {
    const given = this.#given === undefined ? 0 : audioLength(this.format, this.#given.length);
    return given + this.#segments.reduce((length, { duration }) => length + duration, 0);
  }

  /** Writes more sound behind what is there. */
  append(segments: readonly AudioSegment[]): void {
    this.#segments = [...this.#segments, ...segments];
  }

  /** An equal file that goes its own way. */
  copy(): RecordingFile {
    return new RecordingFile(this.format, this.#file, this.#segments);
  }

  /** The file as it lies on the disk. */
  get bytes(): Uint8Array<ArrayBuffer> {
    // Asterisk opens a file of a format that it can not write, and leaves it empty.
    if (this.format.encoding === "none") return this.#given ?? new Uint8Array();
    // Whatever is in it, and be it no sound at all.
    if (this.#file !== undefined && this.#segments.length === 0) return this.#file;
    const body = renderAudio(this.format, this.#segments);
    if (this.#given === undefined) return wrapAudio(this.format, body);
    const whole = new Uint8Array(this.#given.length + body.length);
    whole.set(this.#given);
    whole.set(body, this.#given.length);
    return wrapAudio(this.format, whole);
  }
}

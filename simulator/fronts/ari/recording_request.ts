import { findFileFormat } from "../../core/file_formats.ts";
import type { Channel } from "../../core/channel.ts";
import { Recording, type RecordingOptions } from "../../core/recording.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { OperationCall } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toLiveRecording } from "./snapshots.ts";

/** What may end a recording, and the digits that it means. */
const terminators: ReadonlyMap<string, string> = new Map([
  ["", ""],
  ["none", ""],
  ["any", "#*0123456789abcd"],
  ["#", "#"],
  ["*", "*"],
]);

/** What is done with a file that is there. */
const existing: ReadonlyMap<string, RecordingOptions["ifExists"]> = new Map([
  ["", "fail"],
  ["fail", "fail"],
  ["overwrite", "overwrite"],
  ["append", "append"],
]);

/** Refuses limits below zero. */
export function checkRecordingLimits({ parameters }: OperationCall): void {
  for (const [name, shown] of limits) {
    if ((parameters.integer(name) ?? 0) < 0) throw new Refusal(400, `${shown} cannot be negative`);
  }
}

const limits = [
  ["maxDurationSeconds", "max_duration_seconds"],
  ["maxSilenceSeconds", "max_silence_seconds"],
] as const;

/** Reads what a request to record says of it, but for its target; the order of the checks is Asterisk's. */
export function readRecordingOptions(call: OperationCall): Omit<RecordingOptions, "target"> {
  const { parameters } = call;
  const terminateOn = terminators.get(parameters.string("terminateOn")?.toLowerCase() ?? "");
  if (terminateOn === undefined) throw new Refusal(400, "terminateOn invalid");
  const ifExists = existing.get(parameters.string("ifExists")?.toLowerCase() ?? "");
  if (ifExists === undefined) throw new Refusal(400, "ifExists invalid");
  const { format, fileFormat } = readFileFormat(call);
  return {
    name: parameters.string("name") ?? "",
    format,
    fileFormat,
    maxDuration: parameters.integer("maxDurationSeconds") ?? 0,
    maxSilence: parameters.integer("maxSilenceSeconds") ?? 0,
    ifExists,
    beep: parameters.boolean("beep") ?? false,
    terminateOn,
  };
}

/** Reads the format of the file. */
export function readFileFormat({ parameters }: OperationCall): Pick<RecordingOptions, "format" | "fileFormat"> {
  const format = parameters.string("format") ?? "";
  const fileFormat = findFileFormat(format);
  if (fileFormat === undefined) throw new Refusal(422, "specified format is unknown on this system");
  if (fileFormat.encoding === "not-simulated") {
    throw new NotSimulatedError(
      `Cannot record as "${format}": its encoding is not simulated, use wav, sln, ulaw or gsm`,
    );
  }
  return { format, fileFormat };
}

/** Makes the recording, which waits for somebody to record it. Names are looked at only here, as in Asterisk. */
export function createRecording({ pbx }: OperationCall, channel: Channel, options: RecordingOptions): Recording {
  const { name, ifExists } = options;
  const { recordings } = pbx;
  if (name === "") throw new Refusal(500, "Error parsing request");
  const refusal = recordings.spool.createDirectories(name);
  if (refusal === "outside") throw new Refusal(500, "Error parsing request");
  if (refusal === "forbidden") throw new Refusal(400, "Recording name invalid");
  if (refusal === "too-long") throw new Refusal(500, "Internal Server Error");
  if ((ifExists === "fail" && recordings.spool.has(name)) || recordings.find(name) !== undefined) {
    throw new Refusal(409, `Recording '${name}' already exists and can not be overwritten`);
  }
  return new Recording(pbx, channel, options);
}

/** Answers that a recording was made, and where it is. */
export function recordingCreated(recording: Recording): Response {
  const { name, snapshot } = recording;
  return jsonResponse(201, toLiveRecording(snapshot), { Location: `/ari/recordings/live/${encodeName(name)}` });
}

/** Asterisk has no room for the last character when all of them need three. */
function encodeName(name: string): string {
  const encoded = encodeURIComponent(name);
  return /^(?:%..)+$/.test(encoded) ? encoded.slice(0, -3) : encoded;
}

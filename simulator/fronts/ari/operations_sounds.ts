import type * as wire from "../../../ari/generated/wire.ts";
import type { SoundEntry } from "../../core/sounds.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";

/** Operations of the resource `sounds`. */
export const soundOperations: OperationHandlers = {
  "sounds.list": list,
  "sounds.get": get,
};

/** The format of the files that Debian has of Asterisk's core sounds. */
const installedFormat = "gsm";

function list({ pbx, parameters }: OperationCall): Response {
  const language = parameters.string("lang");
  const format = parameters.string("format");
  const hasFormat = !format || format === installedFormat;
  const sounds = pbx.sounds.list().flatMap(({ name, languages }) => {
    const matching = languages.filter((known) => !language || known === language);
    return hasFormat && matching.length > 0 ? [toSound({ name, languages: matching })] : [];
  });
  if (sounds.length === 0) throw new Refusal(404, "No sounds found that matched the query");
  return jsonResponse(200, sounds);
}

function get({ pbx, parameters }: OperationCall): Response {
  const id = parameters.path("soundId");
  const sound = pbx.sounds.list().find(({ name }) => name === id);
  if (sound === undefined) throw new Refusal(404, "Sound not found");
  return jsonResponse(200, toSound(sound));
}

function toSound({ name, languages }: SoundEntry): wire.Sound {
  return { id: name, formats: languages.map((language) => ({ language, format: installedFormat })) };
}

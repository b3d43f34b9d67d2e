import type * as wire from "../../../ari/generated/wire.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";

/** Operations of the resource `sounds`. */
export const soundOperations: OperationHandlers = {
  "sounds.list": list,
  "sounds.get": get,
};

/** Asterisk's core sounds lie in three folders of the same voice. */
const formats: readonly wire.FormatLangPair[] = ["en_US_f_Allison", "en_US", "en"]
  .map((language) => ({ language, format: "gsm" }));

function list({ pbx, parameters }: OperationCall): Response {
  const language = parameters.string("lang");
  const format = parameters.string("format");
  const matching = formats.filter((pair) =>
    (!language || pair.language === language) && (!format || pair.format === format)
  );
  const sounds = matching.length === 0 ? [] : pbx.sounds.names().map((id) => ({ id, formats: matching }));
  if (sounds.length === 0) throw new Refusal(404, "No sounds found that matched the query");
  return jsonResponse(200, sounds);
}

function get({ pbx, parameters }: OperationCall): Response {
  const id = parameters.path("soundId");
  if (pbx.sounds.length(id) === undefined) throw new Refusal(404, "Sound not found");
  return jsonResponse(200, { id, formats });
}

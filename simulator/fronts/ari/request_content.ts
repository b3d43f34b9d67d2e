import type { HttpRequest } from "../../http/http_request.ts";
import { parseJson } from "./json_text.ts";
import { Refusal } from "./responses.ts";

/** Asterisk's longest body, in bytes. */
const maxBodyLength = 40_960;

/** What a request's body says, in the forms that ARI reads. */
export interface RequestContent {
  /** The fields of a form. */
  readonly form: URLSearchParams;
  /** The value of a JSON body. */
  readonly json: object | undefined;
}

/**
 * Reads the body of a request, if it is a form or JSON: another one is not even looked at. Throws a {@linkcode Refusal} for one
 * that is too long or can not be read.
 */
export async function readContent(request: HttpRequest): Promise<RequestContent> {
  const [type = ""] = (request.headers.get("Content-Type") ?? "").split(";", 1);
  const isForm = type.toLowerCase() === "application/x-www-form-urlencoded";
  if (!isForm && type.toLowerCase() !== "application/json") return { form: new URLSearchParams(), json: undefined };
  const body = await request.readBody(maxBodyLength);
  if (body.kind === "too-long") throw new Refusal(413, "Request body too large", { closes: true });
  if (body.kind === "broken") throw new Refusal(400, "Error parsing request body", { closes: true });
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body.bytes);
  if (isForm) return { form: new URLSearchParams(text), json: undefined };
  const json = parseJson(text);
  if (json === undefined && text !== "") throw new Refusal(400, "Error parsing request body");
  return { form: new URLSearchParams(), json };
}

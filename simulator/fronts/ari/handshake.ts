import type { HttpRequest } from "../../http/http_request.ts";
import { htmlError } from "../../http/server_response.ts";
import { reasonPhrase } from "./reason_phrases.ts";

/** What a request for a WebSocket comes to, before its applications are looked at (`ast_websocket_uri_cb`). */
export type Handshake =
  | {
    readonly kind: "accepted";
    /** The subprotocol to be named in the answer, in the client's own words; `undefined` when it named none. */
    readonly protocol: string | undefined;
  }
  | { readonly kind: "refused"; readonly responses: readonly Response[] };

/** The versions of the WebSocket protocol that Asterisk speaks; they are all the same to it. */
const versions: readonly number[] = [7, 8, 13];

/** Checks what a client says of the WebSocket that it wants. */
export function checkHandshake(request: HttpRequest, serverName: string): Handshake {
  const last = (name: string) => request.headers.getAll(name).at(-1);
  if (last("Upgrade")?.toLowerCase() !== "websocket") {
    return { kind: "refused", responses: [html(426, "", serverName)] };
  }
  const names = last("Sec-WebSocket-Protocol")?.split(",");
  // The blanks before a name stay in the answer.
  const protocol = names?.find((name) => name.trim().toLowerCase() === "ari")?.trimEnd();
  const version = parseInt(last("Sec-WebSocket-Version") ?? "0", 10);
  const isAcceptable = (names === undefined || protocol !== undefined) && versions.includes(version) &&
    last("Sec-WebSocket-Key") !== undefined;
  return isAcceptable ? { kind: "accepted", protocol } : { kind: "refused", responses: [badRequest()] };
}

/** What a client gets that names no application: two responses, one behind the other. */
export function missingApplication(serverName: string): Response[] {
  return [html(400, "HTTP request is missing param: [app]", serverName), badRequest()];
}

/** What a client gets when one of its applications can not be registered: three responses. */
export function failedRegistration(serverName: string): Response[] {
  return [
    html(500, "Stasis app registration failed", serverName),
    htmlError(500, "Failed to create ARI websocket session", { reason: "Server Error", serverName }),
    badRequest(),
  ];
}

function html(status: number, text: string, serverName: string): Response {
  return htmlError(status, text, { reason: reasonPhrase(status, ""), serverName });
}

function badRequest(): Response {
  const headers = { "Sec-WebSocket-Version": versions.join(", ") };
  return new Response(null, { status: 400, statusText: reasonPhrase(400, ""), headers });
}

/** What Asterisk writes behind a status, where nothing else is known; it differs from the standard here and there. */
const standard: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  422: "Unprocessable Entity",
  426: "Upgrade Required",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** Messages that Asterisk sends with a phrase of their own. */
const byMessage: readonly (readonly [message: string | RegExp, phrase: string])[] = [
  ["Provided channel was not found", "Channel Not Found"],
  ["Provided bridge was not found", "Bridge Not Found"],
  ["Provided variable was not found", "Variable Not Found"],
  ["Unable to read provided function", "Error With Function"],
  ["Invalid reason for hangup reason provided", "Invalid Reason"],
  ["Invalid reason for hangup reason code provided", "Invalid Reason Code"],
  ["Required parameter 'endpoint' not provided.", "Not Found"],
  ["Snoop channel could not be created", "Internal error"],
  ["Invalid destination recording name", "Bad request"],
  ["Can't upgrade to websocket from a websocket", "Bad request"],
  [/^Fields must be provided to update object /, "Bad request"],
  [/ of object '.*' failed field value validation$/, "Bad request"],
  [/^Unable to create bridge/, "Internal Error"],
  ["Could not create playback channel", "Internal Error"],
];

/** The reason phrase of an answer. Asterisk says the same with another one where a bridge is got by its id. */
export function reasonPhrase(status: number, message: string, operation?: string): string {
  if (message === "Bridge not found") return operation === "bridges.get" ? "Not Found" : "Not found";
  // The same message goes with several statuses; only errors have phrases of their own.
  const own = status < 400 ? undefined : byMessage.find(([candidate]) => {
    return typeof candidate === "string" ? candidate === message : candidate.test(message);
  });
  return own?.[1] ?? standard[status] ?? "";
}

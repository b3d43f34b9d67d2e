import { compilePosixRegex } from "../posix_regex.ts";
import { encodeText } from "../source_text.ts";

/** What a text must look like; the names say for what. */
export type TextFormat =
  | "sip-uri"
  | "sip-contact"
  | "sip-route"
  | "type-of-service"
  | "assignment"
  | "uri-user"
  | "contact-user"
  | "header-parameters"
  | "header-match"
  | "slashed-regex"
  | "password-digests"
  | "codec-preferences"
  | "codec-preferences-incoming";

/** Why a text, which is not empty, is not of a format, as the rest of a sentence that begins with it; `undefined` where it is. */
export function problemOf(format: TextFormat, text: string): string | undefined {
  return formats[format](text);
}

const formats: Readonly<Record<TextFormat, (text: string) => string | undefined>> = {
  /** What PJSIP reads as a SIP URI, in angle brackets or without. */
  "sip-uri": (text) => isSipUri(/^<(.*)>$/.exec(text)?.[1] ?? text) ? undefined : "is no SIP URI",
  /** What Asterisk itself takes for one, without a look at its parts (location.c, ast_sip_validate_uri_length). */
  "sip-contact": (text) => {
    const uri = /^<(.*)>$/.exec(text)?.[1] ?? text;
    const host = /^sips?:(?:[^@]*@)?(.*)$/is.exec(uri)?.[1];
    return host === undefined || (host.startsWith("[") && !host.includes("]")) ? "is no SIP URI" : undefined;
  },
  /** What PJSIP reads as the header `Route`. */
  "sip-route": (text) => {
    const named = /^(?:"[^"]*"\s*|[\w .!%*+`'~-]*)<([^>]*)>/.exec(text)?.[1];
    const [uri = ""] = named === undefined ? text.split(",") : [named];
    const isOther = /^(?!sips?:)[a-z][a-z\d+.-]*:\S+$/i.test(uri);
    return isOther || isSipUri(uri) ? undefined : "is no SIP URI";
  },
  /** A type of service: a number or one of its names (acl.c, ast_str2tos). */
  "type-of-service": (text) =>
    /^\s*[+-]?\d/.test(text) || /^(?:cs[0-7]|af[1-4][1-3]|ef)$/i.test(text)
      ? undefined
      : "is neither a number nor one of cs0 to cs7, af11 to af43, ef",
  /** `name=value`. */
  "assignment": (text) => text.includes("=") ? undefined : 'has no "="',
  /** The user of a SIP URI. */
  "uri-user": (text) =>
    /^[\w.~%!$&'()*+,;=:-]*$/.test(text) ? undefined : "has a character that the user of a URI can not have",
  /** The user of a `Contact` header. */
  "contact-user": (text) =>
    /^[\w.~%!$&'()*+,;=:?/#-]*$/.test(text) ? undefined : "has a character that the user of a URI can not have",
  /** Parameters of a `Contact` header. */
  "header-parameters": (text) => /\s/.test(text) ? "has a blank" : undefined,
  /** `Header: value`, where the value may be a regular expression between slashes. */
  "header-match": (text) => {
    const colon = text.indexOf(":");
    if (colon < 0 || text.slice(0, colon).trim() === "") return 'is not a header, a ":" and a value';
    return problemOfSlashed(text.slice(colon + 1).trim());
  },
  /** A text, or a regular expression between slashes. */
  "slashed-regex": (text) => problemOfSlashed(text),
  /** Digests of a password, each with the name of its algorithm; without one it is MD5. */
  "password-digests": (text) => {
    for (const item of text.split(",").map((each) => each.trim()).filter((each) => each !== "")) {
      const [name, digest = ""] = item.includes(":") ? item.split(/\s*:\s*(.*)/) : ["MD5", item];
      const length = digestLengths.get(name?.toUpperCase() ?? "");
      if (length === undefined) {
        return `has the algorithm "${name}", which is none of ${[...digestLengths.keys()].join(", ")}`;
      }
      if (encodeText(digest).length !== length) return `has a digest for ${name} that is not of ${length} characters`;
    }
    return undefined;
  },
  /** `prefer: …, operation: …, keep: …, transcode: …` (stream.c, ast_stream_codec_prefs_parse). */
  "codec-preferences": problemOfPreferences,
  /** The same for an offer that comes in, which can not be joined with anything. */
  "codec-preferences-incoming": (text) =>
    problemOfPreferences(text) ??
      (/operation[: ]+union(?:[: ,]|$)/.test(text) ? 'can not have the operation "union"' : undefined),
};

const digestLengths = new Map([["MD5", 32], ["SHA-256", 64], ["SHA-512-256", 64]]);

const preferences: ReadonlyMap<string, readonly string[]> = new Map([
  ["prefer", ["pending", "configured"]],
  ["operation", ["intersect", "union", "only_preferred", "only_nonpreferred"]],
  ["keep", ["all", "first"]],
  ["transcode", ["allow", "prevent"]],
]);

function problemOfPreferences(text: string): string | undefined {
  for (const item of text.split(",").filter((each) => each !== "")) {
    const [name, value] = item.split(/[: ]+/).filter((word) => word !== "");
    if (name === undefined || value === undefined) return `has "${item.trim()}", which is not a name and a value`;
    const values = preferences.get(name);
    if (values !== undefined && !values.includes(value)) {
      return `has "${value}" for "${name}", which is none of ${values.join(", ")}`;
    }
  }
  return undefined;
}

function problemOfSlashed(text: string): string | undefined {
  if (text.length <= 2 || !text.startsWith("/") || !text.endsWith("/")) return undefined;
  const regex = compilePosixRegex(text.slice(1, -1));
  return regex.kind === "problem" && !regex.isOurs
    ? `has a regular expression that does not compile: ${regex.reason}`
    : undefined;
}

/** The longest URI and host that Asterisk's PJSIP is built for. */
const [maxUri, maxHost] = [511, 255];

const sipUri = new RegExp(
  "^\\s*sips?:(?:[\\w.!~*'()&=+$,;?/%#-]+(?::[\\w.!~*'()&=+$,%-]*)?@)?" +
    "(?<host>[\\w.-]+|\\[[\\da-f:.]+\\])(?::(?<port>\\d{1,5}))?(?:;[\\w.!~*'()[\\]/:&+$%-]+(?:=[\\w.!~*'()[\\]/:&+$%-]*)?)*" +
    "(?:\\?[\\w.!~*'()[\\]/?:+$%-]+(?:=[\\w.!~*'()[\\]/?:+$%-]*)?(?:&[\\w.!~*'()[\\]/?:+$%-]+(?:=[\\w.!~*'()[\\]/?:+$%-]*)?)*)?$",
  "i",
);

function isSipUri(text: string): boolean {
  const { host, port = "0" } = sipUri.exec(text)?.groups ?? {};
  return host !== undefined && host.length <= maxHost && Number(port) <= 65_535 && encodeText(text).length <= maxUri;
}

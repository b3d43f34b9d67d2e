import type { HttpHeaders } from "../../http/headers.ts";
import type { AccessList } from "./acl.ts";

/** Someone who may use ARI, as a section `type=user` of `ari.conf` says. */
export interface User {
  /** The name. */
  readonly username: string;
  /** The password. */
  readonly password: string;
  /** Whether only GET and OPTIONS are allowed. */
  readonly readOnly: boolean;
  /** Where they may come from; anywhere, when it is not given. */
  readonly acl?: AccessList;
}

/**
 * Finds the user of a request (`authenticate_user`): by the `Authorization` header when there is one that can be read, else by
 * the first `api_key=user:password`.
 */
export function authenticate(headers: HttpHeaders, query: URLSearchParams, users: readonly User[]): User | undefined {
  const credentials = readBasic(headers) ?? splitAtColon(query.get("api_key") ?? "");
  if (credentials === undefined) return undefined;
  const [username, password] = credentials;
  if (password === "") return undefined;
  return users.find((user) => user.username === username && user.password === password);
}

/** Another scheme than Basic is passed over. */
function readBasic(headers: HttpHeaders): [username: string, password: string] | undefined {
  const value = headers.getAll("Authorization").find((candidate) => candidate.startsWith("Basic "));
  return value === undefined ? undefined : splitAtColon(decodeBase64(value.slice("Basic ".length)));
}

function splitAtColon(text: string): [string, string] | undefined {
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}

/** What is no base 64 ends it, as in Asterisk. */
function decodeBase64(text: string): string {
  const [digits = ""] = /^[A-Za-z0-9+/]*/.exec(text) ?? [];
  const usable = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  const bytes = atob(usable);
  return /^[\0-\x7f]*$/.test(bytes) ? bytes : decodeUtf8(bytes);
}

function decodeUtf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

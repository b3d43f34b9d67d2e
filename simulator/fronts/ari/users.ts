/** Someone who may use ARI, as a section `type=user` of `ari.conf` says. */
export interface User {
  /** The name. */
  readonly username: string;
  /** The password. */
  readonly password: string;
  /** Whether only GET and OPTIONS are allowed. */
  readonly readOnly: boolean;
}

/**
 * Finds the user of a request: from the `Authorization` header when there is one, else from `?api_key=user:password`.
 */
export function authenticate(request: Request, query: URLSearchParams, users: readonly User[]): User | undefined {
  const header = request.headers.get("authorization");
  const credentials = header === null ? query.getAll("api_key").at(-1) : decodeBasic(header);
  if (credentials === undefined) return undefined;
  return users.find(({ username, password }) => credentials === `${username}:${password}`);
}

function decodeBasic(header: string): string | undefined {
  const match = /^Basic\s+(\S+)\s*$/i.exec(header);
  if (match?.[1] === undefined) return undefined;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(match[1]), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** Splits `host:port` and `[host]:port` (`ast_sockaddr_split_hostport`); `undefined` when there is no port. */
export function splitHostAndPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, behind] = /^\[([^\]]*)\]?(.*)$/s.exec(text) ?? [];
  if (bracketed !== undefined && behind !== undefined) {
    return behind.startsWith(":") ? { host: bracketed, port: behind.slice(1) } : undefined;
  }
  const [host = "", port, ...more] = text.split(":");
  return port === undefined || more.length > 0 ? undefined : { host, port };
}

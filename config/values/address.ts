import { accepted, type Parsed, refused } from "./parsed.ts";

/** A host and perhaps a port. */
export interface Address {
  /** The IP address or the name, without brackets. */
  readonly host: string;
  /** The port, where one is written. */
  readonly port?: number;
}

/** What {@linkcode parseAddress} may be told. */
export interface AddressOptions {
  /** Whether a port may, must or must not be written, or is read over. @default {"optional"} */
  port?: "optional" | "required" | "forbidden" | "ignored" | undefined;
  /** Refuses names: many options take IP addresses only, as Asterisk does not look them up there. @default {false} */
  numeric?: boolean | undefined;
}

/**
 * Reads an address as Asterisk does: `host`, `host:port`, `[v6]`, `[v6]:port`, and an IPv6 address without brackets,
 * which then has no port.
 *
 * @param text The value of a setting.
 * @param options What is asked of the port, and whether names are refused.
 * @returns The host and the port, or why it is no address.
 *
 * @example
 * ```ts
 * import { parseAddress } from "@asterism/asterisk/config";
 *
 * console.log(parseAddress("[::1]:5060")); // { ok: true, value: { host: "::1", port: 5060 } }
 * console.log(parseAddress("2001:db8::1")); // { ok: true, value: { host: "2001:db8::1" } }
 * console.log(parseAddress("sip.example.com", { numeric: true }).ok); // false
 * ```
 */
export function parseAddress(text: string, options: AddressOptions = {}): Parsed<Address> {
  const { port: wanted = "optional", numeric = false } = options;
  const { host, port: written } = splitHostPort(text);
  if (host === "") return refused("has no host");
  if (wanted === "required" && written === undefined) return refused("has no port");
  if (wanted === "forbidden" && written !== undefined) return refused("has a port, and none may be there");
  if (numeric && !isIpv4(host) && !isIpv6(host)) return refused("is not an IP address");
  // The resolver takes an empty port for none.
  if (written === undefined || written === "" || wanted === "ignored") return accepted({ host });
  if (!/^\d+$/.test(written)) return refused(`has the port "${written}", which is not a number`);
  const port = Number(written);
  return port <= 65_535
    ? accepted({ host, port })
    : refused(`has port ${port}, which is not within 0 to 65535`, "range");
}

/** As in Asterisk, what stands between "]" and ":" is not looked at (netsock2.c, ast_sockaddr_split_hostport). */
function splitHostPort(text: string): { host: string; port?: string } {
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    if (end < 0) return { host: text.slice(1) };
    const host = text.slice(1, end);
    return text[end + 1] === ":" ? { host, port: text.slice(end + 2) } : { host };
  }
  const colon = text.indexOf(":");
  if (colon < 0 || text.includes(":", colon + 1)) return { host: text };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** One to four numbers in base 10, 8 or 16, as the C library's `inet_aton` has them: `127.1` is one. */
function isIpv4(host: string): boolean {
  const parts = host.split(".");
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.test(part))) return false;
  const numbers = parts.map((part) => /^0[0-7]/.test(part) ? parseInt(part, 8) : Number(part));
  const last = numbers.pop() ?? 0;
  return numbers.every((number) => number <= 255) && last < 256 ** (4 - numbers.length);
}

function isIpv6(host: string): boolean {
  const [address = "", zone] = host.split("%", 2);
  if (zone === "" || !/^[0-9a-f:.]+$/i.test(address)) return false;
  return URL.canParse(`http://[${address}]`);
}

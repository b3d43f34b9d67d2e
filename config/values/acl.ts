import { accepted, type Parsed, refused } from "./parsed.ts";

/** One network of a `permit` or `deny` line. */
export interface AclNetwork {
  /** Its address, as it is written. */
  readonly address: string;
  /** Its mask, as it is written: a number of bits or an address. @default {all bits} */
  readonly mask?: string;
  /** Whether a `!` stands before it, which makes a `permit` of a `deny` and the other way round. */
  readonly isNegated: boolean;
}

/**
 * Reads the networks of a `permit` or `deny` line as Asterisk does (acl.c, ast_append_ha): with commas between them and no
 * blanks, an address or an address and its mask each. Names are refused.
 *
 * @param text The value of a setting.
 * @returns The networks, or why Asterisk takes none of them.
 *
 * @example
 * ```ts
 * import { parseAcl } from "@asterism/asterisk/config";
 *
 * console.log(parseAcl("10.0.0.0/8,!10.1.0.0/255.255.0.0").ok, parseAcl("10.0.0.0/33").ok); // true false
 * ```
 */
export function parseAcl(text: string): Parsed<AclNetwork[]> {
  const networks: AclNetwork[] = [];
  for (const item of text.split(",")) {
    const isNegated = item.startsWith("!");
    const [address = "", mask] = (isNegated ? item.slice(1) : item).split("/");
    const family = familyOf(address);
    if (family === undefined) return refused(`has "${address}", which is no address`);
    if (mask !== undefined && !fitsMask(mask, family)) {
      return refused(`has the mask "${mask}", which is none for "${address}"`);
    }
    networks.push({ address, ...(mask !== undefined && { mask }), isNegated });
  }
  return accepted(networks);
}

type Family = 4 | 6;

/** In brackets or without; what the C library takes for an IPv4 address may have fewer parts, and others than decimal. */
function familyOf(address: string): Family | undefined {
  if (isIpv4(address)) return 4;
  const text = /^\[(.*)\]$/.exec(address)?.[1] ?? address;
  return isIpv6(text) ? (/^::ffff:/i.test(text) && text.includes(".") ? 4 : 6) : undefined;
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(part))) return false;
  const numbers = parts.map((part) => /^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part));
  const rest = 256 ** (5 - parts.length);
  return numbers.every((number, index) => number < (index === parts.length - 1 ? rest : 256));
}

function isIpv6(text: string): boolean {
  const [address = "", zone] = text.split("%");
  return zone !== "" && address.includes(":") && URL.canParse(`http://[${address}]/`);
}

function fitsMask(mask: string, family: Family): boolean {
  if (/[:.]/.test(mask)) return familyOf(mask) === family;
  const bits = /^[ \t\n\v\f\r]*([+-]?\d{1,30})/.exec(mask)?.[1];
  return bits !== undefined && Number(bits) >= 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

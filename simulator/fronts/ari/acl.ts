/** One line of an access list: the addresses that it is about, and whether they may come in. */
interface AccessRule {
  readonly isPermit: boolean;
  readonly address: bigint;
  readonly mask: bigint;
}

/** Who may come in, by the address: `permit` and `deny` of a user in `ari.conf`. */
export class AccessList {
  readonly #rules: readonly AccessRule[];

  /**
   * Reads `permit` and `deny` lines in their order. Throws a `SyntaxError` that names the line for an address that can not be
   * read.
   */
  constructor(lines: readonly { readonly name: string; readonly value: string }[]) {
    this.#rules = lines.flatMap(({ name, value }) =>
      value.split(",").map((text) => parseRule(text.trim(), name.toLowerCase() === "permit"))
    );
  }

  /** Whether a request from this address is let in: of the rules that match, the last one decides (`ast_apply_ha`). */
  permits(address: string): boolean {
    const bits = parseAddress(address);
    const rule = this.#rules.findLast((candidate) =>
      bits !== undefined && (bits & candidate.mask) === candidate.address
    );
    return rule?.isPermit ?? true;
  }
}

/** IPv4 is looked at as the part of IPv6 that it is. */
const mappedPrefix = 0xffffn << 32n;
const allOnes = (1n << 128n) - 1n;

function parseRule(text: string, isPermit: boolean): AccessRule {
  const isNegated = text.startsWith("!");
  const [address = "", length] = text.slice(isNegated ? 1 : 0).split("/");
  const bits = parseAddress(address);
  const mask = length === undefined ? allOnes : parseMask(length, address.includes(":"));
  if (bits === undefined || mask === undefined) {
    throw new SyntaxError(`Cannot read the address "${text}" of an access list: write it as 10.0.0.0/8 or fe80::/10`);
  }
  return { isPermit: isPermit !== isNegated, address: bits & mask, mask };
}

function parseMask(text: string, isVersion6: boolean): bigint | undefined {
  if (/^\d+$/.test(text)) {
    const length = Number(text) + (isVersion6 ? 0 : 96);
    return length > 128 ? undefined : allOnes ^ ((1n << BigInt(128 - length)) - 1n);
  }
  const mask = parseAddress(text);
  return mask === undefined || isVersion6 ? mask : mask | (allOnes << 32n) & allOnes;
}

function parseAddress(text: string): bigint | undefined {
  if (!text.includes(":")) {
    const version4 = parseVersion4(text);
    return version4 === undefined ? undefined : mappedPrefix | version4;
  }
  const tail = /[^:]*\.[^:]*$/.exec(text)?.[0];
  const version4 = tail === undefined ? undefined : parseVersion4(tail);
  if (tail !== undefined && version4 === undefined) return undefined;
  const groups = version4 === undefined
    ? text
    : text.slice(0, -(tail ?? "").length) + `${(version4 >> 16n).toString(16)}:${(version4 & 0xffffn).toString(16)}`;
  const [before = "", after, more] = groups.split("::");
  const [head, rest] = [before, after ?? ""].map((part) => part === "" ? [] : part.split(":"));
  const missing = 8 - (head?.length ?? 0) - (rest?.length ?? 0);
  if (more !== undefined || missing < 0 || (after === undefined && missing > 0)) return undefined;
  const all = [...head ?? [], ...Array<string>(missing).fill("0"), ...rest ?? []];
  if (all.length !== 8 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((bits, group) => bits << 16n | BigInt(`0x${group}`), 0n);
}

function parseVersion4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((bits, part) => bits << 8n | BigInt(part), 0n);
}

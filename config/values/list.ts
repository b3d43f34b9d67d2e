import { accepted, type Parsed, refused } from "./parsed.ts";

/**
 * Reads a list of names separated by commas; blanks around them do not count, and empty ones are left out.
 *
 * @param text The value of a setting.
 * @returns The names, in their order.
 *
 * @example
 * ```ts
 * import { parseList } from "@asterism/asterisk/config";
 *
 * console.log(parseList("alice, bob,,carol")); // ["alice", "bob", "carol"]
 * ```
 */
export function parseList(text: string): string[] {
  return text.split(",").map(trimBlanks).filter((item) => item !== "");
}

/** One codec of a list. */
export interface Codec {
  /** Its name, in lower case. */
  readonly name: string;
  /** The length of its packets in milliseconds, where `name:20` is written. */
  readonly framing?: number;
}

/** The codecs that a section allows. */
export interface CodecList {
  /** Those named, in the order of preference. */
  readonly codecs: readonly Codec[];
  /** Whether `all` was allowed: then all others of this Asterisk follow, in its own order. */
  readonly all: boolean;
  /** Those taken out of `all`. */
  readonly except: readonly string[];
}

/** What {@linkcode parseCodecs} may be told. */
export interface CodecsOptions {
  /** The names of the codecs that there are, in lower case, but for `all`. @default {any} */
  known?: readonly string[] | undefined;
}

/**
 * Works out which codecs `allow` and `disallow` leave, line by line, as Asterisk does: a `!` turns one name into its
 * opposite, `all` is all of them, and what comes later decides.
 *
 * @param settings The lines, in their order; those not named `allow` or `disallow` are passed over.
 * @param options The codecs that there are.
 * @returns The codecs, or why Asterisk refuses one of the lines.
 *
 * @example
 * ```ts
 * import { parseCodecs } from "@asterism/asterisk/config";
 *
 * const parsed = parseCodecs([{ name: "allow", value: "!all,opus,ulaw:20" }]);
 * if (parsed.ok) console.log(parsed.value.codecs); // [{ name: "opus" }, { name: "ulaw", framing: 20 }]
 * ```
 */
export function parseCodecs(
  settings: readonly { readonly name: string; readonly value: string }[],
  options: CodecsOptions = {},
): Parsed<CodecList> {
  const { known } = options;
  const codecs = new Map<string, Codec>();
  const except = new Set<string>();
  let all = false;
  for (const { name, value } of settings) {
    const line = name.toLowerCase();
    if (line !== "allow" && line !== "disallow") continue;
    // An empty line of "disallow" is nothing, but one of "allow" names a codec without a name (format_cap.c).
    if (line === "disallow" && value === "") continue;
    for (const item of value.split(/[,|]/).map(trimBlanks)) {
      const codec = parseCodec(item);
      if (!codec.ok) return codec;
      const { name: codecName } = codec.value;
      if (known !== undefined && codecName !== "all" && !known.includes(codecName)) {
        return refused(`names the codec "${codecName}", which Asterisk does not have`);
      }
      const allows = (line === "allow") !== item.startsWith("!");
      if (codec.value.name === "all") {
        if (!allows) codecs.clear();
        except.clear();
        all = allows;
      } else if (allows) {
        except.delete(codec.value.name);
        if (!all && !codecs.has(codec.value.name)) codecs.set(codec.value.name, codec.value);
      } else {
        codecs.delete(codec.value.name);
        if (all) except.add(codec.value.name);
      }
    }
  }
  return accepted({ codecs: [...codecs.values()], all, except: [...except] });
}

function parseCodec(item: string): Parsed<Codec> {
  const text = item.startsWith("!") ? item.slice(1) : item;
  const colon = text.lastIndexOf(":");
  const name = (colon < 0 ? text : text.slice(0, colon)).toLowerCase();
  if (name === "") return refused("names a codec without a name");
  if (colon < 0 || colon === text.length - 1) return accepted({ name });
  const framing = /^\s*\+?(\d+)/.exec(text.slice(colon + 1))?.[1];
  if (framing === undefined) return refused(`has a length of packets for "${name}" that is not a number`);
  return accepted({ name, framing: Number(framing) });
}

/** Asterisk's blanks are the bytes 1 to 32 and nothing else. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code > 0 && code <= 32;
}

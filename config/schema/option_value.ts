import { parseAcl } from "../values/acl.ts";
import { parseAddress } from "../values/address.ts";
import { parseBoolean } from "../values/boolean.ts";
import { parseDuration } from "../values/duration.ts";
import { parseList } from "../values/list.ts";
import { parseInteger, parseNumber } from "../values/number.ts";
import { accepted, type Parsed, refused } from "../values/parsed.ts";
import type { ChoiceOption, IntegerOption, ListOption, OptionSchema } from "./schema.ts";
import { problemOf, type TextFormat } from "./text_format.ts";

/** What a text says for an option; a refusal may still have a value, the one that Asterisk takes it for. */
export type OptionValue = Parsed<unknown> & {
  /** What Asterisk takes a refused text for; without it, the line does not count. */
  readonly taken?: { readonly value: unknown; readonly isSaid: boolean };
};

/** Reads one value of an option. Codecs and rules are read by all their lines together, so here they are any text. */
export function parseOption(option: OptionSchema, text: string): OptionValue {
  switch (option.kind) {
    case "boolean":
      return takenFor(parseBoolean(text), option.otherwise ?? false);
    case "integer": {
      const parsed = parseAlso(option, text) ?? withAlso(option, parseInteger(text, option));
      if (parsed.ok || parsed.problem === "syntax" || !option.clamps) return takenFor(parsed, option.otherwise);
      const { min = -Infinity, max = Infinity, leading } = option;
      const unlimited = parseInteger(text, { leading, min: -Infinity, max: Infinity });
      const number = unlimited.ok ? leading ? toInt(unlimited.value) : unlimited.value : option.default ?? 0;
      return { ...parsed, taken: { value: Math.max(min, Math.min(max, number)), isSaid: option.clamps === true } };
    }
    case "number":
      return parseNumber(text, option);
    case "duration":
      return parseDuration(text, { unit: option.unit });
    case "address":
      return parseAddress(text, { port: option.port, numeric: option.numeric });
    case "choice":
      return takenFor(parseChoice(option, text), option.otherwise);
    case "list":
      return parseNames(option, text);
    case "text":
      return formatted(option.format, text);
    case "rules":
      return option.networks && !(option.empty && text === "") ? parseAcl(text) : accepted(text);
    case "codecs":
      return accepted(text);
    default:
      throw new Error(`Unreachable: ${option satisfies never}`);
  }
}

/** What an option is when it is not there. */
export function defaultOf(option: OptionSchema): unknown {
  switch (option.kind) {
    case "codecs":
      return { codecs: [], all: false, except: [] };
    case "rules":
      return [];
    case "list":
      return option.default ?? [];
    case "address": {
      if (option.repeatable) return [];
      const parsed = option.default === undefined ? undefined : parseAddress(option.default);
      return parsed?.ok ? parsed.value : undefined;
    }
    default:
      return option.repeatable ? [] : option.default;
  }
}

function takenFor(parsed: Parsed<unknown>, value: unknown): OptionValue {
  return parsed.ok || value === undefined ? parsed : { ...parsed, taken: { value, isSaid: false } };
}

function parseAlso({ also = [], ...option }: IntegerOption, text: string): Parsed<number> | undefined {
  const number = also.length === 0 ? undefined : parseInteger(text, { leading: option.leading });
  return number?.ok && also.includes(number.value) ? number : undefined;
}

/** Says which other numbers there are. */
function withAlso({ also = [] }: IntegerOption, parsed: Parsed<number>): Parsed<number> {
  if (parsed.ok || parsed.problem !== "range" || also.length === 0) return parsed;
  return { ...parsed, reason: `${parsed.reason}, nor ${also.join(", ")}` };
}

function formatted(format: TextFormat | undefined, text: string): Parsed<string> {
  // What is empty is as good as not there, but for a number.
  const isLooked = format !== undefined && (text !== "" || format === "type-of-service");
  const problem = isLooked ? problemOf(format, text) : undefined;
  return problem === undefined ? accepted(text) : refused(problem);
}

function parseChoice(option: ChoiceOption, text: string): Parsed<string> {
  const { values, synonyms = {}, booleans, caseSensitive, numeric } = option;
  if (caseSensitive) return values.includes(text) ? accepted(text) : refused(`is none of ${values.join(", ")}`);
  const number = numeric ? parseInteger(text, { leading: true }) : undefined;
  if (number?.ok) return accepted(`${number.value}`);
  const word = text.toLowerCase();
  const value = values.find((each) => each.toLowerCase() === word) ??
    Object.entries(synonyms).find(([synonym]) => synonym.toLowerCase() === word)?.[1];
  if (value !== undefined) return accepted(value);
  const said = booleans === undefined ? undefined : parseBoolean(text);
  if (said?.ok) return accepted(said.value ? booleans?.[0] ?? "" : booleans?.[1] ?? "");
  return refused(`is none of ${values.join(", ")}`);
}

/** What C's `atoi` makes of a number that is too large: the lower bits of the largest `long`. */
function toInt(number: number): number {
  const long = Math.max(-(2 ** 63), Math.min(2 ** 63, number));
  const bits = BigInt(long) - (long === 2 ** 63 ? 1n : 0n);
  return Number(BigInt.asIntN(32, bits));
}

function parseNames({ values, format, exact }: ListOption, text: string): OptionValue {
  const names = exact ? text.split(",") : parseList(text);
  for (const name of names) {
    const parsed = formatted(format, name);
    if (!parsed.ok) return refused(`has "${name}", which ${parsed.reason}`);
  }
  if (values === undefined) return accepted(names);
  const known: string[] = [];
  let unknown: string | undefined;
  for (const name of names) {
    const value = values.find((each) => each.toLowerCase() === name.toLowerCase());
    if (value === undefined) unknown ??= name;
    else known.push(value);
  }
  if (unknown === undefined) return accepted(known);
  const refusal = refused(`has "${unknown}", which is none of ${values.join(", ")}`);
  return { ...refusal, taken: { value: known, isSaid: false } };
}

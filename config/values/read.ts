import { type Address, type AddressOptions, parseAddress } from "./address.ts";
import { type AsteriskVersion, defaultAsteriskVersion, parseRelease, retrievedSetting } from "./asterisk_version.ts";
import { parseBoolean } from "./boolean.ts";
import { type DurationOptions, parseDuration } from "./duration.ts";
import { parseList } from "./list.ts";
import { type IntegerOptions, type NumberRange, parseInteger, parseNumber } from "./number.ts";
import { accepted, type Parsed } from "./parsed.ts";

/** What settings are read from: a section, or anything that looks like one. */
export interface SettingsHolder {
  /** Its name, for errors. */
  readonly name?: string | undefined;
  /** Its settings, those of its templates first. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** Finds a value by name as its release of Asterisk does. */
  get?(name: string): string | undefined;
}

/** Which of several settings of one name is read. */
export interface SettingReadOptions {
  /**
   * Which one: `"first"`, `"last"`, or the one that Asterisk finds by name, which the release decides: the first up to
   * 22, the last from 23 on.
   * @default {"retrieved"}
   */
  take?: "first" | "last" | "retrieved" | undefined;
  /** The release whose rules hold. @default {the one that the section was read for, or 22} */
  asteriskVersion?: AsteriskVersion | undefined;
}

/** What is read when the setting is not there. */
export interface SettingFallback<F> {
  /** The value when there is no such setting; a setting with a wrong value throws all the same. */
  fallback: F;
}

/**
 * Reads a setting as text.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options Which of several to take, and what to give when there is none.
 * @returns The text, the fallback, or `undefined`.
 *
 * @example
 * ```ts
 * import { parse, readText } from "@asterism/asterisk/config";
 *
 * const [general] = parse("[general]\nbindaddr = 127.0.0.1\n").sections;
 * if (general) console.log(readText(general, "bindaddr")); // "127.0.0.1"
 * ```
 */
export function readText(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & SettingFallback<string>,
): string;
/** Reads a setting as text, or gives `undefined` when there is none. */
export function readText(section: SettingsHolder, name: string, options?: SettingReadOptions): string | undefined;
export function readText(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & Partial<SettingFallback<string>> = {},
): string | undefined {
  return readWith(section, name, options, accepted);
}

/**
 * Reads a setting as yes or no, see {@linkcode parseBoolean}.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options Which of several to take, and what to give when there is none.
 * @returns What it says, the fallback, or `undefined`. Throws a `SyntaxError` when it says neither.
 *
 * @example
 * ```ts
 * import { parse, readBoolean } from "@asterism/asterisk/config";
 *
 * const [general] = parse("[general]\nenabled = on\n").sections;
 * if (general) console.log(readBoolean(general, "enabled", { fallback: false })); // true
 * ```
 */
export function readBoolean(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & SettingFallback<boolean>,
): boolean;
/** Reads a setting as yes or no, or gives `undefined` when there is none. */
export function readBoolean(section: SettingsHolder, name: string, options?: SettingReadOptions): boolean | undefined;
export function readBoolean(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & Partial<SettingFallback<boolean>> = {},
): boolean | undefined {
  return readWith(section, name, options, parseBoolean);
}

/**
 * Reads a setting as a whole number, see {@linkcode parseInteger}.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options The range, which of several to take, and what to give when there is none.
 * @returns The number, the fallback, or `undefined`. Throws a `SyntaxError` when it is no number, a `RangeError` when it
 * is out of range.
 *
 * @example
 * ```ts
 * import { parse, readInteger } from "@asterism/asterisk/config";
 *
 * const [general] = parse("[general]\nbindport = 8088\n").sections;
 * if (general) console.log(readInteger(general, "bindport", { min: 0, max: 65_535 })); // 8088
 * ```
 */
export function readInteger(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & IntegerOptions & SettingFallback<number>,
): number;
/** Reads a setting as a whole number, or gives `undefined` when there is none. */
export function readInteger(
  section: SettingsHolder,
  name: string,
  options?: SettingReadOptions & IntegerOptions,
): number | undefined;
export function readInteger(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & IntegerOptions & Partial<SettingFallback<number>> = {},
): number | undefined {
  return readWith(section, name, options, (text) => parseInteger(text, options));
}

/**
 * Reads a setting as a number, see {@linkcode parseNumber}.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options The range, which of several to take, and what to give when there is none.
 * @returns The number, the fallback, or `undefined`. Throws a `SyntaxError` when it is no number, a `RangeError` when it
 * is out of range.
 *
 * @example
 * ```ts
 * import { parse, readNumber } from "@asterism/asterisk/config";
 *
 * const [alice] = parse("[alice]\nqualify_timeout = 3.5\n").sections;
 * if (alice) console.log(readNumber(alice, "qualify_timeout")); // 3.5
 * ```
 */
export function readNumber(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & NumberRange & SettingFallback<number>,
): number;
/** Reads a setting as a number, or gives `undefined` when there is none. */
export function readNumber(
  section: SettingsHolder,
  name: string,
  options?: SettingReadOptions & NumberRange,
): number | undefined;
export function readNumber(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & NumberRange & Partial<SettingFallback<number>> = {},
): number | undefined {
  return readWith(section, name, options, (text) => parseNumber(text, options));
}

/**
 * Reads a setting as a duration, see {@linkcode parseDuration}.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options What a number without a unit counts, which of several to take, and what to give when there is none.
 * @returns Milliseconds, the fallback, or `undefined`. Throws a `SyntaxError` when it is no duration, a `RangeError` when
 * it is out of range.
 *
 * @example
 * ```ts
 * import { parse, readDuration } from "@asterism/asterisk/config";
 *
 * const [general] = parse("[general]\nparkingtime = 45\n").sections;
 * if (general) console.log(readDuration(general, "parkingtime", { unit: "s" })); // 45000
 * ```
 */
export function readDuration(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & DurationOptions & SettingFallback<number>,
): number;
/** Reads a setting as a duration, or gives `undefined` when there is none. */
export function readDuration(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & DurationOptions,
): number | undefined;
export function readDuration(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & DurationOptions & Partial<SettingFallback<number>>,
): number | undefined {
  return readWith(section, name, options, (text) => parseDuration(text, options));
}

/**
 * Reads a setting as an address, see {@linkcode parseAddress}.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options What is asked of the address, which of several to take, and what to give when there is none.
 * @returns The address, the fallback, or `undefined`. Throws a `SyntaxError` when it is no address, a `RangeError` when
 * the port is out of range.
 *
 * @example
 * ```ts
 * import { parse, readAddress } from "@asterism/asterisk/config";
 *
 * const [general] = parse("[general]\ntlsbindaddr = 0.0.0.0:8089\n").sections;
 * if (general) console.log(readAddress(general, "tlsbindaddr")); // { host: "0.0.0.0", port: 8089 }
 * ```
 */
export function readAddress(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & AddressOptions & SettingFallback<Address>,
): Address;
/** Reads a setting as an address, or gives `undefined` when there is none. */
export function readAddress(
  section: SettingsHolder,
  name: string,
  options?: SettingReadOptions & AddressOptions,
): Address | undefined;
export function readAddress(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & AddressOptions & Partial<SettingFallback<Address>> = {},
): Address | undefined {
  return readWith(section, name, options, (text) => parseAddress(text, options));
}

/**
 * Reads a setting as a list, see {@linkcode parseList}: one line of it, or all of them with `take: "all"`.
 *
 * @param section Where to look.
 * @param name The setting's name, in any case.
 * @param options Which of several lines to take.
 * @returns The names; none when there is no such setting.
 *
 * @example
 * ```ts
 * import { parse, readList } from "@asterism/asterisk/config";
 *
 * const [alice] = parse("[alice]\nmatch = 10.0.0.1, 10.0.0.2\nmatch = 10.0.0.3\n").sections;
 * if (alice) console.log(readList(alice, "match", { take: "all" })); // ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
 * ```
 */
export function readList(
  section: SettingsHolder,
  name: string,
  options: Omit<SettingReadOptions, "take"> & { take?: SettingReadOptions["take"] | "all" } = {},
): string[] {
  const { take = "retrieved", ...rest } = options;
  if (take !== "all") return readWith(section, name, { ...rest, take }, (text) => accepted(parseList(text))) ?? [];
  return settingsOf(section, name).flatMap(parseList);
}

function readWith<T>(
  section: SettingsHolder,
  name: string,
  options: SettingReadOptions & Partial<SettingFallback<T>>,
  parse: (text: string) => Parsed<T>,
): T | undefined {
  const text = textOf(section, name, options);
  if (text === undefined) return options.fallback;
  const parsed = parse(text);
  if (parsed.ok) return parsed.value;
  const place = section.name === undefined ? "" : ` of section "${section.name}"`;
  const message = `Cannot read "${name}"${place}: "${text}" ${parsed.reason}`;
  throw parsed.problem === "range" ? new RangeError(message) : new SyntaxError(message);
}

function textOf(section: SettingsHolder, name: string, options: SettingReadOptions): string | undefined {
  const { take = "retrieved", asteriskVersion } = options;
  if (take === "retrieved" && asteriskVersion === undefined && section.get !== undefined) return section.get(name);
  const end = take === "retrieved" ? retrievedSetting(parseRelease(asteriskVersion ?? defaultAsteriskVersion)) : take;
  return settingsOf(section, name).at(end === "first" ? 0 : -1);
}

function settingsOf({ settings }: SettingsHolder, name: string): string[] {
  const wanted = asciiLowerCase(name);
  return settings.filter((setting) => asciiLowerCase(setting.name) === wanted).map(({ value }) => value);
}

/** Names compare without case in ASCII only. */
function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

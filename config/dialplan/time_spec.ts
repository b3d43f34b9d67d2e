/** Time specifications, as in `GotoIfTime` and `include => context,times,weekdays,mdays,months`. */
import { scanInteger } from "./scan_integer.ts";

/** Minutes of a day, both ends included; one that ends before it starts goes on over midnight. */
export interface TimeRange {
  /** The first minute, from 0 for 00:00 to 1439. */
  readonly from: number;
  /** The last minute. */
  readonly to: number;
}

/** When something holds: when all four parts do. */
export interface TimeSpec {
  /** The times of the day. */
  readonly times: readonly TimeRange[];
  /** The days of the week, 0 for Sunday to 6. */
  readonly weekdays: readonly number[];
  /** The days of the month, from 1 to 31. */
  readonly days: readonly number[];
  /** The months, from 1 to 12. */
  readonly months: readonly number[];
  /** The time zone in which it holds; `undefined` for Asterisk's own. */
  readonly timeZone: string | undefined;
  /** What is wrong with it. Such elements are left out, so that a part with nothing else never holds. */
  readonly diagnostics: readonly TimeSpecDiagnostic[];
}

/** What Asterisk logs about an element of a time specification. */
export interface TimeSpecDiagnostic {
  /** What Asterisk logs. */
  readonly message: string;
  /** The first unit of the element in the text. */
  readonly start: number;
  /** The unit after it. */
  readonly end: number;
}

/** A moment as clocks and calendars show it. */
export interface TimeParts {
  /** The hour, from 0 to 23. */
  readonly hour: number;
  /** The minute, from 0 to 59. */
  readonly minute: number;
  /** The day of the week, 0 for Sunday to 6. */
  readonly weekday: number;
  /** The day of the month, from 1 to 31. */
  readonly day: number;
  /** The month, from 1 to 12. */
  readonly month: number;
}

/** How {@linkcode matchesTime} works. */
export interface MatchTimeOptions {
  /**
   * The time zone of Asterisk's system, for specifications that name none: a name of the IANA database.
   * @default {"UTC"}
   */
  timeZone?: string;
}

const minutesADay = 24 * 60;
const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Parses `times,weekdays,mdays,months[,timezone]`, with `,` or `|` between. Never throws.
 *
 * Each part is a list with `&` of single elements and cyclic ranges with `-`; `*`, nothing, and a part that is left out are
 * all there is. Times are `h:mm`, weekdays `sun` to `sat` or 1 to 7 for Sunday to Saturday, months `jan` to `dec` or 1 to
 * 12. The fifth part is the time zone only where there are exactly five.
 *
 * @param text The specification.
 * @returns When it holds, and what is wrong with it.
 *
 * @example
 * ```ts
 * import { parseTimeSpec } from "@asterism/asterisk/config";
 *
 * const { times, weekdays, diagnostics } = parseTimeSpec("9:00-17:00,mon-fri,*,*");
 * console.log(times[0]?.from, weekdays, diagnostics.length); // 540 [1, 2, 3, 4, 5] 0
 * ```
 */
export function parseTimeSpec(text: string): TimeSpec {
  const parts = splitPieces({ text, start: 0 }, /[,|]/g);
  const [times, weekdays, days, months, timeZone] = parts;
  const diagnostics: TimeSpecDiagnostic[] = [];
  const warn = ({ text: element, start }: Piece, message: string) => {
    diagnostics.push({ message, start, end: start + element.length });
  };
  return {
    times: readTimes(times, warn),
    weekdays: readSet(weekdays, { count: 7, names: weekdayNames, what: "day of week", warn }),
    days: readSet(days, { count: 31, names: [], what: "day", warn }).map((day) => day + 1),
    months: readSet(months, { count: 12, names: monthNames, what: "month", warn }).map((month) => month + 1),
    timeZone: parts.length === 5 && timeZone?.text ? timeZone.text : undefined,
    diagnostics,
  };
}

/**
 * Whether a moment lies within a time specification. Minutes count whole: 17:00:59 is within `9:00-17:00`.
 *
 * As in Asterisk, a time zone that is not known is taken for UTC. One in POSIX form (`CET-1CEST`) is known by its standard
 * time only.
 *
 * @param spec The specification, parsed or as text.
 * @param time The moment; or what clock and calendar show, which no time zone changes.
 * @param options The time zone of the system.
 * @returns Whether it holds.
 *
 * @example
 * ```ts
 * import { matchesTime } from "@asterism/asterisk/config";
 *
 * const noon = new Date("2026-11-18T12:00:00Z");
 * console.log(matchesTime("9:00-17:00,mon-fri", noon)); // true
 * console.log(matchesTime("9:00-17:00,mon-fri", noon, { timeZone: "Asia/Tokyo" })); // false
 * ```
 */
export function matchesTime(
  spec: string | TimeSpec,
  time: Date | TimeParts,
  options: MatchTimeOptions = {},
): boolean {
  const parsed = typeof spec === "string" ? parseTimeSpec(spec) : spec;
  const { timeZone = "UTC" } = options;
  const parts = time instanceof Date ? timeParts(time, parsed.timeZone ?? timeZone) : time;
  if (parts === undefined) return false;
  const minute = parts.hour * 60 + parts.minute;
  return parsed.months.includes(parts.month) && parsed.days.includes(parts.day) &&
    parsed.weekdays.includes(parts.weekday) && parsed.times.some(({ from, to }) => {
      return from <= to ? from <= minute && minute <= to : from <= minute || minute <= to;
    });
}

/** A piece of the text, and where it is. */
interface Piece {
  readonly text: string;
  readonly start: number;
}

type WarnOf = (piece: Piece, message: string) => void;

function splitPieces({ text, start }: Piece, separator: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index } of text.matchAll(separator)) {
    pieces.push({ text: text.slice(from, index), start: start + from });
    from = index + 1;
  }
  pieces.push({ text: text.slice(from), start: start + from });
  return pieces;
}

function isAll(part: Piece | undefined): boolean {
  return part === undefined || part.text === "" || part.text === "*";
}

function readTimes(part: Piece | undefined, warn: WarnOf): TimeRange[] {
  if (part === undefined || isAll(part)) return [{ from: 0, to: minutesADay - 1 }];
  return splitPieces(part, /&/g).flatMap((element) => {
    const hyphen = element.text.indexOf("-");
    const first = hyphen === -1 ? element.text : element.text.slice(0, hyphen);
    const from = readTime(first);
    // What is no digit is skipped after the hyphen, but not before it.
    const last = hyphen === -1 ? first : element.text.slice(hyphen + 1).replace(/^\D+/, "");
    const to = readTime(last);
    if (hyphen !== -1 && last === "") warn(element, `Invalid time range starting with '${first}-'.`);
    else if (from === undefined) {
      warn(element, hyphen === -1 ? `${first} isn't a valid time.` : `'${first}' isn't a valid start time.`);
    } else if (to === undefined) warn(element, `'${last}' isn't a valid end time.`);
    else return [{ from, to }];
    return [];
  });
}

/** The minute of the day, as C's `sscanf("%2d:%2d")` reads it. */
function readTime(text: string): number | undefined {
  const [, hour, minute] = /^[ \t-\r]*([+-]\d|\d{1,2}):[ \t-\r]*([+-]\d|\d{1,2})/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 ? hours * 60 + minutes : undefined;
}

function readSet(
  part: Piece | undefined,
  { count, names, what, warn }: { count: number; names: readonly string[]; what: string; warn: WarnOf },
): number[] {
  const isIn = new Array<boolean>(count).fill(isAll(part));
  for (const element of part === undefined || isAll(part) ? [] : splitPieces(part, /&/g)) {
    const hyphen = element.text.indexOf("-");
    const first = hyphen === -1 ? element.text : element.text.slice(0, hyphen);
    const last = hyphen === -1 ? first : element.text.slice(hyphen + 1);
    const [from, to] = [readElement(first, names, count), readElement(last, names, count)];
    if (from === undefined) warn(element, `Invalid ${what} '${first}', skipping element`);
    else if (to === undefined) warn(element, `Invalid end ${what} '${last}', skipping element`);
    else {
      for (let index = from; index !== to; index = (index + 1) % count) isIn[index] = true;
      isIn[to] = true;
    }
  }
  return isIn.flatMap((isElement, index) => isElement ? [index] : []);
}

/** The index of a name, or of a number from 1 on, of which Asterisk reads two characters. */
function readElement(text: string, names: readonly string[], count: number): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  if (index !== -1) return index;
  const blanks = /^[ \t-\r]*/.exec(text)?.[0].length ?? 0;
  const value = scanInteger(text.slice(blanks, blanks + 2))?.value;
  return value !== undefined && value >= 1 && value <= count ? value - 1 : undefined;
}

function timeParts(date: Date, timeZone: string): TimeParts | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const format = zoneFormat(timeZone.replace(/^:/, ""));
  if (format === undefined) return utcParts(new Date(date.getTime() - posixOffset(timeZone) * 1000));
  const values = new Map(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 0, day = 0] = [values.get("year"), values.get("month"), values.get("day")];
  return {
    hour: values.get("hour") ?? 0,
    minute: values.get("minute") ?? 0,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    day,
    month,
  };
}

function utcParts(date: Date): TimeParts {
  return {
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    weekday: date.getUTCDay(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
  };
}

/** The seconds that a time zone in POSIX form is behind UTC, such as `CET-1` or `<+0530>-5:30`; 0 for any other text. */
function posixOffset(timeZone: string): number {
  const match = /^(?:<[^>]*>|[^\d,+-]*)([+-]?)(\d+)(?::(\d+)(?::(\d+))?)?/.exec(timeZone);
  const [hours = 0, minutes = 0, seconds = 0] = match?.slice(2).map((digits) => Number(digits ?? 0)) ?? [];
  if (timeZone.startsWith(":") || hours > 167 || minutes > 59 || seconds > 60) return 0;
  return (match?.[1] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  // JavaScript also takes "+01:00", which means the opposite to Asterisk.
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    // To Asterisk a time zone is the name of a file, in which case matters.
    const { timeZone: known } = format.resolvedOptions();
    return known !== timeZone && known.toLowerCase() === timeZone.toLowerCase() ? undefined : format;
  } catch {
    return undefined;
  }
}

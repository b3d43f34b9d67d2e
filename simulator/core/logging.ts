/** Where log messages go. */
export interface LogChannel {
  /** Its file, or the name of what is no file: `syslog.local0`, or nothing for the console. */
  readonly channel: string;
  /** What it is. */
  readonly type: "File" | "Syslog" | "Console";
  /** The levels that it takes, in Asterisk's order. */
  readonly levels: readonly string[];
}

/** What came of making a log channel. */
export type AddLogResult = "done" | "no-levels" | "exists" | "failed";

const directory = "/var/log/asterisk";

/** The directories that log files can lie in: those of a usual installation. */
const directories: ReadonlySet<string> = new Set([directory, "/tmp"]);

/** Asterisk's levels in its order, those of modules behind its own (`main/logger.c`). */
const levels = [
  "DEBUG",
  "TRACE",
  "NOTICE",
  "WARNING",
  "ERROR",
  "VERBOSE",
  "DTMF",
  "CC",
  "FAX",
  "PJSIP_HISTORY",
  "SECURITY",
] as const;

/** The longest name of a file on Linux, in bytes. */
const maxFileName = 255;

const facilities: ReadonlySet<string> = new Set([
  ...["auth", "authpriv", "cron", "daemon", "kern", "lpr", "mail", "news", "syslog", "user", "uucp"],
  ...Array.from({ length: 8 }, (_, index) => `local${index}`),
]);

/** The log channels: those of `logger.conf`, and those that were made while it runs. */
export class Logging {
  /** What `logger.conf` says; a reload goes back to it. */
  readonly #configured: readonly LogChannel[] = [
    { channel: `${directory}/messages.log`, type: "File", levels: ["NOTICE", "WARNING", "ERROR"] },
  ];
  #added: { readonly path: string; readonly log: LogChannel }[] = [];

  /** All log channels, the newest first. */
  list(): LogChannel[] {
    return [...this.#added.map(({ log }) => log), ...this.#configured];
  }

  /** Makes a log channel. */
  add(name: string, configuration: string): AddLogResult {
    if (configuration === "") return "no-levels";
    const path = pathOf(name);
    if (this.#has(path)) return "exists";
    const log = createLog(name, path, configuration);
    if (log === undefined) return "failed";
    this.#added.unshift({ path, log });
    return "done";
  }

  /** Removes a log channel that was made while it runs; gives `false` when there is none of this name. */
  remove(name: string): boolean {
    const path = pathOf(name);
    const before = this.#added.length;
    this.#added = this.#added.filter((added) => added.path !== path);
    return this.#added.length < before;
  }

  /**
   * Begins a new file; gives `false` when there is none of this name. Either way Asterisk reads `logger.conf` again, and
   * forgets what was made while it runs.
   */
  rotate(name: string): boolean {
    const path = pathOf(name);
    const found = this.list().some(({ channel, type }) => type === "File" && channel === path);
    this.#added = [];
    return found;
  }

  #has(path: string): boolean {
    return this.#added.some((added) => added.path === path) || this.#configured.some(({ channel }) => channel === path);
  }
}

function pathOf(name: string): string {
  if (name.startsWith("/") || isSyslog(name) || isConsole(name)) return name;
  return `${directory}/${name}`;
}

function isSyslog(name: string): boolean {
  return name.toLowerCase().startsWith("syslog");
}

function isConsole(name: string): boolean {
  return name.toLowerCase() === "console";
}

function createLog(name: string, path: string, configuration: string): LogChannel | undefined {
  const taken = readLevels(configuration);
  // The console always takes verbose messages, whatever it was given.
  if (isConsole(name)) return { channel: "", type: "Console", levels: inOrder(taken.add("VERBOSE")) };
  if (isSyslog(name)) {
    const facility = name.includes(".") ? name.slice(name.indexOf(".") + 1).toLowerCase() : "local0";
    return facilities.has(facility) ? { channel: name, type: "Syslog", levels: inOrder(taken) } : undefined;
  }
  const slash = path.lastIndexOf("/");
  if (!directories.has(path.slice(0, slash)) || new TextEncoder().encode(path.slice(slash + 1)).length > maxFileName) {
    return undefined;
  }
  return { channel: path, type: "File", levels: inOrder(taken) };
}

/** Reads `[formatter]level,level,…`; what is no level counts for nothing. */
function readLevels(configuration: string): Set<string> {
  const [open, close] = [configuration.indexOf("["), configuration.indexOf("]")];
  const text = open >= 0 && close > open ? configuration.slice(close + 1) : configuration;
  const taken = new Set<string>();
  for (const word of text.split(",").map((level) => level.trim().toUpperCase())) {
    if (word === "*") levels.forEach((level) => taken.add(level));
    else if (/^VERBOSE\(\d/.test(word)) taken.add("VERBOSE");
    else if (levels.some((level) => level === word)) taken.add(word);
  }
  return taken;
}

function inOrder(taken: ReadonlySet<string>): string[] {
  return levels.filter((level) => taken.has(level));
}

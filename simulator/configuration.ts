import {
  ari,
  type ConfigFile,
  type Dialplan,
  http,
  type Infer,
  parse,
  read,
  type SchemaDefinition,
} from "../config/mod.ts";
import { loadDialplan } from "./dialplan/load.ts";
import { NotSimulatedError } from "./errors.ts";
import { AccessList } from "./fronts/ari/acl.ts";
import { type AriSettings, defaultAriSettings } from "./fronts/ari/ari_settings.ts";
import type { User } from "./fronts/ari/users.ts";
import { defaultHttpSettings, type HttpSettings } from "./http/http_settings.ts";

/** What Asterisk's configuration files say to the simulator. */
export interface Configuration {
  readonly dialplan: Dialplan;
  readonly ari: AriSettings;
  readonly http: HttpSettings;
}

/** Options of `http.conf` that would open what is not simulated. */
const httpBeyond = ["tlsenable", "enable_static", "enable_status"] as const;

/** How {@linkcode readConfiguration} reads. */
export interface ConfigurationOptions {
  /** Whether a line that Asterisk drops is refused, or dropped here too. @default {"refuse"} */
  readonly droppedLines?: "refuse" | "drop";
}

/**
 * Reads configuration files, given by their names. Throws a {@linkcode NotSimulatedError} for a file or an option that is
 * beyond the simulator, and a `SyntaxError` for a line that Asterisk would drop, unless it is told to drop it too.
 */
export function readConfiguration(
  files: Readonly<Record<string, string>>,
  options: ConfigurationOptions = {},
): Configuration {
  const { droppedLines = "refuse" } = options;
  const known = new Set(["extensions.conf", "ari.conf", "http.conf"]);
  for (const name of Object.keys(files)) {
    if (known.has(name)) continue;
    throw new NotSimulatedError(`Cannot load "${name}": only ${[...known].join(", ")} are simulated yet, leave it out`);
  }
  const { "ari.conf": ariConf, "http.conf": httpConf } = files;
  return {
    dialplan: loadDialplan(files["extensions.conf"] ?? "", { droppedLines }),
    ari: ariConf === undefined ? defaultAriSettings : readAri(readFile(ari, ariConf, droppedLines)),
    http: httpConf === undefined ? defaultHttpSettings : readHttp(readFile(http, httpConf, droppedLines)),
  };
}

function readAri({ general, user, outbound_websocket }: Infer<typeof ari>): AriSettings {
  if (general?.enabled === false) {
    throw new NotSimulatedError(`Cannot load "ari.conf": ARI is off, leave "enabled" out`);
  }
  if (outbound_websocket.size > 0) throw new NotSimulatedError(`Cannot load "ari.conf": outbound WebSockets`);
  if ((general?.channelvars ?? []).length > 0) {
    throw new NotSimulatedError(`Cannot load "ari.conf": "channelvars" is not simulated yet, leave it out`);
  }
  return {
    users: [...user].map(([username, options]): User => {
      if (options.password_format === "crypt") {
        throw new NotSimulatedError(`Cannot load user "${username}" of "ari.conf": write the password as plain text`);
      }
      return {
        username,
        password: options.password,
        readOnly: options.read_only,
        ...(options.acl.length > 0 && { acl: readAccessList(username, options.acl) }),
      };
    }),
    realm: general?.auth_realm ?? defaultAriSettings.realm,
    allowedOrigins: general?.allowed_origins ?? [],
    isPretty: general?.pretty ?? false,
    writeTimeLimit: general?.websocket_write_timeout ?? defaultAriSettings.writeTimeLimit,
  };
}

function readAccessList(username: string, lines: readonly { name: string; value: string }[]): AccessList {
  if (lines.some(({ name }) => name.toLowerCase() === "acl")) {
    throw new NotSimulatedError(
      `Cannot load user "${username}" of "ari.conf": named lists are not simulated, use permit`,
    );
  }
  return new AccessList(lines);
}

function readHttp({ general, restriction }: Infer<typeof http>): HttpSettings {
  if (general?.enabled !== true) {
    throw new NotSimulatedError(`Cannot load "http.conf": the server is off, write "enabled = yes" in [general]`);
  }
  const beyond = httpBeyond.find((name) => general[name]) ?? (general.redirect.length > 0 ? "redirect" : undefined);
  if (beyond !== undefined || restriction.size > 0) {
    const what = beyond ?? "a section type=restriction";
    throw new NotSimulatedError(`Cannot load "http.conf": ${what} is not simulated, leave it out`);
  }
  const { prefix } = general;
  return {
    serverName: general.servername ?? defaultHttpSettings.serverName,
    prefix: prefix === "" || prefix.startsWith("/") ? prefix : `/${prefix}`,
    sessionLimit: general.sessionlimit,
    sessionKeepAlive: general.session_keep_alive,
    sessionInactivity: general.session_inactivity,
  };
}

/** Reads a file by its schema. */
function readFile<const D extends SchemaDefinition & { readonly file: string }>(
  schema: D,
  text: string,
  droppedLines: "refuse" | "drop",
): Infer<D> {
  const file: ConfigFile = parse(text, { name: schema.file });
  const { value, diagnostics } = read(schema, file);
  const problem = [...file.diagnostics, ...diagnostics].find(({ severity }) => severity !== "style");
  if (problem !== undefined && droppedLines === "refuse") {
    throw new SyntaxError(`Cannot load "${schema.file}", line ${problem.start.line}: ${problem.message}`);
  }
  return value;
}

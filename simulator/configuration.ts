import {
  ari,
  type ConfigFile,
  type Dialplan,
  http,
  type Infer,
  parse,
  pjsip,
  read,
  type SchemaDefinition,
  splitArguments,
  websocketClient,
} from "../config/mod.ts";
import { AsteriskRelease } from "./asterisk_release.ts";
import type { SorceryField } from "./core/sorcery.ts";
import { findFunction } from "./dialplan/functions.ts";
import { loadDialplan } from "./dialplan/load.ts";
import { NotSimulatedError } from "./errors.ts";
import { AccessList } from "./fronts/ari/acl.ts";
import { type AriSettings, defaultAriSettings } from "./fronts/ari/ari_settings.ts";
import type { OutboundSettings } from "./fronts/ari/outbound_settings.ts";
import type { User } from "./fronts/ari/users.ts";
import { parseUri } from "./http/client_socket.ts";
import { defaultHttpSettings, type HttpSettings } from "./http/http_settings.ts";

/** What Asterisk's configuration files say to the simulator. */
export interface Configuration {
  readonly dialplan: Dialplan;
  readonly ari: AriSettings;
  readonly http: HttpSettings;
  /** The variables and functions that every channel shows. */
  readonly shownVariables: readonly string[];
  /** The WebSockets that Asterisk opens. */
  readonly outbound: readonly OutboundSettings[];
  /** The names of all WebSocket servers that it may connect to. */
  readonly webSocketClients: readonly string[];
  /** The sections of `pjsip.conf` that ARI can read as objects. */
  readonly objects: readonly ConfiguredObject[];
}

/** One section of `pjsip.conf`. */
export interface ConfiguredObject {
  /** What its setting `type` says. */
  readonly type: string;
  /** Its name. */
  readonly id: string;
  /** Its settings, in their order. */
  readonly fields: readonly SorceryField[];
}

/** Options of `http.conf` that would open what is not simulated. */
const httpBeyond = ["tlsenable", "enable_static", "enable_status"] as const;

/** How many names `channelvars` takes; the last one takes the rest. */
const maxShownVariables = 128;

/** How {@linkcode readConfiguration} reads. */
export interface ConfigurationOptions {
  /** Whether a line that Asterisk drops is refused, or dropped here too. @default {"refuse"} */
  readonly droppedLines?: "refuse" | "drop";
  /** The release whose rules hold. @default {the newest that is simulated} */
  readonly release?: AsteriskRelease;
}

/**
 * Reads configuration files, given by their names. Throws a {@linkcode NotSimulatedError} for a file or an option that is
 * beyond the simulator, and a `SyntaxError` for a line that Asterisk would drop, unless it is told to drop it too.
 */
export function readConfiguration(
  files: Readonly<Record<string, string>>,
  options: ConfigurationOptions = {},
): Configuration {
  const { droppedLines = "refuse", release = new AsteriskRelease() } = options;
  const reading = { droppedLines, release };
  const httpDefaults = { ...defaultHttpSettings, serverName: `Asterisk/${release.name}` };
  const known = new Set(["extensions.conf", "ari.conf", "http.conf", "pjsip.conf", "websocket_client.conf"]);
  for (const name of Object.keys(files)) {
    if (known.has(name)) continue;
    throw new NotSimulatedError(`Cannot load "${name}": only ${[...known].join(", ")} are simulated yet, leave it out`);
  }
  const { "extensions.conf": dialplan = "", "ari.conf": ariConf, "http.conf": httpConf } = files;
  const ariSections = ariConf === undefined ? undefined : readFile(ari, ariConf, reading);
  const clients = readFile(websocketClient, files["websocket_client.conf"] ?? "", reading);
  return {
    dialplan: loadDialplan(dialplan, { droppedLines }),
    ari: ariSections === undefined ? defaultAriSettings : readAri(ariSections),
    http: httpConf === undefined ? httpDefaults : readHttp(readFile(http, httpConf, reading), httpDefaults),
    shownVariables: readShownVariables(ariConf ?? ""),
    outbound: ariSections === undefined ? [] : readOutbound(ariSections, clients),
    webSocketClients: [...clients.websocket_client.keys()],
    objects: readObjects(files["pjsip.conf"] ?? "", reading),
  };
}

/** What `pjsip.conf` says, once it is known to be right. */
function readObjects(text: string, reading: Required<ConfigurationOptions>): ConfiguredObject[] {
  readFile(pjsip, text, reading);
  return parse(text, { name: pjsip.file }).sections.flatMap(({ name, settings }) => {
    const type = settings.find((setting) => setting.name.toLowerCase() === "type")?.value;
    const fields = settings.map((setting) => ({ attribute: setting.name, value: setting.value }));
    return type === undefined ? [] : [{ type, id: name, fields }];
  });
}

function readAri({ general, user }: Infer<typeof ari>): AriSettings {
  if (general?.enabled === false) {
    throw new NotSimulatedError(`Cannot load "ari.conf": ARI is off, leave "enabled" out`);
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

/** Their names, of which functions may have commas of their own. Throws for functions that only Asterisk has. */
function readShownVariables(text: string): readonly string[] {
  const { sections } = parse(text, { name: ari.file });
  const settings = sections.filter(({ name }) => name === "general").flatMap((section) => section.settings);
  const value = settings.findLast(({ name }) => name.toLowerCase() === "channelvars")?.value ?? "";
  const names = value === "" ? [] : splitArguments(value, { limit: maxShownVariables });
  for (const name of names) {
    if (!name.includes("(")) continue;
    try {
      findFunction(name.slice(0, name.indexOf("(")));
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      throw new NotSimulatedError(`Cannot load "ari.conf": "channelvars" names "${name}", which is not simulated`);
    }
  }
  return names;
}

function readAccessList(username: string, lines: readonly { name: string; value: string }[]): AccessList {
  if (lines.some(({ name }) => name.toLowerCase() === "acl")) {
    throw new NotSimulatedError(
      `Cannot load user "${username}" of "ari.conf": named lists are not simulated, use permit`,
    );
  }
  return new AccessList(lines);
}

/** Throws a `SyntaxError` for a WebSocket that Asterisk would not open, whatever it says of it in its log. */
function readOutbound(
  { outbound_websocket, user: users }: Infer<typeof ari>,
  { websocket_client: clients }: Infer<typeof websocketClient>,
): OutboundSettings[] {
  const seen = new Set<string>();
  return [...outbound_websocket].map(([id, { websocket_client_id, apps, local_ari_user, subscribe_all }]) => {
    const refuse = (problem: string) => new SyntaxError(`Cannot load WebSocket "${id}" of "ari.conf": ${problem}`);
    const client = clients.get(websocket_client_id);
    if (client === undefined) throw refuse(`"websocket_client.conf" has no section "${websocket_client_id}"`);
    if (!users.has(local_ari_user)) throw refuse(`there is no user "${local_ari_user}"`);
    for (const app of apps) {
      if (seen.has(app)) throw refuse(`another one has the application "${app}"`);
      seen.add(app);
    }
    if (client.tls_enabled) {
      throw new NotSimulatedError(`Cannot load WebSocket "${id}" of "ari.conf": TLS is not simulated`);
    }
    parseUri(client.uri);
    if (client.connection_type === undefined) throw refuse(`its client has no "connection_type"`);
    const isNamed = client.username !== undefined && client.password !== undefined;
    return {
      id,
      applications: apps.join(","),
      subscribesAll: subscribe_all,
      localUser: local_ari_user,
      type: client.connection_type === "persistent" ? "persistent" : "per-call",
      uri: client.uri,
      protocols: (client.protocols ?? []).join(","),
      credentials: isNamed ? `${client.username}:${client.password}` : "",
      connectTimeLimit: client.connection_timeout,
      interval: client.reconnect_interval,
      attempts: client.reconnect_attempts,
    };
  });
}

function readHttp({ general, restriction }: Infer<typeof http>, defaults: HttpSettings): HttpSettings {
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
    serverName: general.servername ?? defaults.serverName,
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
  { droppedLines, release }: Required<ConfigurationOptions>,
): Infer<D> {
  const file: ConfigFile = parse(text, { name: schema.file });
  const { value, diagnostics } = read(schema, file, { asteriskVersion: release.name });
  const problem = [...file.diagnostics, ...diagnostics].find(({ severity }) => severity !== "style");
  if (problem !== undefined && droppedLines === "refuse") {
    throw new SyntaxError(`Cannot load "${schema.file}", line ${problem.start.line}: ${problem.message}`);
  }
  return value;
}

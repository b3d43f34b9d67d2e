import type { Transport } from "../_internal/transport.ts";
import type { AsteriskVersion } from "../config/mod.ts";
import type { EndpointOptions } from "./endpoint_options.ts";

/** Settings of {@linkcode simulate}. */
export interface SimulateOptions {
  /**
   * Asterisk's configuration files, by name. `extensions.conf`, `ari.conf`, `websocket_client.conf` and `http.conf` are
   * obeyed, but for addresses and ports; the endpoints of `pjsip.conf` are there, offline, and its sections can be read over
   * ARI. Another file throws a {@linkcode NotSimulatedError}, and a line that Asterisk would drop a `SyntaxError`.
   */
  files?: Record<string, string>;
  /**
   * The release of Asterisk, from 16 to 23: `"22"` is the newest of that branch, `"22.4.0"` that one. Operations, parameters,
   * events and properties that it has not got yet are not there.
   * @default {"22"}
   */
  version?: AsteriskVersion;
  /**
   * What becomes of lines of `extensions.conf` that Asterisk drops with a word in its log, such as a priority that is
   * already in use: `"refuse"` throws a `ConfigSyntaxError` that names the line, `"drop"` does as Asterisk does.
   * @default {"refuse"}
   */
  droppedLines?: "refuse" | "drop";
  /**
   * Whether to open a port for ARI, and where. `true` is a free port of 127.0.0.1; that needs permission for the network.
   * By default a port is opened, unless `clock` is not `"real"`.
   */
  listen?: boolean | { hostname?: string; port?: number };
  /**
   * Where time comes from.
   * - `"real"`: the machine's clock. The default when a port is opened.
   * - `"virtual"`: time stands still while the program works, and moves on to whatever is due next when it is idle. It needs
   *   a program that lives entirely on `pbx.connection`, so it goes without a port. The default when no port is opened.
   * - `"manual"`: time moves only by {@linkcode SimulatedPbx.tick}.
   */
  clock?: "real" | "virtual" | "manual";
  /**
   * What ids and other chance come from: the same seed gives the same ids.
   * @default {1}
   */
  seed?: number;
  /**
   * Whether events of different objects change places by chance, a few milliseconds at most, as they may where Asterisk's
   * threads race; a number is the seed of that chance, `true` takes `seed`. The events of one object reach an application in
   * their order, and whether an event comes before the answer of the request that caused it is open.
   * @default {false}
   */
  reorder?: boolean | number;
  /** The time at the start. By default the time of day, or 2030-01-01T00:00:00Z when the clock is not real. */
  epoch?: Date | number | string;
  /**
   * Who may use ARI. By default those of `ari.conf`; without it one user who may do everything, "asterism" with password
   * "simulated", and one who may only read, "reader" with password "simulated".
   */
  users?: readonly { username: string; password: string; readOnly?: boolean }[];
  /**
   * The way to other servers, for the WebSockets that Asterisk opens. By default the real network, which needs permission and
   * does not go with clock `"virtual"`.
   */
  network?: Pick<Transport, "connect">;
  /**
   * Whether Asterisk has booted at the start. Until {@linkcode SimulatedPbx.boot} is called ARI answers 503.
   * @default {true}
   */
  booted?: boolean;
  /**
   * Whom it can call, by technology and name, as `PJSIP/alice`: whether they can be reached and what they do with a call.
   * {@linkcode SimulatedPbx.phone} adds others. By default, nobody.
   *
   * @example
   * ```ts
   * import { simulate } from "@asterism/asterisk/simulator";
   *
   * await using pbx = await simulate({
   *   listen: false,
   *   endpoints: {
   *     "PJSIP/alice": { onCall: { answer: 2_000, talk: 10_000 } },
   *     "PJSIP/bob": { onCall: { ring: false, reject: 0, status: 486 } },
   *     "PJSIP/carol": { onCall: {} }, // rings, and nobody answers
   *     "PJSIP/dave": { state: "offline" },
   *     "PJSIP/eve": {
   *       async onCall(call) {
   *         call.answer();
   *         await call.heard("sound:hello-world");
   *         await call.press("1");
   *       },
   *     },
   *   },
   * });
   * ```
   */
  endpoints?: Record<string, EndpointOptions>;
  /**
   * Sounds that this PBX has besides Asterisk's own, by name, with their lengths in milliseconds. A name that starts with a
   * language, as `de/hello-world`, is there in that language only.
   */
  sounds?: Record<string, number>;
  /**
   * Recordings that this PBX keeps at the start: whole files, by name with extension, as `greetings/hello.wav`. What calls
   * record comes beside them; it is read by ARI, and lives as long as the PBX.
   */
  recordings?: Record<string, Uint8Array>;
  /**
   * Whether it has the module `res_mwi_external`, and with it the resource `mailboxes`. Most Asterisks are built without:
   * its paths then answer 404.
   * @default {false}
   */
  mailboxes?: boolean;
  /**
   * Types of objects of `res_pjsip` that ARI can make and change, as `sorcery.conf` can allow. Contacts always can be.
   * @default {[]}
   */
  writableConfiguration?: readonly ("endpoint" | "aor" | "auth")[];
}

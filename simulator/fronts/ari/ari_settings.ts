import type { User } from "./users.ts";

/** How the REST interface behaves: the options of `ari.conf`. */
export interface AriSettings {
  /** Who may use it. */
  readonly users: readonly User[];
  /** What the challenge of a 401 names, `auth_realm`. */
  readonly realm: string;
  /** The web pages whose scripts may use it, `allowed_origins`; `*` is all. */
  readonly allowedOrigins: readonly string[];
  /** Whether JSON is written for people, `pretty`. */
  readonly isPretty: boolean;
  /** How long a WebSocket's client may refuse to read, in milliseconds, `websocket_write_timeout`. */
  readonly writeTimeLimit: number;
}

/** Asterisk's own defaults, and nobody who may use it. */
export const defaultAriSettings: AriSettings = {
  users: [],
  realm: "Asterisk REST Interface",
  allowedOrigins: [],
  isPretty: false,
  writeTimeLimit: 100,
};

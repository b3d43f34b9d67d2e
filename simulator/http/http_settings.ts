/** How the HTTP server behaves: the options of `http.conf`. */
export interface HttpSettings {
  /** What the header `Server` says, `servername`; nothing when it is empty. */
  readonly serverName: string;
  /** What paths begin with, `prefix`: an empty string, or a slash and a name. */
  readonly prefix: string;
  /** How many connections there may be, `sessionlimit`; one more is closed without a word. */
  readonly sessionLimit: number;
  /** How long a connection may be idle between requests, in milliseconds, `session_keep_alive`; 0 closes it after one. */
  readonly sessionKeepAlive: number;
  /** How long it may be silent within a request, in milliseconds, `session_inactivity`. */
  readonly sessionInactivity: number;
}

/** Asterisk's own defaults (`main/http.c`). */
export const defaultHttpSettings: HttpSettings = {
  serverName: "Asterisk/22.10.1",
  prefix: "",
  sessionLimit: 100,
  sessionKeepAlive: 15_000,
  sessionInactivity: 30_000,
};

/** The longest line of a request, in bytes with its end. */
export const maxLineLength = 4_095;
/** The most headers that a request may have. */
export const maxHeaders = 100;
/** The shortest time that a new connection has for its first request, in milliseconds. */
export const minFirstRequestTime = 10_000;

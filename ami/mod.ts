/**
 * Asterisk Manager Interface. What is here so far is how a connection begins: the port, and the banner that Asterisk
 * sends first. The client follows.
 *
 * ```ts
 * import { defaultPort, parseBanner } from "@asterism/asterisk/ami";
 *
 * defaultPort; // 5038
 * parseBanner("Asterisk Call Manager/11.0.0").version; // "11.0.0"
 * ```
 *
 * @module
 */
export * from "./banner.ts";

/**
 * Asterisk Gateway Interface. What is here so far is how a call begins: the port of FastAGI, and the block of `agi_*`
 * variables that Asterisk sends first. The commands and the servers follow.
 *
 * ```ts
 * import { defaultPort, parseEnvironment } from "@asterism/asterisk/agi";
 *
 * defaultPort; // 4573
 * parseEnvironment("agi_network: yes\nagi_request: agi://127.0.0.1/ask\n\n").agi_request; // "agi://127.0.0.1/ask"
 * ```
 *
 * @module
 */
export * from "./environment.ts";

/**
 * Asterism is everything that talks to Asterisk, for Deno. This front door gives the four production parts as
 * namespaces; each is also a module of its own, and the simulator is only there (`@asterism/asterisk/simulator`), so that
 * production code never carries it.
 *
 * ```ts
 * import { ami } from "@asterism/asterisk";
 *
 * ami.parseBanner("Asterisk Call Manager/11.0.0"); // { product: "Asterisk Call Manager", version: "11.0.0" }
 * ```
 *
 * @module
 */
export * as agi from "./agi/mod.ts";
export * as ami from "./ami/mod.ts";
export * as ari from "./ari/mod.ts";
export * as config from "./config/mod.ts";

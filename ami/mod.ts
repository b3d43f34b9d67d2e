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
export * from "./action_types.ts";
export * from "./banner.ts";
export * from "./field_values.ts";
export type * from "./generated/actions.ts";
export { eventClasses } from "./generated/event_classes.ts";
export type * from "./generated/events.ts";
export { listActions } from "./generated/lists.ts";
export { privileges } from "./generated/privileges.ts";
export * from "./headers.ts";
export type { ListAction } from "./list_action.ts";

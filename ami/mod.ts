/**
 * Asterisk Manager Interface. What is here so far is how a connection begins and what it is made of: the port, the banner that
 * Asterisk sends first, messages and actions as bytes. The client follows.
 *
 * ```ts
 * import { AmiDecoder, encodeAction, parseBanner } from "@asterism/asterisk/ami";
 *
 * parseBanner("Asterisk Call Manager/11.0.0").version; // "11.0.0"
 * const request = encodeAction("Ping", {}, "1");
 * const [response] = new AmiDecoder().push(new TextEncoder().encode("Response: Success\r\nActionID: 1\r\nPing: Pong\r\n\r\n"));
 * response?.Ping; // "Pong"
 * ```
 *
 * @module
 */
export * from "./action_types.ts";
export * from "./banner.ts";
export { unescapeValue } from "./c_escapes.ts";
export { AmiDecoder, type AmiDecoderOptions } from "./decoder.ts";
export { type ActionFields, type ActionFieldValue, encodeAction } from "./encode.ts";
export { AmiError, AmiProtocolError } from "./errors.ts";
export * from "./field_values.ts";
export type * from "./generated/actions.ts";
export { eventClasses } from "./generated/event_classes.ts";
export type * from "./generated/events.ts";
export { listActions } from "./generated/lists.ts";
export { privileges } from "./generated/privileges.ts";
export * from "./headers.ts";
export type { ListAction } from "./list_action.ts";
export { type AmiHeaderName, AmiMessage, type AmiMessageData, type AmiMessageKind } from "./message.ts";
export {
  type ChannelVariable,
  formatVariables,
  type HeaderEntries,
  parseChannelVariables,
  parseVariables,
} from "./variables.ts";

/** What actions take and answer, by their names. */
import type { AmiActions } from "./generated/actions.ts";
import type { AmiEvents } from "./generated/events.ts";

/** Name of a known action; programs add theirs to {@linkcode AmiActions}. */
export type AmiActionName = keyof AmiActions & string;

/** Name of a known event; programs add theirs to {@linkcode AmiEvents}. */
export type AmiEventName = keyof AmiEvents & string;

/** The headers that an action takes. */
export type AmiFields<Name extends AmiActionName> = AmiActions[Name]["fields"];

/** The headers of an action's answer; of a list, those of its first message. */
export type AmiResponseOf<Name extends AmiActionName> = AmiActions[Name]["response"];

/** Name of an action that is answered by a list of events. */
export type AmiListName = {
  [Name in AmiActionName]: AmiActions[Name] extends { item: unknown } ? Name : never;
}[AmiActionName];

/** The headers of an item in the answer to a list action. */
export type AmiListItem<Name extends AmiListName> = AmiActions[Name] extends { item: infer Item } ? Item : never;

/** The headers of an event. */
export type AmiEventOf<Name extends AmiEventName> = AmiEvents[Name];

/** Name of an action that may be sent without any field. */
export type AmiBareActionName = {
  [Name in AmiActionName]: Readonly<Record<never, never>> extends AmiFields<Name> ? Name : never;
}[AmiActionName];

/** The argument behind an action's name: it may be left out when no field is required. */
export type AmiFieldsArgument<Name extends AmiActionName> = Name extends AmiBareActionName ? [fields?: AmiFields<Name>]
  : [fields: AmiFields<Name>];

import type { AmiMessage } from "../message.ts";

/** Why a live model changed: an event said so, or the list did that was read again after a gap, a restart or on demand. */
export type ChangeCause = "event" | "resync";

/** What changes of all kinds have. */
export interface ModelChangeBase {
  /** The key of what changed. */
  readonly id: string;
  /** Why. */
  readonly cause: ChangeCause;
  /** The event that said so; absent where a list did. */
  readonly event?: AmiMessage;
}

/** Something is there that was not. */
export interface AddedChange<Item> extends ModelChangeBase {
  /** `"added"`. */
  readonly type: "added";
  /** What it is. */
  readonly item: Item;
}

/** Something is not as it was. */
export interface ChangedChange<Item> extends ModelChangeBase {
  /** `"changed"`. */
  readonly type: "changed";
  /** As it is now. */
  readonly item: Item;
  /** As it was. */
  readonly before: Item;
}

/** Something is gone. */
export interface RemovedChange<Item> extends ModelChangeBase {
  /** `"removed"`. */
  readonly type: "removed";
  /** As it last was. */
  readonly before: Item;
}

/** One change of a live model. */
export type ModelChange<Item> = AddedChange<Item> | ChangedChange<Item> | RemovedChange<Item>;

/** What an event does to one item: it is this now, or it is gone. */
export interface Edit<Item> {
  /** Its key. */
  readonly id: string;
  /** As it is now; `undefined` when it is gone. */
  readonly item: Item | undefined;
}

/** A kind of model: how a list gives its items, and what each event does to them. No input or output, and no time. */
export interface ModelDefinition<Item extends object> {
  /** What it keeps, in the plural, as errors say it. */
  readonly name: string;
  /** The events that change it, as Asterisk sends them. */
  readonly events: readonly string[];
  /** The actions whose lists are all that there is, in the order in which they are to be read. */
  readonly lists: readonly string[];
  /** The module of Asterisk that has it, without `.so`; absent where that is always there. When it is loaded, reloaded or unloaded, the lists are read again. */
  readonly module?: string;
  /** Makes the items of the answers to the lists. */
  read(answers: readonly (readonly AmiMessage[])[]): Map<string, Item>;
  /** What an event does. It says how things are, not how they differ: the same event twice, or one that is late, does no harm. */
  edits(event: AmiMessage, items: ReadonlyMap<string, Item>): readonly Edit<Item>[];
  /** For how many things an item counts, where it has parts. @default 1 */
  weigh?(item: Item): number;
}

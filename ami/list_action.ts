/** How a list action answers. */
export interface ListAction {
  /** The events that are its items; none are named where any event is one. */
  readonly items: readonly string[];
  /** The event at the end; where it is also an item, that one item is the whole list. */
  readonly complete: string;
  /** How `EventList` is spelled in the first message; absent where the list has no such header. */
  readonly start?: string;
  /** What `Message` says when Asterisk answers an empty list with an error. */
  readonly emptyErrors: readonly string[];
  /** `pattern`: the action lists only when its Channel is a regular expression between slashes. */
  readonly only?: string;
}

import { AmiError } from "../errors.ts";
import type { AmiMessage } from "../message.ts";
import type { ChangeCause, Edit, ModelChange, ModelDefinition } from "./model.ts";
import { sameData } from "./same_data.ts";

/** A list's answers, and the events from before it was asked for until now, in their order. */
export interface Reading {
  /** The items of each list. */
  readonly answers: readonly (readonly AmiMessage[])[];
  /** What came meanwhile. */
  readonly events: readonly AmiMessage[];
}

/** The items of a model, as events and lists make them. */
export class ModelTable<Item extends object> {
  readonly #definition: ModelDefinition<Item>;
  readonly #limit: number;
  #items = new Map<string, Item>();
  #weight = 0;

  /** Makes an empty table; more than `limit` things are an error. */
  constructor(definition: ModelDefinition<Item>, limit: number) {
    this.#definition = definition;
    this.#limit = limit;
  }

  /** All items, by their keys. */
  get items(): ReadonlyMap<string, Item> {
    return this.#items;
  }

  /** Lets an event change the items, and tells what differs now. */
  apply(event: AmiMessage): ModelChange<Item>[] {
    const changes: ModelChange<Item>[] = [];
    for (const { id, item } of this.#definition.edits(event, this.#items)) {
      const before = this.#items.get(id);
      if (sameData(before, item)) continue;
      this.#put(this.#items, { id, item });
      this.#weight += this.#weigh(item) - this.#weigh(before);
      this.#check();
      changes.push(...toChange(id, before, item, { cause: "event", event }));
    }
    return changes;
  }

  /**
   * Takes what lists say for all that there is, and tells what differs now.
   *
   * Asterisk sends no event amid a list, but does send some behind it that are older than it, and may have sent some before that the list does
   * not know yet. Events say how things are, so all that came since before the list was asked for are applied again, in their order: what is known
   * last is then what Asterisk said last, and where an older event has won, the newer one is still to come. Only the outcome is told.
   */
  load({ answers, events }: Reading): ModelChange<Item>[] {
    const before = this.#items;
    const items = this.#definition.read(answers);
    for (const event of events) for (const edit of this.#definition.edits(event, items)) this.#put(items, edit);
    this.#items = items;
    this.#weight = items.values().reduce((weight, item) => weight + this.#weigh(item), 0);
    this.#check();
    const ids = new Set([...before.keys(), ...items.keys()]);
    return [...ids].flatMap((id) => toChange(id, before.get(id), items.get(id), { cause: "resync" }));
  }

  #put(items: Map<string, Item>, { id, item }: Edit<Item>): void {
    if (item === undefined) items.delete(id);
    else items.set(id, item);
  }

  #weigh(item: Item | undefined): number {
    return item === undefined ? 0 : this.#definition.weigh?.(item) ?? 1;
  }

  #check(): void {
    if (this.#weight <= this.#limit) return;
    const { name } = this.#definition;
    throw new AmiError(`Cannot keep ${this.#weight} ${name}: at most ${this.#limit} are kept, as "limit" says`);
  }
}

function toChange<Item>(
  id: string,
  before: Item | undefined,
  item: Item | undefined,
  why: { readonly cause: ChangeCause; readonly event?: AmiMessage },
): ModelChange<Item>[] {
  if (sameData(before, item)) return [];
  if (before === undefined) return item === undefined ? [] : [{ type: "added", id, item, ...why }];
  if (item === undefined) return [{ type: "removed", id, before, ...why }];
  return [{ type: "changed", id, item, before, ...why }];
}

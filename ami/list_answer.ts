import { listActions } from "./generated/lists.ts";
import type { ListAction } from "./list_action.ts";
import { type AmiError, AmiResponseError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";
import type { AnswerSink, EventPart } from "./pending_actions.ts";

/** How lists are answered, by the names of the actions in lower case. */
let rules: ReadonlyMap<string, ListAction> | undefined;

function ruleOf(action: string): ListAction | undefined {
  rules ??= new Map(Object.entries(listActions).map(([name, rule]) => [name.toLowerCase(), rule]));
  return rules.get(action.toLowerCase());
}

/** What gets the parts of a list. */
export interface ListReader {
  /** Gets each item. */
  item(message: AmiMessage): void;
  /** Gets the event, or the answer, that ends the list. */
  end(completion: AmiMessage): void;
  /** Gets why the list ends early. */
  fail(error: AmiError): void;
}

/** Takes the answer to an action apart into items and an end, whatever form it has. */
export class ListAnswer implements AnswerSink {
  readonly #action: string;
  readonly #emptyErrors: readonly string[];
  /** The event that ends the list, where Asterisk sends no `EventList` headers; a list of one event is ended by its item. */
  readonly #end: { readonly event: string; readonly isItem: boolean } | undefined;
  readonly #reader: ListReader;
  #isRunning = false;

  constructor(action: string, reader: ListReader) {
    this.#action = action;
    const rule = ruleOf(action);
    this.#emptyErrors = rule?.emptyErrors ?? [];
    if (rule !== undefined && rule.start === undefined) {
      this.#end = { event: rule.complete, isItem: rule.items.includes(rule.complete) };
    }
    this.#reader = reader;
  }

  /** Takes the answer before the items, or the error that may come instead of the rest. */
  response(message: AmiMessage): boolean {
    if (message.name === "Error") {
      const isEmpty = !this.#isRunning && this.#emptyErrors.includes(message.get("Message")?.trimEnd() ?? "");
      if (isEmpty) this.#reader.end(message);
      else this.#reader.fail(new AmiResponseError(this.#action, message));
      return true;
    }
    // FAXSessions has "Start" where all others have "start".
    this.#isRunning = message.get("EventList")?.toLowerCase() === "start" || this.#end !== undefined;
    if (!this.#isRunning) this.#reader.end(message);
    return !this.#isRunning;
  }

  /** Takes an item, or the event that ends the list. */
  event(message: AmiMessage): EventPart {
    if (!this.#isRunning) return "other";
    const isEnd = this.#end === undefined
      ? /^(?:complete|cancelled)$/i.test(message.get("EventList") ?? "")
      : message.name === this.#end.event;
    if (!isEnd || this.#end?.isItem) this.#reader.item(message);
    if (isEnd) this.#reader.end(message);
    return isEnd ? "last" : "taken";
  }

  /** Ends the list early. */
  fail(error: AmiError): void {
    this.#reader.fail(error);
  }
}

import type { AmiError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";

/** What an event is to the action whose ActionID it has. */
export type EventPart = "last" | "other" | "sharedLast" | "taken";

/** What waits for the answer of one action. */
export interface AnswerSink {
  /** Takes an answer; `true` when nothing more is to come. */
  response(message: AmiMessage): boolean;
  /**
   * Takes an event with the ActionID, of an action that is answered by events: a part of the answer (`taken`) or its end (`last`). `other` when
   * it is no part of it, `sharedLast` when it is the end and an event for all others as well: Asterisk sends everybody some events with the
   * ActionID of who caused them.
   */
  event?(message: AmiMessage): EventPart;
  /** Is told that no answer will come any more. */
  fail(error: AmiError): void;
}

/** An action that waits for its answer. */
export interface PendingAction {
  /** What the answer goes to. */
  readonly sink: AnswerSink;
  /** Whether something came of the answer since this was last set to `false`. */
  isTouched: boolean;
}

/** Which actions wait for which answers, by their ActionIDs. */
export class PendingActions<Entry extends PendingAction> {
  readonly #entries = new Map<string, Entry>();
  readonly #onOver: (entry: Entry) => void;
  #listening = 0;

  /** `onOver` is called once for each action when it waits no more, before its sink is told of a failure. */
  constructor(onOver: (entry: Entry) => void = () => {}) {
    this.#onOver = onOver;
  }

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Lets an action wait for the answer with this ActionID. */
  add(actionId: string, entry: Entry): void {
    this.#entries.set(actionId, entry);
    if (entry.sink.event !== undefined) this.#listening++;
  }

  /** Forgets an action: its answer is a stray one from then on. Returns it, or nothing when it is over. */
  remove(actionId: string): Entry | undefined {
    const entry = this.#entries.get(actionId);
    if (entry === undefined) return undefined;
    this.#entries.delete(actionId);
    if (entry.sink.event !== undefined) this.#listening--;
    this.#onOver(entry);
    return entry;
  }

  /** Gives an answer to who waits for it; `false` when nobody does. */
  takeResponse(message: AmiMessage): boolean {
    const actionId = message.get("ActionID");
    const entry = actionId === undefined ? undefined : this.#entries.get(actionId);
    if (actionId === undefined || entry === undefined) return false;
    entry.isTouched = true;
    if (entry.sink.response(message)) this.remove(actionId);
    return true;
  }

  /** Gives an event to the action that it is an answer to; `false` when it is none. */
  takeEvent(message: AmiMessage): boolean {
    if (this.#listening === 0) return false; // Most events are seen by nobody: no need to look for their ActionID.
    const actionId = message.get("ActionID");
    const entry = actionId === undefined ? undefined : this.#entries.get(actionId);
    if (actionId === undefined || entry?.sink.event === undefined) return false;
    const taken = entry.sink.event(message);
    if (taken === "other") return false;
    entry.isTouched = true;
    if (taken !== "taken") this.remove(actionId);
    return taken !== "sharedLast";
  }

  /** Ends all of them, each with the error made for it. */
  failAll(makeError: (entry: Entry) => AmiError): void {
    for (const actionId of [...this.#entries.keys()]) {
      const entry = this.remove(actionId);
      entry?.sink.fail(makeError(entry));
    }
  }
}

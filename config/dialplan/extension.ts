import type { Origin } from "./source.ts";

/** The number of the priority that holds a hint. */
export const hintPriority: number = -1;

/** One step of an extension: what is done, and what comes before it. */
export interface Priority {
  /** Its number, from 1; {@linkcode hintPriority} for a hint. */
  readonly number: number;
  /** Its name, when it has one. */
  readonly label: string | undefined;
  /** The application, as written; for a hint the devices. */
  readonly application: string;
  /** The application's arguments, before substitution. */
  readonly data: string;
  /** The extension as this line wrote it, without blanks; another line of the extension may spell it differently. */
  readonly extension: string;
  /** What numbers are compared with: the same without dashes. Hints keep theirs. */
  readonly pattern: string;
  /** The caller's number behind the extension. */
  readonly callerId: string | undefined;
  /** Where the line was written. */
  readonly origin: Origin;
}

/** All priorities of one extension and one caller's number. */
export interface Extension {
  /** The extension as its first priority wrote it, without blanks: a number, a name, or a pattern after `_`. */
  readonly name: string;
  /** What numbers are compared with: its name without dashes, by which alone `-_X` is a pattern. */
  readonly pattern: string;
  /** The number or pattern of the callers that it is for, after `/`: `""` for callers without one, `undefined` for all. */
  readonly callerId: string | undefined;
  /** Its priorities by number, the hint first. */
  readonly priorities: readonly Priority[];
  /** Its hint. */
  readonly hint: Priority | undefined;
  /** Finds a priority by its number. */
  at(number: number): Priority | undefined;
  /** Finds a priority by its label; of two lines with the same label that Asterisk let pass, the first. */
  labelled(label: string): Priority | undefined;
}

/** What became of a priority that was to be added. */
export interface AddedPriority {
  /** The priority in whose place it would be, so that it was refused. */
  readonly inUseBy: Priority | undefined;
  /** The priority that has its label already, so that it has none. */
  readonly labelledBefore: Priority | undefined;
}

/** An extension that is still being loaded. Its rules are those of pbx.c, `add_priority`. */
export class ExtensionBuilder implements Extension {
  readonly #priorities: Priority[] = [];
  readonly #byNumber = new Map<number, Priority>();
  readonly #byLabel = new Map<string, Priority>();

  get name(): string {
    return this.#priorities[0]?.extension ?? "";
  }

  get pattern(): string {
    return this.#priorities[0]?.pattern ?? "";
  }

  get callerId(): string | undefined {
    return this.#priorities[0]?.callerId;
  }

  get priorities(): readonly Priority[] {
    return this.#priorities;
  }

  get hint(): Priority | undefined {
    return this.at(hintPriority);
  }

  at(number: number): Priority | undefined {
    return this.#byNumber.get(number);
  }

  labelled(label: string): Priority | undefined {
    return this.#byLabel.get(label);
  }

  /** Adds a priority, unless there is one of its number. */
  add(priority: Priority): AddedPriority {
    const labelledBefore = this.#findLabelBefore(priority);
    const inUseBy = this.at(priority.number);
    if (inUseBy !== undefined) return { inUseBy, labelledBefore };
    const added = labelledBefore === undefined ? priority : { ...priority, label: undefined };

    let place = this.#priorities.length;
    while (place > 0 && (this.#priorities[place - 1]?.number ?? 0) > added.number) place--;
    if (place === this.#priorities.length) this.#priorities.push(added);
    else this.#priorities.splice(place, 0, added);
    this.#byNumber.set(added.number, added);
    if (added.label !== undefined && !this.#byLabel.has(added.label)) this.#byLabel.set(added.label, added);
    return { inUseBy, labelledBefore };
  }

  /** Asterisk looks no further than the place where the new priority belongs, so a label further on is not noticed. */
  #findLabelBefore({ label, number }: Priority): Priority | undefined {
    if (label === undefined || !this.#byLabel.has(label)) return undefined;
    const last = this.#priorities.findIndex((other) => other.number >= number);
    return this.#priorities.slice(0, last < 0 ? undefined : last + 1)
      .findLast((other) => other.label === label && other.number !== number);
  }
}

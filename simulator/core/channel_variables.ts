/** One variable of a channel, with the underscores that make it go over to the channels that it calls. */
export interface ChannelVariable {
  /** The name as it was set: `_NAME` goes over once, `__NAME` on and on. */
  readonly fullName: string;
  /** The value. */
  readonly value: string;
}

/** The variables of one channel. They are found by their names without underscores. */
export class ChannelVariables {
  #variables: Map<string, ChannelVariable> | undefined;

  /** How many there are. */
  get size(): number {
    return this.#variables?.size ?? 0;
  }

  /** Finds the value of a variable. */
  get(name: string): string | undefined {
    return this.#variables?.get(name)?.value;
  }

  /** Whether it is set. */
  has(name: string): boolean {
    return this.#variables?.has(name) ?? false;
  }

  /** Sets a variable, whose name may begin with underscores; it is the newest one then. */
  set(fullName: string, value: string): void {
    const name = bareName(fullName);
    this.#variables ??= new Map();
    this.#variables.delete(name);
    this.#variables.set(name, { fullName, value });
  }

  /** Removes a variable, and gives the value that it had. */
  delete(fullName: string): string | undefined {
    const name = bareName(fullName);
    const value = this.get(name);
    this.#variables?.delete(name);
    return value;
  }

  /** All of them, the newest one first, which is the order in which Asterisk copies them. */
  newestFirst(): ChannelVariable[] {
    return [...this.#variables?.values() ?? []].reverse();
  }

  /** Adds one behind all others, as a copy: Asterisk does not look whether there is one of that name. */
  append({ fullName, value }: ChannelVariable): void {
    const name = bareName(fullName);
    if (this.has(name)) return;
    this.#variables = new Map([[name, { fullName, value }], ...this.#variables ?? []]);
  }
}

/** A variable's name without the underscores that say how far it goes. */
export function bareName(fullName: string): string {
  return fullName.replace(/^__?/, "");
}

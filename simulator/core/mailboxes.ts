/** A mailbox that is kept outside of Asterisk. */
export interface Mailbox {
  /** Its name. */
  readonly name: string;
  /** How many old messages it holds. */
  readonly oldMessages: number;
  /** How many new messages it holds. */
  readonly newMessages: number;
}

/** The mailboxes of `res_mwi_external`. */
export class Mailboxes {
  readonly #mailboxes = new Map<string, Mailbox>();

  /** All mailboxes, in the order of their making. */
  list(): Mailbox[] {
    return [...this.#mailboxes.values()];
  }

  /** Finds a mailbox. */
  get(name: string): Mailbox | undefined {
    return this.#mailboxes.get(name);
  }

  /** Makes or changes a mailbox. */
  set(mailbox: Mailbox): void {
    this.#mailboxes.set(mailbox.name, mailbox);
  }

  /** Forgets a mailbox; gives `false` when there was none. */
  delete(name: string): boolean {
    return this.#mailboxes.delete(name);
  }
}

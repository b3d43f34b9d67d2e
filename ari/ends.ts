import { AriConnectionError, AriResponseError } from "./errors.ts";
import { firstOf, onAbort } from "./flow/first_of.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import type { AriEvent } from "./generated/events.ts";
import type { GoneNotice } from "./gone_notice.ts";
import type { ObjectHost } from "./objects.ts";
import type { Operation } from "./operation.ts";

/** How an object's end is found out. */
export interface EndSearch<End> {
  readonly kind: GoneNotice["kind"];
  /** Its id; of a recording the name. */
  readonly id: string;
  /** Names of the events to look at. */
  readonly events: readonly string[];
  /** What an event says of the end, or that from now on, or from now on no longer, Asterisk has to be asked. */
  read(event: AriEvent): End | "ask" | "listen" | undefined;
  /** The operation that gets the object, and its parameters. */
  readonly get: readonly [operation: Operation, parameters: Readonly<Record<string, unknown>>];
  /** Whether what was got shows that no event may tell of the end. */
  needsAsking(found: unknown): boolean;
  /** The end of which nothing is known but that it came. */
  readonly gone: End;
  /** How long to wait before asking, and at most between two questions, in milliseconds. */
  readonly pace: { readonly first: number; readonly longest: number };
  /** Whether it is known to have been there. */
  readonly existed: boolean;
}

/**
 * Waits for the end of an object, which comes in every case: by an event, by word of a reconciliation, or, where Asterisk says
 * nothing at all, by asking it now and then whether the object is still there.
 */
export function waitForEnd<End>(host: ObjectHost, search: EndSearch<End>, options: CallOptions = {}): Promise<End> {
  const { signal } = options;
  const key = `${search.kind} ${search.id}`;
  return firstOf<End>((settle, fail, listening) => {
    if (signal?.aborted) return fail(signal.reason);
    const past = host.made.endOf(key);
    const end = past === undefined ? undefined : search.read(past);
    if (end !== undefined && end !== "ask" && end !== "listen") return settle(end);
    const asking = new Asking(host, search, { settle, fail });
    listening.use(asking);
    listening.use(onAbort(signal, fail));
    for (const name of search.events) {
      listening.use(host.on(key, name, (event: AriEvent) => {
        asking.exists = true;
        const said = search.read(event);
        if (said === undefined) return;
        if (said === "ask") asking.begin();
        else if (said === "listen") asking.pause();
        else settle(said);
      }));
    }
    listening.use(host.onGone(({ kind, id }) => {
      if (kind === search.kind && id === search.id) settle(search.gone);
    }));
    listening.use(host.onReturn(({ left }) => {
      if (search.kind === "Channel" && left.has(search.id)) asking.begin();
    }));
    listening.use(
      host.onClose(() => fail(new AriConnectionError(`Cannot wait for the end of ${key}: the client was closed`))),
    );
    listening.use(host.made.on(key, (error) => {
      if (error !== undefined) return fail(error);
      asking.exists = true;
      asking.begin();
    }));
    if (host.made.has(key)) asking.exists = true;
    if (asking.exists) asking.now();
  });
}

/** Asks Asterisk whether an object is still there, further and further apart. */
class Asking<End> implements Disposable {
  /** Whether it is known to have been there: before, that Asterisk does not know it means nothing. */
  exists: boolean;
  readonly #host: ObjectHost;
  readonly #search: EndSearch<End>;
  readonly #ends: { settle(end: End): void; fail(reason: unknown): void };
  readonly #over = new AbortController();
  #timer: Disposable | undefined;
  #delay: number;

  constructor(host: ObjectHost, search: EndSearch<End>, ends: { settle(end: End): void; fail(reason: unknown): void }) {
    this.#host = host;
    this.#search = search;
    this.#ends = ends;
    this.exists = search.existed;
    this.#delay = search.pace.first;
  }

  /** Asks once at once, and goes on where that shows the need. */
  now(): void {
    this.#ask((found) => {
      if (this.#search.needsAsking(found)) this.begin();
    });
  }

  /** Begins to ask now and then. */
  begin(): void {
    this.#delay = this.#search.pace.first;
    this.#later();
  }

  /** Asks no more until it begins again. */
  pause(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }

  [Symbol.dispose](): void {
    this.pause();
    this.#over.abort();
  }

  #later(): void {
    this.pause();
    this.#timer = this.#host.clock.schedule(this.#delay, () => this.#ask(() => this.#later()));
    this.#delay = Math.min(this.#search.pace.longest, this.#delay * 2);
  }

  async #ask(goOn: (found: unknown) => void): Promise<void> {
    const { get: [operation, parameters], gone } = this.#search;
    const { signal } = this.#over;
    try {
      const found = await this.#host.run(operation, parameters, { signal });
      this.exists = true;
      if (!signal.aborted) goOn(found);
    } catch (error) {
      if (signal.aborted) return;
      const isGone = error instanceof AriResponseError && error.status === 404;
      if (isGone && this.exists) this.#ends.settle(gone);
      else if (isGone || error instanceof AriConnectionError) this.#later(); // Not yet there, or the connection comes back.
      else this.#ends.fail(error);
    }
  }
}

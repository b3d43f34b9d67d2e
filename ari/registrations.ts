import type { CallOptions } from "../_internal/call_options.ts";
import { AriConnectionError, AriError } from "./errors.ts";
import { firstOf, onAbort } from "./flow/first_of.ts";
import type { RegisterOptions, Registration } from "./registration.ts";

/** What {@linkcode Registrations} makes and shares. */
export interface Registrable extends Registration {
  /** The applications that no other connection has taken over. */
  readonly apps: ReadonlySet<string>;
  /** Registers them for the first time. */
  start(signal: AbortSignal): Promise<void>;
}

/** What was asked for, with nothing left out. */
export interface RegistrationRequest extends Required<Omit<RegisterOptions, "apps" | "signal">> {
  readonly apps: readonly string[];
}

/** One registration, and all who have asked for it. */
interface Shared {
  readonly request: RegistrationRequest;
  readonly registration: Registrable;
  readonly started: Promise<void>;
  /** Ends the first attempts to connect. */
  readonly giveUp: AbortController;
  users: number;
  closing: Promise<void> | undefined;
}

/**
 * The registrations of one client. Who asks for applications that it has registered already gets a part in that registration, as two
 * WebSockets of one application would take it from each other; the last one to close it ends it.
 */
export class Registrations {
  readonly #make: (request: RegistrationRequest) => Registrable;
  readonly #shared = new Set<Shared>();

  /** `make` makes what is not there yet. */
  constructor(make: (request: RegistrationRequest) => Registrable) {
    this.#make = make;
  }

  /** Resolves when the applications are registered, by this call or by one before. */
  async register(request: RegistrationRequest, options: CallOptions = {}): Promise<Registration> {
    const { signal } = options;
    const attempt = `register "${request.apps.join(",")}"`;
    for (;;) {
      signal?.throwIfAborted();
      const found = this.#find(request.apps);
      if (found?.closing !== undefined) {
        // Asterisk could take the end of that connection for the end of the next one.
        // deno-lint-ignore no-await-in-loop -- Until it is out of the way.
        await unlessAborted(found.closing, signal);
        continue;
      }
      if (found !== undefined) refuseOtherwise(attempt, request, found);
      const shared = found ?? this.#add(request);
      shared.users++;
      try {
        // deno-lint-ignore no-await-in-loop -- Only who keeps trying comes here twice.
        await unlessAborted(shared.started, signal);
        return this.#part(shared);
      } catch (error) {
        // deno-lint-ignore no-await-in-loop -- The same.
        await this.#release(shared, signal?.aborted ? signal.reason : error);
        const isOfOthers = found !== undefined && !found.request.keepTrying && request.keepTrying;
        if (!isOfOthers || signal?.aborted || !(error instanceof AriError)) throw error;
      }
    }
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#shared].map((shared) => this.#end(shared)));
  }

  #find(apps: readonly string[]): Shared | undefined {
    return [...this.#shared].find(({ request, registration, closing }) => {
      const taken = closing === undefined ? registration.apps : new Set(request.apps);
      return apps.some((app) => taken.has(app));
    });
  }

  #add(request: RegistrationRequest): Shared {
    const registration = this.#make(request);
    const giveUp = new AbortController();
    const started = registration.start(giveUp.signal);
    const shared: Shared = { request, registration, started, giveUp, users: 0, closing: undefined };
    this.#shared.add(shared);
    const forget = () => void this.#shared.delete(shared);
    started.catch(forget);
    registration.closed.then(forget, forget);
    return shared;
  }

  /** What one who has asked for it gets. */
  #part(shared: Shared): Registration {
    const own = Promise.withResolvers<void>();
    shared.registration.closed.then(own.resolve, own.reject);
    own.promise.catch(() => {}); // Told to who waits; nobody has to.
    let closing: Promise<void> | undefined;
    const close = () => closing ??= this.#release(shared).then(own.resolve);
    return { closed: own.promise, close, [Symbol.asyncDispose]: close };
  }

  async #release(shared: Shared, reason?: unknown): Promise<void> {
    if (--shared.users > 0) return;
    await this.#end(shared, reason);
  }

  async #end(shared: Shared, reason?: unknown): Promise<void> {
    shared.closing ??= this.#close(shared, reason);
    await shared.closing;
  }

  async #close(shared: Shared, reason: unknown): Promise<void> {
    shared.giveUp.abort(reason ?? new AriConnectionError("Cannot go on: the registration was closed"));
    // Where it never began there is nothing to close, and nothing to be told of.
    const hasBegun = await shared.started.then(() => true, () => false);
    if (hasBegun) await shared.registration.close();
    this.#shared.delete(shared);
  }
}

/** A part in a registration is the same registration: what differs can't be had. */
function refuseOtherwise(
  attempt: string,
  request: RegistrationRequest,
  { request: other, registration }: Shared,
): void {
  const { apps } = registration;
  if (request.apps.length !== apps.size || !request.apps.every((app) => apps.has(app))) {
    const together = [...apps].join(",");
    throw new AriError(`Cannot ${attempt}: this client has registered "${together}" together, close that first`);
  }
  for (const name of ["subscribeAll", "filter", "reconnect", "replaced"] as const) {
    if (request[name] === other[name]) continue;
    const difference = `with ${name} ${other[name]} and not ${request[name]}`;
    throw new AriError(`Cannot ${attempt}: this client has registered it already, ${difference}`);
  }
}

function unlessAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return firstOf<void>((settle, fail, listening) => {
    promise.then(settle, fail);
    listening.use(onAbort(signal, fail));
  });
}

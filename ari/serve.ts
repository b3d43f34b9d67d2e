import type { CallOptions } from "./call_options.ts";
import type { AriClient, Registration } from "./client.ts";
import { AriGoneError } from "./errors.ts";
import type { AriEvent, StasisStart } from "./generated/events.ts";
import type { Channel } from "./generated/objects.ts";
import { isGone } from "./gone.ts";
import { inSpan, spanKinds } from "./telemetry.ts";

/** What {@linkcode AriClient.serve} needs. */
export interface ServeOptions extends CallOptions {
  /** Names of Stasis applications, as in `Stasis(greeter)`. */
  apps: string | readonly string[];
}

/** What a handler knows about its call besides the channel. */
export interface CallInfo {
  /** Arguments of `Stasis()` in the dialplan, or of `appArgs`. */
  readonly args: readonly string[];
  /** The application that the channel entered. */
  readonly app: string;
  /** Aborts when the channel leaves the application or goes away; its reason is an {@linkcode AriGoneError}. */
  readonly signal: AbortSignal;
  /** The event that announced the call. */
  readonly event: StasisStart;
}

/** One function a call. */
export type CallHandler = (channel: Channel, call: CallInfo) => unknown;

/** Applications that are served; like `Deno.HttpServer`. */
export interface AriServer extends AsyncDisposable {
  /** Resolves when Asterisk has the applications, rejects when they cannot be registered. */
  readonly ready: Promise<void>;
  /** Resolves when it was shut down and the last handler has ended, rejects when the connection was lost. */
  readonly finished: Promise<void>;
  /** Unregisters the applications, aborts the signals of calls, and waits for their handlers. */
  shutdown(): Promise<void>;
}

/** What {@linkcode AriClient.serve} does. */
export function serveCalls(
  client: AriClient,
  options: ServeOptions,
  handler: CallHandler,
  onError: (error: unknown, event: AriEvent) => void,
): AriServer {
  const apps = new Set(typeof options.apps === "string" ? [options.apps] : options.apps);
  const calls = new Map<string, AbortController>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const signals = options.signal === undefined ? [stopping.signal] : [stopping.signal, options.signal];

  const start = async (event: StasisStart) => {
    const { channel, args, application: app } = event;
    const controller = new AbortController();
    calls.set(callKey(event), controller);
    try {
      const attributes = { "asterisk.application": app, "asterisk.channel.id": channel.id };
      await inSpan(`call ${app}`, { kind: spanKinds.internal, attributes }, async () => {
        await handler(channel, { args, app, signal: controller.signal, event });
      });
    } catch (error) {
      const { reason } = controller.signal;
      if (error !== reason && !(error instanceof AriGoneError) && !isGone(error, event)) onError(error, event);
    }
  };
  const end = (key: string, why: string) => {
    calls.get(key)?.abort(new AriGoneError(`Cannot go on with the call: ${why}`));
    calls.delete(key);
  };
  const added = [
    client.on("StasisStart", (event) => {
      if (!apps.has(event.application)) return;
      const call = start(event);
      running.add(call);
      call.then(() => running.delete(call));
    }),
    client.on("StasisEnd", (event) => {
      end(callKey(event), `channel "${event.channel.name}" left "${event.application}"`);
    }),
    client.on("ChannelDestroyed", (event) => {
      for (const app of apps) end(`${event.channel.id} ${app}`, `channel "${event.channel.name}" hung up`);
    }),
  ];

  const serve = async (registering: Promise<Registration>) => {
    try {
      await using registration = await registering;
      const stop = Promise.withResolvers<void>();
      const signal = AbortSignal.any(signals);
      if (signal.aborted) stop.resolve();
      signal.addEventListener("abort", () => stop.resolve(), { once: true });
      await Promise.race([registration.closed, stop.promise]);
    } catch (error) {
      if (!signals.some((signal) => signal.aborted)) throw error;
    } finally {
      for (const handlers of added) handlers[Symbol.dispose]();
      for (const key of calls.keys()) end(key, "the server was shut down");
      await Promise.all(running);
    }
  };
  const registering = client.register({ apps: [...apps], signal: AbortSignal.any(signals) });
  const finished = serve(registering);
  const ready = registering.then(() => {});
  for (const promise of [finished, ready]) promise.catch(() => {}); // Nobody has to wait for them.
  const shutdown = async () => {
    stopping.abort();
    await finished.catch(() => {});
  };
  return { ready, finished, shutdown, [Symbol.asyncDispose]: shutdown };
}

function callKey({ channel, application }: { channel: { id: string }; application: string }): string {
  return `${channel.id} ${application}`;
}

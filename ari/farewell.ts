import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Transport } from "../_internal/transport.ts";

/** What {@linkcode takeLeave} needs. */
export interface FarewellOptions {
  /** The application that is about to lose its WebSocket. */
  readonly app: string;
  /** URL of the WebSocket, `/ari/events` with a query. */
  readonly url: string;
  readonly authorization: string;
  readonly transport: Transport;
  readonly wheel: TimerWheel;
}

/** How long Asterisk may take over it before the WebSocket is closed all the same, in milliseconds. */
const farewellTimeout = 1_000;

/**
 * Ends an application's subscription to all device states, which `subscribeAll` makes, before its WebSocket is closed.
 *
 * Where one of them changes at the moment of the closing, Asterisk 22.10 would otherwise stop answering any request, for good: the thread
 * that closes holds the session and waits for the event to be sent, the thread that sends it waits for the session. This
 * request waits for the event too, but holds nothing. Never rejects: whatever is wrong, the WebSocket is to be closed.
 */
export async function takeLeave(options: FarewellOptions): Promise<void> {
  const { app, authorization, transport, wheel } = options;
  const controller = new AbortController();
  using _ = wheel.schedule(farewellTimeout, () => controller.abort());
  const base = options.url.replace(/^ws/, "http").replace(/\/events\?.*$/, "");
  const url = `${base}/applications/${encodeURIComponent(app)}/subscription?eventSource=deviceState:`;
  try {
    const request = {
      method: "DELETE",
      headers: { authorization },
      redirect: "error",
      signal: controller.signal,
    } as const;
    const response = await transport.fetch(url, request);
    await response.body?.cancel();
  } catch {
    // Out of reach or too slow: then the closing is not better known to be safe, and is done nevertheless.
  }
}

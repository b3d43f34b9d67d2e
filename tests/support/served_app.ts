import {
  type AriClient,
  type AriServer,
  type Call,
  type Channel,
  connect,
  type ServeOptions,
} from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx, type SimulateOptions, type Transport } from "@asterism/asterisk/simulator";

/** A served application on a simulated Asterisk in virtual time. */
export interface ServedApp {
  readonly pbx: SimulatedPbx;
  readonly ari: AriClient;
  readonly server: AriServer;
  /** What went to `onError`, in words. */
  readonly errors: readonly string[];
  /** What was asked for and changed something, with Asterisk's answer: `channels.hangup 204`. */
  requests(): string[];
  /** Resolves when an operation is answered from now on. */
  answered(operation: string): Promise<void>;
}

/** How it is served, and the Asterisk that it is on. */
export interface ServedAppOptions extends Partial<ServeOptions> {
  readonly simulate?: Pick<SimulateOptions, "endpoints" | "reorder">;
  /** Stands between the client's requests and Asterisk. */
  readonly fetch?: (pbx: SimulatedPbx) => Transport["fetch"];
}

const extensions = `[default]
exten => 100,1,Stasis(app)
 same => n,Playback(goodbye)
 same => n,Hangup()
exten => 101,1,Stasis(app,first)
 same => n,Stasis(app,second)
 same => n,Hangup()
exten => 102,1,Stasis(other)
 same => n,Hangup()
exten => 200,1,Answer()
 same => n,Playback(hello-world)
 same => n,Hangup()
`;

/** Serves `app` with a handler, runs the body, shuts down, and leaves nothing. */
export async function withServedApp(
  handler: (channel: Channel, call: Call, ari: AriClient) => unknown,
  body: (app: ServedApp) => Promise<void>,
  options: ServedAppOptions = {},
): Promise<void> {
  const { simulate: simulateOptions, fetch, ...serveOptions } = options;
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions }, ...simulateOptions });
  const errors: string[] = [];
  const transport = fetch === undefined ? pbx.transport : { ...pbx.transport, fetch: fetch(pbx) };
  await using ari = await connect(pbx.ari.url, {
    ...pbx.ari.user,
    ...pbx.connection,
    transport,
    onError: (error) => errors.push(String(error)),
  });
  await using server = ari.serve({ apps: "app", ...serveOptions }, (channel, call) => {
    return handler(channel, call, ari);
  });
  await server.ready;
  await body({
    pbx,
    ari,
    server,
    errors,
    requests: () =>
      [...pbx.journal].flatMap((entry) => {
        if (entry.face !== "rest" || entry.kind !== "response" || entry.method === "GET") return [];
        if (entry.path.includes("/asterism-proof-")) return []; // The client's own, when it registers.
        return [`${entry.operation} ${entry.status}`];
      }),
    answered: async (operation) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      using _ = pbx.journal.on((entry) => {
        if (entry.face === "rest" && entry.kind === "response" && entry.operation === operation) resolve();
      });
      await promise;
    },
  });
}

/** Calls an endpoint for a call, and resolves with the leg when it has answered, which may be before Asterisk's answer. */
export async function reach(ari: AriClient, call: Call, endpoint: string): Promise<Channel> {
  const leg = ari.channel();
  const [made] = await Promise.all([
    call.originate({ endpoint, channelId: leg.id }),
    leg.once("StasisStart", { signal: call.signal }),
  ]);
  return made;
}

/** A signal's end. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

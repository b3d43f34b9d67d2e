import { type Clock, systemClock } from "../../_internal/clock.ts";
import { systemTransport, type Transport } from "../../_internal/transport.ts";
import { readState } from "../../_tools/asterisk.ts";
import { configurationFiles, DEFAULT_PORTS } from "../../_tools/asterisk/configuration.ts";
import extensions from "../../_tools/asterisk/extensions.conf" with { type: "text" };
import { simulate } from "../../simulator/mod.ts";
import type { User } from "./backend.ts";

/** Where a case runs. */
export interface World extends AsyncDisposable {
  /** Where its HTTP server is. */
  readonly url: string;
  readonly user: User;
  readonly transport: Pick<Transport, "fetch" | "WebSocket">;
  readonly clock: Clock;
}

/** The simulator in memory, on virtual time. */
export async function openSimulatedWorld(): Promise<World> {
  const pbx = await simulate({
    listen: false,
    files: { "extensions.conf": extensions, "pjsip.conf": configurationFiles(DEFAULT_PORTS)["pjsip.conf"] ?? "" },
  });
  const { url, user } = pbx.ari;
  return {
    url,
    user,
    transport: pbx.transport,
    clock: pbx.clock,
    [Symbol.asyncDispose]: () => pbx[Symbol.asyncDispose](),
  };
}

/** The real Asterisk that is up. */
export async function openAsteriskWorld(): Promise<World> {
  const state = await readState();
  if (state === undefined) throw new Error("Cannot find an Asterisk: run deno task asterisk up");
  const { url, username, password } = state;
  // A connection for each request: one that is kept is a thread of Asterisk's, whose last error shows in later answers.
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  return {
    url,
    user: { username, password },
    transport: { ...systemTransport, fetch: (target, init) => fetch(target, { ...init, client }) },
    clock: systemClock,
    [Symbol.asyncDispose]: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

import { type AriClient, type Call, type Channel, connect } from "@asterism/asterisk/ari";
import { type PhoneCall, type PhoneOptions, simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import type { SimulateOptions } from "@asterism/asterisk/simulator";

/** A call that is in the application, seen from both ends. */
export interface FlowCallSetup {
  readonly pbx: SimulatedPbx;
  readonly ari: AriClient;
  /** The channel, answered. */
  readonly channel: Channel;
  readonly info: Call;
  /** The caller. */
  readonly caller: PhoneCall;
  /** What handlers threw. */
  readonly errors: readonly unknown[];
}

/** How a test's Asterisk and caller are. */
export interface FlowAppOptions extends Pick<SimulateOptions, "endpoints" | "sounds"> {
  readonly phone?: PhoneOptions;
  /** Whether the channel is answered. @default {true} */
  readonly answered?: boolean;
}

/** Simulates an Asterisk in virtual time with one call in the application `app`, and whatever the body does with it. */
export async function withCall(
  body: (setup: FlowCallSetup) => Promise<void>,
  options: FlowAppOptions = {},
): Promise<void> {
  const errors: unknown[] = [];
  const { phone, answered = true, ...rest } = options;
  await using pbx = await simulate({
    listen: false,
    files: {
      "extensions.conf": "[default]\nexten => 100,1,Stasis(app)\n same => n,Playback(goodbye)\n same => n,Hangup()\n" +
        "exten => 200,1,Answer()\n same => n,Playback(hello-world)\n same => n,Hangup(21)\n",
    },
    ...rest,
  });
  await using ari = await connect(pbx.ari.url, {
    ...pbx.ari.user,
    ...pbx.connection,
    onError: (error) => errors.push(error),
  });
  const { promise, resolve } = Promise.withResolvers<{ channel: Channel; info: Call }>();
  await using server = ari.serve({ apps: "app" }, (channel, info) => {
    resolve({ channel, info });
    return new Promise<void>((end) => info.signal.addEventListener("abort", () => end()));
  });
  await server.ready;
  const caller = await pbx.phone("PJSIP/alice", phone).call("100");
  const { channel, info } = await promise;
  if (answered) {
    await channel.answer();
    await caller.answered();
  }
  await body({ pbx, ari, channel, info, caller, errors });
}

/** How long something took on the simulator's clock, in milliseconds. */
export async function elapsed<Result>(pbx: SimulatedPbx, body: () => Promise<Result>): Promise<[number, Result]> {
  const start = pbx.clock.now();
  const result = await body();
  return [pbx.clock.now() - start, result];
}

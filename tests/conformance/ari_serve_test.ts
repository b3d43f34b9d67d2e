/** Served calls: what of them is left, in Asterisk's own lists, however they end. */
import { type AriClient, type Call, type Channel, connect, type ServeOptions } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { aborted } from "../support/served_app.ts";
import type { Backend, BackendPhone } from "./backend.ts";
import { type Conformance, conformance } from "./harness.ts";

const app = "hello-world";

interface Given extends Conformance {
  readonly ari: AriClient;
  readonly server: ReturnType<AriClient["serve"]>;
  readonly bob: BackendPhone;
  readonly errors: readonly string[];
}

/** Serves an application, and in the end finds nothing left. */
function served(
  name: string,
  handler: (channel: Channel, call: Call, ari: AriClient) => unknown,
  body: (given: Given) => Promise<void>,
  options: Partial<ServeOptions> = {},
): void {
  conformance(name, async ({ backend, signal }) => {
    const errors: string[] = [];
    await using ari = await open(backend, errors);
    await using bob = await backend.register();
    const server = ari.serve({ apps: app, ...options }, (channel, call) => handler(channel, call, ari));
    await server.ready;
    await body({ backend, signal, ari, server, bob, errors });
    await using other = await open(backend);
    await nothingLeft(other, signal);
    await server.shutdown();
  });
}

function open({ url, user, connection }: Backend, errors: string[] = []): Promise<AriClient> {
  return connect(url, { ...user, ...connection, onError: (error) => errors.push(String(error)) });
}

/** A real one takes a moment: so this waits, and the test's limit tells when something stays. */
async function nothingLeft(ari: AriClient, signal: AbortSignal): Promise<void> {
  while (true) {
    // deno-lint-ignore no-await-in-loop -- Until nothing is left.
    const [channels, bridges] = await Promise.all([ari.channels.list({ signal }), ari.bridges.list({ signal })]);
    if (channels.length + bridges.length === 0) return;
  }
}

/** Calls bob; resolves when he has answered. He may do so before Asterisk has said that it calls: so this listens first. */
async function callBob(call: Call, ari: AriClient): Promise<Channel> {
  const { signal } = call;
  const handle = ari.channel();
  const [leg] = await Promise.all([
    call.originate({ endpoint: "PJSIP/bob", channelId: handle.id }),
    handle.once("StasisStart", { signal }),
  ]);
  return leg;
}

/** Makes one of everything that a call can own; bob has answered when this resolves. */
async function makeAll(channel: Channel, call: Call, ari: AriClient): Promise<void> {
  await channel.answer();
  const bridge = await call.bridge({ type: "mixing" });
  const leg = await callBob(call, ari);
  await bridge.addChannel({ channel: leg.id });
  await call.record({ name: "asterism-served", format: "wav", ifExists: "overwrite" });
  await call.play({ media: "sound:demo-congrats" });
  call.own(await bridge.play({ media: "sound:demo-congrats" }));
  await call.snoop({ spy: "both" });
  await call.externalMedia({ external_host: "127.0.0.1:30000", format: "ulaw" });
}

served("a served call that hangs up while a leg rings leaves no leg", async (channel, call, ari) => {
  await channel.answer();
  await call.bridge();
  await callBob(call, ari);
}, async ({ backend, bob, server, errors, ari, signal }) => {
  await using caller = await backend.call("101");
  const incoming = await bob.incoming();
  await caller.hangup();
  await incoming.ended();
  await nothingLeft(ari, signal);
  await server.drain({ signal });

  assertEquals(errors, []);
});

served(
  "a served call whose handler throws leaves nothing, and its channel goes on in the dialplan",
  async (...given) => {
    await makeAll(...given);
    throw new Error("the handler's own");
  },
  async ({ backend, bob, errors }) => {
    await using caller = await backend.call("101");
    const incoming = await bob.incoming();
    await incoming.answer();
    await incoming.ended();
    const { cause } = await caller.ended(); // Hangup() follows.

    assertEquals([cause, errors], [16, ["Error: the handler's own"]]);
  },
);

const made: (() => void)[] = [];
for (const end of ["hangs up", "is cut off by shutdown()", "is cut off by close()"] as const) {
  served(`a served call that ${end} leaves nothing`, async (channel, call, ari) => {
    await makeAll(channel, call, ari);
    made.pop()?.();
    await aborted(call.signal);
  }, async ({ backend, bob, ari, server, errors }) => {
    const all = new Promise<void>((resolve) => made.push(resolve));
    await using caller = await backend.call("101");
    const incoming = await bob.incoming();
    await incoming.answer();
    await all;
    if (end === "hangs up") await caller.hangup();
    else if (end.includes("shutdown")) await server.shutdown();
    else await ari.close();
    await incoming.ended();
    await caller.ended();

    assertEquals(errors, []);
  });
}

served("a served channel that enters again is a new call", async (channel, call) => {
  entered.push(call.args.join());
  await channel.continueInDialplan();
  await aborted(call.signal);
}, async ({ backend, server, errors, signal }) => {
  await using caller = await backend.call("105");
  await caller.ended();
  await server.drain({ signal });

  assertEquals([entered.splice(0), errors], [["first", "second"], []]);
});

const entered: string[] = [];

served("a served channel that is moved is a new call of the other application", async (channel, call) => {
  await call.bridge();
  entered.push(`${call.app} begins`);
  if (call.app === app) await channel.move({ app: "asterism-other" });
  else await channel.hangup();
  await aborted(call.signal);
  entered.push(`${call.app} ends`);
}, async ({ backend, server, errors, signal }) => {
  await using caller = await backend.call("101");
  await caller.ended();
  await server.drain({ signal });

  assertEquals(entered.splice(0).toSorted(), [
    "asterism-other begins",
    "asterism-other ends",
    "hello-world begins",
    "hello-world ends",
  ]);
  assertEquals(errors, []);
}, { apps: [app, "asterism-other"] });

served(
  "a call that comes while a server drains, or beyond maxCalls, goes on in the dialplan",
  async (channel, call) => {
    await channel.answer();
    await call.bridge();
    await channel.once("ChannelDtmfReceived", { signal: call.signal });
    await channel.hangup();
  },
  async ({ backend, ari, server, errors, signal }) => {
    await using first = await backend.call("101");
    while ((await ari.bridges.list({ signal })).length === 0);
    await using second = await backend.call("101");
    assertEquals((await second.ended()).cause, 16);
    const drained = server.drain({ signal });
    await using third = await backend.call("101");
    assertEquals((await third.ended()).cause, 16);
    await first.press("1");
    await first.ended();
    await drained;

    assertEquals(errors.map((error) => error.replace(/"[^"]*"/, "NAME")), [
      "AriError: Cannot take the call of channel NAME, it continues in the dialplan: 1 calls are served, at most 1 (maxCalls)",
    ]);
  },
  { maxCalls: 1 },
);

served(
  "a served call is given back to the dialplan when another program takes the application",
  async (channel, call, ari) => {
    await makeAll(channel, call, ari);
    made.pop()?.();
    await aborted(call.signal);
    entered.push(String(call.signal.reason));
  },
  async ({ backend, bob, errors, signal }) => {
    const all = new Promise<void>((resolve) => made.push(resolve));
    await using caller = await backend.call("101");
    const incoming = await bob.incoming();
    await incoming.answer();
    await all;
    await using other = await open(backend);
    await using _ = await other.register({ apps: app, signal });
    await incoming.ended();
    await caller.ended();

    assertEquals(entered.splice(0), [`AriGoneError: Cannot go on with the call: another program took "${app}" over`]);
    assertEquals(errors, []);
  },
);

/** Two that talk in a bridge of the call's; the handler waits until the call is over. */
async function putThrough(channel: Channel, call: Call, ari: AriClient): Promise<void> {
  await channel.answer();
  const bridge = await call.bridge({ type: "mixing" });
  const leg = await callBob(call, ari);
  await bridge.addChannel({ channel: [leg.id, channel.id] });
  made.pop()?.();
  await aborted(call.signal);
  entered.push(call.channel.id === channel.id ? "the same channel" : "another channel");
}

served(
  "a served call goes on with the channel that takes the place of its own in a transfer",
  putThrough,
  async (given) => {
    const { backend, bob, ari, server, errors, signal } = given;
    const all = new Promise<void>((resolve) => made.push(resolve));
    await using caller = await backend.call("101");
    const incoming = await bob.incoming();
    await incoming.answer();
    await all;
    const transferred = ari.once("BridgeBlindTransfer", { signal });
    assertEquals(await caller.transfer("3000"), 200);
    await transferred;
    await caller.hangup();
    assertEquals([server.activeCalls, (await ari.bridges.list({ signal })).length], [1, 1]);
    for (const { id, name } of await ari.channels.list({ signal })) {
      if (name.startsWith("Local/")) await ari.channels.hangup({ channelId: id }).catch(() => {});
    }
    await incoming.ended(); // The leg is hung up as that channel was.
    await server.drain({ signal });

    assertEquals([entered.splice(0), errors], [["another channel"], []]);
  },
);

served(
  "two served calls of one phone go on with the two channels that connect them in its place",
  putThrough,
  async (given) => {
    const { backend, bob, ari, server, errors, signal } = given;
    const talks = [1, 2].map(() => new Promise<void>((resolve) => made.push(resolve)));
    await using first = await backend.call("101");
    const incoming = await bob.incoming();
    await incoming.answer();
    await talks[1];
    await using second = await backend.call("101");
    const other = await bob.incoming();
    await other.answer();
    await talks[0];
    const replacements: string[] = [];
    const both = new Promise<void>((resolve) => {
      ari.on("StasisStart", ({ channel, replace_channel }) => {
        if (replace_channel !== undefined && replacements.push(channel.id) === 2) resolve();
      });
    });
    assertEquals(await first.transfer(second), 200);
    await both;
    assertEquals(server.activeCalls, 2);
    await ari.channels.hangup({ channelId: replacements[0] ?? "" });
    await Promise.all([incoming.ended(), other.ended()]);
    await server.drain({ signal });

    assertEquals([entered.splice(0), errors], [["another channel", "another channel"], []]);
  },
);

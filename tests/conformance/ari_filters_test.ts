import { type AriClient, connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { systemTransport, type WebSocketOptions } from "../../_internal/transport.ts";
import { type Conformance, conformance } from "./harness.ts";

/** Makes the same call once with each filter, and counts the events that come over the WebSocket. */
async function eventsOfCall({ backend, signal }: Conformance, filter: "all" | "handlers"): Promise<string[]> {
  const transport = backend.connection.transport;
  const WebSocketClass = transport?.WebSocket ?? systemTransport.WebSocket;
  const types: string[] = [];
  const counting = class extends WebSocketClass {
    constructor(url: string, options?: WebSocketOptions) {
      super(url, options);
      this.addEventListener("message", (event) => {
        if (event instanceof MessageEvent) types.push(JSON.parse(event.data).type);
      });
    }
  };
  await using ari = await connect(backend.url, {
    ...backend.user,
    ...backend.connection,
    transport: { ...transport, WebSocket: counting },
  });
  const app = `filtered-${crypto.randomUUID()}`;
  await using _ = await ari.register({ apps: app, filter, signal });
  const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app, variables: { A: "1" } }, { signal });
  const playback = await leg.play({ media: "sound:hello-world" });
  await playback.finished({ signal });
  const ended = leg.ended({ signal });
  await leg.hangup();
  await ended;
  return types;
}

conformance(
  "a filter of handlers saves more than a third of the events of a call, and none that is waited for",
  async (given) => {
    const all = await eventsOfCall(given, "all");
    const filtered = await eventsOfCall(given, "handlers");

    for (const type of ["ChannelVarset", "ChannelDialplan", "ChannelStateChange"]) {
      assertEquals([all.includes(type), filtered.includes(type)], [true, false], type);
    }
    assertEquals(filtered.length < all.length * 2 / 3, true, `${filtered.length} of ${all.length} events`);
  },
);

conformance("subscriptions last as long as somebody needs them", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  const app = `subscribed-${crypto.randomUUID()}`;
  await using _ = await ari.register({ apps: app, signal });
  const devices = async (of: AriClient) => (await of.applications.get({ applicationName: app })).device_names;
  const source = `deviceState:Stasis:${app}`;
  const first = await ari.subscribe(app, source, { signal });
  const second = await ari.subscribe(app, source, { signal });
  await first.close();
  const during = await devices(ari);
  await second.close();

  assertEquals([during, await devices(ari)], [[`Stasis:${app}`], []]);
});

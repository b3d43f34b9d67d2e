/** What the compiler must accept and refuse; `deno check` decides, the tests only name it. */
import type { AriClient, Channel, ChannelDestroyed, ChannelDtmfReceived, wire } from "@asterism/asterisk/ari";

/** True when two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles only for `true`. */
function is<_Claim extends true>(): void {}

/** Never called: its body is what is checked. */
function never(_body: (ari: AriClient, channel: Channel) => unknown): void {}

Deno.test("operations answer objects, lists of them, or nothing", () => {
  never((ari) => {
    is<Same<Awaited<ReturnType<typeof ari.channels.get>>, Channel>>();
    is<Same<Awaited<ReturnType<typeof ari.channels.list>>, Channel[]>>();
    is<Same<Awaited<ReturnType<typeof ari.channels.answer>>, void>>();
  });
});

Deno.test("required parameters are required, unknown ones and wrong types are refused", () => {
  never((ari, channel) => {
    void channel.play({ media: "sound:hello-world" });
    void channel.play({ media: ["sound:a", "sound:b"] }, { signal: AbortSignal.abort() });
    void channel.hangup();
    void channel.hangup({ reason: "busy" });
    // @ts-expect-error -- media is required
    void channel.play({});
    // @ts-expect-error -- the id of a verb is filled in
    void channel.play({ channelId: "c", media: "sound:a" });
    // @ts-expect-error -- no such parameter
    void channel.hangup({ raeson: "busy" });
    // @ts-expect-error -- seconds are a number
    void ari.channels.originate({ endpoint: "PJSIP/alice", timeout: "30" });
    // @ts-expect-error -- the channel must be named
    void ari.channels.answer();
    // @ts-expect-error -- no such value
    void channel.mute({ direction: "sideways" });
    // @ts-expect-error -- no such operation
    void channel.anwser();
  });
});

Deno.test("events are typed by name, on the client and on objects", () => {
  never((ari, channel) => {
    ari.on("ChannelDtmfReceived", (event) => is<Same<typeof event, ChannelDtmfReceived>>());
    channel.on("ChannelDestroyed", (event) => is<Same<typeof event, ChannelDestroyed>>());
    ari.on("*", (event) => event.type);
    // @ts-expect-error -- no such event
    ari.on("ChannelDtmf", () => {});
    // @ts-expect-error -- a playback's event is not about a channel
    channel.on("PlaybackStarted", () => {});
  });
});

Deno.test("streams hold the events of their names", () => {
  never(async (ari) => {
    for await (const event of ari.events("ChannelDtmfReceived", "ChannelDestroyed")) {
      is<Same<typeof event, ChannelDtmfReceived | ChannelDestroyed>>();
      if (event.type === "ChannelDestroyed") is<Same<typeof event.cause, number>>();
    }
    using one = ari.events("ChannelDestroyed", { capacity: 4 });
    is<Same<Awaited<ReturnType<typeof one.next>>, IteratorResult<ChannelDestroyed, undefined>>>();
  });
});

Deno.test("a live object can be given where plain data is asked for, and not the other way round", () => {
  never((_ari, channel) => {
    const plain: wire.Channel = channel;
    // @ts-expect-error -- plain data has no verbs
    const live: Channel = plain;
    return live;
  });
});

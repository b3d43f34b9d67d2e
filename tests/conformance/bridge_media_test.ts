/** What is played and seen in bridges, who is announced to, and where digits go. */
import { assertEquals } from "@std/assert";
import { bridgeFlow } from "./bridge_flow.ts";

bridgeFlow("a playback to a bridge comes and goes with a channel that only BRIDGEPEER knows", async (flow) => {
  for (const label of ["a", "b"]) await flow.enter(label);
  await flow.bridge("m", ["a", "b"]);
  await flow.begin();

  const { status, body } = await flow.rest("POST bridges/~m/play/~p?media=sound:digits/1,sound:digits/2&lang=en");
  await flow.seen("PlaybackStarted", "p");
  const { body: during } = await flow.rest("GET bridges/~m");
  const { body: channels } = await flow.rest("GET channels");
  await flow.seen("PlaybackFinished", "p");
  await flow.seen("ChannelVarset", "b", 2);
  const { body: after } = await flow.rest("GET bridges/~m");

  assertEquals(status, 201);
  assertEquals(body, {
    id: "p",
    media_uri: "sound:digits/1",
    next_media_uri: "sound:digits/2",
    target_uri: "bridge:m",
    language: "en",
    state: "queued",
  });
  assertEquals([during.technology, during.channels], ["softmix", ["a", "b"]]);
  assertEquals(channels.some(({ name }: { name: string }) => name.startsWith("Announcer")), false);
  assertEquals(after.technology, "simple_bridge");
}, {
  a: [
    "ChannelVarset variable=BRIDGEPEER value=Announcer/ARI,b a(Up)",
    "ChannelVarset variable=BRIDGEPEER value=b a(Up)",
  ],
  b: [
    "ChannelVarset variable=BRIDGEPEER value=Announcer/ARI,a b(Up)",
    "ChannelVarset variable=BRIDGEPEER value=a b(Up)",
  ],
  m: [],
  p: [
    "PlaybackStarted p(sound:digits/1 sound:digits/2 bridge:m playing)",
    "PlaybackContinuing p(sound:digits/1 sound:digits/2 bridge:m continuing)",
    "PlaybackStarted p(sound:digits/2 bridge:m playing)",
    "PlaybackFinished p(sound:digits/2 bridge:m done)",
  ],
});

bridgeFlow("a playback to a bridge that plays already waits, and one that is stopped is done", async (flow) => {
  await flow.rest("POST bridges/~m");
  await flow.rest("POST applications/~app/subscription?eventSource=bridge:~m");
  await flow.begin();

  await flow.rest("POST bridges/~m/play/~p?media=sound:demo-congrats");
  await flow.seen("PlaybackStarted", "p");
  await flow.rest("POST bridges/~m/play/~q?media=sound:digits/1&announcer_format=nonsense");
  const { body: waiting } = await flow.rest("GET playbacks/~q");
  await flow.rest("POST playbacks/~p/control?operation=pause");
  const { body: paused } = await flow.rest("GET playbacks/~p");
  await flow.rest("DELETE playbacks/~p");
  await flow.seen("PlaybackFinished", "q");

  assertEquals([waiting.state, paused.state], ["queued", "paused"]);
}, {
  p: [
    "PlaybackStarted p(sound:demo-congrats bridge:m playing)",
    "PlaybackFinished p(sound:demo-congrats bridge:m done)",
  ],
  q: ["PlaybackStarted q(sound:digits/1 bridge:m playing)", "PlaybackFinished q(sound:digits/1 bridge:m done)"],
});

bridgeFlow("who listens to all hears twice of what is played to a bridge", async (flow) => {
  await flow.rest("POST bridges/~m");
  await flow.begin();

  await flow.rest("POST bridges/~m/play/~p?media=sound:digits/1");
  await flow.seen("PlaybackFinished", "p", 2);
  await flow.rest("POST bridges/~m/play/~q?media=sound:no-such-sound");
  await flow.seen("PlaybackFinished", "q", 2);
  await flow.rest("POST bridges/~m/play/~r?media=nonsense:x");
  await flow.seen("PlaybackStarted", "r", 2);
  await flow.settled();
}, {
  m: [],
  p: [
    "PlaybackStarted p(sound:digits/1 bridge:m playing)",
    "PlaybackStarted p(sound:digits/1 bridge:m playing)",
    "PlaybackFinished p(sound:digits/1 bridge:m done)",
    "PlaybackFinished p(sound:digits/1 bridge:m done)",
  ],
  q: [
    "PlaybackStarted q(sound:no-such-sound bridge:m playing)",
    "PlaybackStarted q(sound:no-such-sound bridge:m playing)",
    "PlaybackFinished q(sound:no-such-sound bridge:m failed)",
    "PlaybackFinished q(sound:no-such-sound bridge:m failed)",
  ],
  r: [
    "PlaybackStarted r(nonsense:x bridge:m playing)",
    "PlaybackStarted r(nonsense:x bridge:m playing)",
  ],
}, { query: "&subscribeAll=true" });

bridgeFlow("a playback to a bridge that is destroyed fails", async (flow) => {
  await flow.enter("a");
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.rest("POST bridges/~m/play/~p?media=sound:demo-congrats");
  await flow.seen("PlaybackStarted", "p");
  await flow.begin();

  await flow.rest("DELETE bridges/~m");
  await flow.seen("ChannelLeftBridge", "a");
  while ((await flow.rest("GET playbacks/~p")).status !== 404);

  assertEquals((await flow.rest("GET bridges/~m")).status, 404);
}, {
  a: ["ChannelVarset variable=BRIDGEPEER value= a(Up)", "ChannelLeftBridge m[simple_bridge, ] a(Up)"],
});

bridgeFlow("music on a bridge has one channel of its own, which goes with it", async (flow) => {
  await flow.enter("a");
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.begin();

  const answers = [
    (await flow.rest("POST bridges/~m/moh")).status,
    (await flow.rest("POST bridges/~m/moh?mohClass=nonsense")).status,
    (await flow.rest("DELETE bridges/~m/moh")).status,
    (await flow.rest("DELETE bridges/~m/moh")).status,
  ];
  await flow.enter("b");
  await flow.rest("POST bridges/~m/addChannel?channel=~b");
  await flow.seen("ChannelVarset", "b", 2);

  assertEquals(answers, [204, 204, 204, 409]);
}, {
  a: [
    "ChannelVarset variable=BRIDGEPEER value=Announcer/ARI_MOH a(Up)",
    "ChannelVarset variable=BRIDGEPEER value=b a(Up)",
  ],
  m: ["ChannelEnteredBridge m[simple_bridge, a b] b(Up)"],
});

bridgeFlow("hidden channels leave a bridge when they are among themselves", async (flow) => {
  await flow.enter("a");
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.rest("POST bridges/~m/moh");
  await flow.seen("ChannelVarset", "a");

  await flow.rest("POST bridges/~m/removeChannel?channel=~a");
  await flow.enter("b");
  await flow.begin();
  await flow.rest("POST bridges/~m/addChannel?channel=~b");
  const { status } = await flow.rest("DELETE bridges/~m/moh");

  assertEquals(status, 409);
}, { b: ["ChannelEnteredBridge m[simple_bridge, b] b(Up)"] });

bridgeFlow("the source of a bridge's video is said when it changes, and some changes are seen late", async (flow) => {
  for (const label of ["a", "b"]) await flow.enter(label);
  await flow.bridge("m", ["a", "b"]);
  await flow.begin();

  for (const label of ["a", "b", "b"]) await flow.rest(`POST bridges/~m/videoSource/~${label}`);
  await flow.rest("DELETE bridges/~m/videoSource");
  const { body: cleared } = await flow.rest("GET bridges/~m");
  await flow.rest("POST bridges/~m/variable?variable=V&value=1");
  await flow.rest("POST bridges/~m/videoSource/~a");
  await flow.rest("POST bridges/~m/removeChannel?channel=~a");
  const { body: left } = await flow.rest("GET bridges/~m");
  const refused = await flow.rest("POST bridges/~m/videoSource/~a");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.seen("BridgeVideoSourceChanged", "m", 5);

  assertEquals([cleared.video_mode, cleared.video_source_id], ["single", "b"]);
  assertEquals([left.video_mode, left.video_source_id], ["single", "a"]);
  assertEquals([refused.status, refused.body.message], [422, "Channel not in this bridge"]);
}, {
  m: [
    "BridgeVideoSourceChanged m[simple_bridge, a b, single a]",
    "BridgeVideoSourceChanged m[simple_bridge, a b, single b] old_video_source_id=a",
    "BridgeVideoSourceChanged m[simple_bridge, a b] old_video_source_id=b",
    "BridgeVideoSourceChanged m[simple_bridge, a b, single a]",
    "ChannelLeftBridge m[simple_bridge, b, single a] a(Up)",
    "ChannelEnteredBridge m[simple_bridge, a b, single nobody] a(Up)",
    "BridgeVideoSourceChanged m[simple_bridge, a b, single nobody] old_video_source_id=a",
  ],
});

bridgeFlow("channels in a holding bridge do not know of each other, and there is one announcer", async (flow) => {
  for (const label of ["a", "b", "c"]) await flow.enter(label);
  await flow.rest("POST bridges/~h?type=holding");
  await flow.begin();

  await flow.rest("POST bridges/~h/addChannel?channel=~a");
  await flow.rest("POST bridges/~h/addChannel?channel=~b&role=announcer");
  await flow.rest("POST bridges/~h/addChannel?channel=~c&role=announcer");
  await flow.seen("ChannelLeftBridge", "c");
  await flow.rest("POST bridges/~h/addChannel?channel=~c&role=participant");
  await flow.rest("POST bridges/~h/play/~p?media=sound:digits/1");
  await flow.seen("PlaybackFinished", "p");
  await flow.rest("POST bridges/~h/removeChannel?channel=~b");
  await flow.rest("POST bridges/~h/play/~q?media=sound:digits/1");
  await flow.seen("PlaybackFinished", "q");
  await flow.rest("POST bridges/~h/addChannel?channel=~c&role=announcer");
  await flow.seen("ChannelEnteredBridge", "c", 3);
}, {
  a: ["ChannelEnteredBridge h[holding_bridge, a] a(Up)"],
  b: ["ChannelEnteredBridge h[holding_bridge, a b] b(Up)", "ChannelLeftBridge h[holding_bridge, a c] b(Up)"],
  c: [
    "ChannelEnteredBridge h[holding_bridge, a b c] c(Up)",
    "ChannelLeftBridge h[holding_bridge, a b] c(Up)",
    "ChannelEnteredBridge h[holding_bridge, a b c] c(Up)",
    "ChannelLeftBridge h[holding_bridge, a] c(Up)",
    "ChannelEnteredBridge h[holding_bridge, a c] c(Up)",
  ],
  p: ["PlaybackStarted p(sound:digits/1 bridge:h playing)", "PlaybackFinished p(sound:digits/1 bridge:h failed)"],
  q: ["PlaybackStarted q(sound:digits/1 bridge:h playing)", "PlaybackFinished q(sound:digits/1 bridge:h done)"],
});

bridgeFlow("digits go from each member to the others, unless they are absorbed", async (flow) => {
  for (const label of ["a", "b", "c"]) await flow.enter(label, "101");
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a,~b");
  await flow.rest("POST bridges/~m/addChannel?channel=~c&absorbDTMF=true");
  await flow.seen("ChannelVarset", "b", 2);
  await flow.begin();

  await flow.rest("POST channels/~a;2/dtmf?dtmf=1");
  await flow.seen("ChannelDtmfReceived", "c;2");
  await flow.rest("POST channels/~c;2/dtmf?dtmf=2");
  await flow.seen("ChannelDtmfReceived", "c");
  await flow.rest("POST channels/~b/dtmf?dtmf=3");
  await flow.seen("ChannelDtmfReceived", "b;2", 2);
  await flow.settled();
}, {
  a: ["ChannelDtmfReceived digit=1 duration_ms=100 a(Up)"],
  b: [],
  c: ["ChannelDtmfReceived digit=2 duration_ms=100 c(Up)"],
  "b;2": [
    "ChannelDtmfReceived digit=1 duration_ms=100 b;2(Up)",
    "ChannelDtmfReceived digit=3 duration_ms=100 b;2(Up)",
  ],
});

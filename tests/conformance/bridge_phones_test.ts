/** What becomes of phones in a bridge, whose media need not come through Asterisk. */
import { assertEquals } from "@std/assert";
import { bridgeFlow } from "./bridge_flow.ts";

/** What a member is told of its only peer, and of the SIP call of that one. */
function told(member: string, peer: string, callId = `call of ${peer}`): string[] {
  return [
    `ChannelVarset variable=BRIDGEPEER value=${peer} ${member}(Up)`,
    `ChannelVarset variable=BRIDGEPVTCALLID value=${callId} ${member}(Up)`,
  ];
}

/** A bridge looks at itself anew whenever a hook comes or goes: two of them with each pair of phones. */
function toldAgain(times: number, member: string, peer: string): string[] {
  return Array(times).fill(told(member, peer)).flat();
}

bridgeFlow(
  "two phones hear each other directly and are shown each other, and nobody hears of their digits",
  async (flow) => {
    const a = await flow.phone("a");
    const b = await flow.phone("b");
    await flow.rest("POST bridges/~m");
    await flow.begin();

    await flow.rest("POST bridges/~m/addChannel?channel=~a,~b");
    await flow.seen("ChannelVarset", "b@hello-world", 6);
    await flow.seen("ChannelConnectedLine", "b@hello-world");
    const { body: direct } = await flow.rest("GET bridges/~m");
    await a.press("1");
    await flow.enter("c");
    await flow.rest("POST bridges/~m/addChannel?channel=~c");
    await flow.seen("ChannelVarset", "c", 3);
    const { body: mixed } = await flow.rest("GET bridges/~m");
    await a.press("2");
    await flow.seen("ChannelDtmfReceived", "a@hello-world");
    await flow.rest("POST bridges/~m/removeChannel?channel=~c");
    await flow.seen("ChannelVarset", "b@hello-world", 16);
    await b.hangup();
    await flow.seen("StasisEnd", "b@hello-world");

    assertEquals([direct.technology, mixed.technology], ["native_rtp", "softmix"]);
  },
  {
    "a@hello-world": {
      threads: [[
        "ChannelEnteredBridge m[simple_bridge, a] a(Up)",
        ...toldAgain(3, "a", "b"),
        "ChannelVarset variable=BRIDGEPEER value=c,b a(Up)",
        "ChannelVarset variable=BRIDGEPVTCALLID value= a(Up)",
        "ChannelVarset variable=BRIDGEPEER value=c,b a(Up)",
        "ChannelVarset variable=BRIDGEPEER value=c,b a(Up)",
        "ChannelDtmfReceived digit=2 duration_ms=100 a(Up)",
        ...toldAgain(3, "a", "b"),
      ], ["ChannelConnectedLine a(Up) with Alice/alice"]],
    },
    "b@hello-world": {
      threads: [[
        "ChannelEnteredBridge m[simple_bridge, a b] b(Up)",
        ...toldAgain(3, "b", "a"),
        "ChannelVarset variable=BRIDGEPEER value=c,a b(Up)",
        "ChannelVarset variable=BRIDGEPVTCALLID value= b(Up)",
        "ChannelVarset variable=BRIDGEPEER value=c,a b(Up)",
        "ChannelVarset variable=BRIDGEPEER value=c,a b(Up)",
        ...toldAgain(3, "b", "a"),
        "ChannelHangupRequest b(Up)",
        ...told("b", "", ""),
        "ChannelLeftBridge m[native_rtp, a] b(Up)",
        "StasisEnd b(Up)",
      ], ["ChannelConnectedLine b(Up) with Alice/alice"]],
    },
    "m@hello-world": [
      "ChannelEnteredBridge m[simple_bridge, a] a(Up)",
      "ChannelEnteredBridge m[simple_bridge, a b] b(Up)",
      "ChannelEnteredBridge m[native_rtp, a b c] c(Up)",
      "ChannelLeftBridge m[softmix, a b] c(Up)",
      "ChannelLeftBridge m[native_rtp, a] b(Up)",
    ],
  },
);

bridgeFlow("phones are not shown each other on request, and come through Asterisk while one is muted", async (flow) => {
  const a = await flow.phone("a");
  await flow.phone("b");
  await flow.rest("POST bridges/~m");
  await flow.begin();

  await flow.rest("POST bridges/~m/addChannel?channel=~a,~b&inhibitConnectedLineUpdates=true");
  await flow.seen("ChannelVarset", "b@hello-world", 6);
  await flow.rest("POST channels/~a/mute?direction=out");
  await flow.seen("ChannelVarset", "b@hello-world", 12);
  const { body: muted } = await flow.rest("GET bridges/~m");
  await a.press("1");
  await flow.seen("ChannelDtmfReceived", "a@hello-world");
  await flow.rest("DELETE channels/~a/mute?direction=out");
  await flow.seen("ChannelVarset", "b@hello-world", 18);
  const { body: direct } = await flow.rest("GET bridges/~m");

  assertEquals([muted.technology, direct.technology], ["simple_bridge", "native_rtp"]);
}, {
  "a@hello-world": [
    "ChannelEnteredBridge m[simple_bridge, a] a(Up)",
    ...toldAgain(6, "a", "b"),
    "ChannelDtmfReceived digit=1 duration_ms=100 a(Up)",
    ...toldAgain(3, "a", "b"),
  ],
  "b@hello-world": [
    "ChannelEnteredBridge m[simple_bridge, a b] b(Up)",
    ...toldAgain(9, "b", "a"),
  ],
});

bridgeFlow("each hold of a phone has the members of its bridge told of each other again", async (flow) => {
  const a = await flow.phone("a");
  for (const label of ["c", "d"]) await flow.enter(label);
  await flow.bridge("m", ["a", "c"]);
  await flow.begin();

  await a.hold(true);
  await flow.seen("ChannelHold", "a@hello-world");
  await flow.seen("ChannelVarset", "a@hello-world");
  await a.hold(false);
  await flow.seen("ChannelUnhold", "a@hello-world");
  await flow.seen("ChannelVarset", "a@hello-world", 2);
  await flow.rest("POST bridges/~m/addChannel?channel=~d");
  await flow.seen("ChannelVarset", "a@hello-world", 3);
  await a.hold(true);
  await flow.seen("ChannelHold", "a@hello-world", 2);
  await flow.seen("ChannelVarset", "a@hello-world", 4);
  await a.hangup();
  await flow.seen("StasisEnd", "a@hello-world");
}, {
  "a@hello-world": {
    threads: [[
      "ChannelHold musicclass=default a(Up)",
      "ChannelUnhold a(Up)",
      "ChannelHold musicclass=default a(Up)",
      "ChannelHangupRequest a(Up)",
      "ChannelLeftBridge m[softmix, c d] a(Up)",
      "StasisEnd a(Up)",
    ], [
      "ChannelVarset variable=BRIDGEPEER value=c a(Up)",
      "ChannelVarset variable=BRIDGEPEER value=c a(Up)",
      "ChannelVarset variable=BRIDGEPEER value=d,c a(Up)",
      "ChannelVarset variable=BRIDGEPEER value=d,c a(Up)",
      "ChannelVarset variable=BRIDGEPEER value= a(Up)",
    ]],
  },
  c: [
    ...toldAgain(2, "c", "a"),
    "ChannelVarset variable=BRIDGEPEER value=d,a c(Up)",
    "ChannelVarset variable=BRIDGEPVTCALLID value= c(Up)",
    "ChannelVarset variable=BRIDGEPEER value=d,a c(Up)",
    "ChannelVarset variable=BRIDGEPEER value=d c(Up)",
    "ChannelConnectedLine c(Up) with /",
  ],
});

bridgeFlow("a channel in a bridge plays, but can not be recorded", async (flow) => {
  const a = await flow.phone("a");
  await flow.enter("c");
  await flow.bridge("m", ["a", "c"]);
  await flow.begin();

  await flow.rest("POST channels/~a/play/~p?media=sound:hello-world");
  await flow.seen("PlaybackStarted", "p@hello-world");
  await a.press("5");
  await flow.rest("POST channels/~c/play/~q?media=sound:hello-world");
  await flow.seen("PlaybackFinished", "p@hello-world");
  await flow.seen("PlaybackFinished", "q");
  await flow.rest("POST channels/~c/record?name=~r&format=wav");
  await flow.seen("RecordingFailed", "r");
  await flow.rest("POST channels/~c/moh");
  await a.hangup();
  await flow.seen("StasisEnd", "a@hello-world");
}, {
  "a@hello-world": [
    "ChannelDtmfReceived digit=5 duration_ms=100 a(Up)",
    "ChannelHangupRequest a(Up)",
    "ChannelVarset variable=BRIDGEPEER value= a(Up)",
    "ChannelLeftBridge m[simple_bridge, c] a(Up)",
    "StasisEnd a(Up)",
  ],
  c: [],
  "p@hello-world": [
    "PlaybackStarted p(sound:hello-world channel:a playing)",
    "PlaybackFinished p(sound:hello-world channel:a done)",
  ],
  q: [
    "PlaybackStarted q(sound:hello-world channel:c playing)",
    "PlaybackFinished q(sound:hello-world channel:c done)",
  ],
  r: ["RecordingFailed r(channel:c, failed, Cannot record channel while in bridge)"],
});

bridgeFlow("a created channel is dialled in a bridge, and its answer makes it look at itself anew", async (flow) => {
  await flow.rest("POST bridges/~m");
  await flow.phone("a");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.rest("POST channels/create?endpoint=Local/3001@default&app=~app&channelId=~d");
  await flow.seen("StasisStart", "d");
  await flow.begin();

  await flow.rest("POST bridges/~m/addChannel?channel=~d");
  await flow.seen("ChannelConnectedLine", "d");
  await flow.rest("POST channels/~d/dial?caller=~a");
  await flow.seen("ChannelDestroyed", "d");
}, {
  "a@hello-world": ["ChannelVarset variable=BRIDGEPEER value=d a(Up)"],
  d: [
    "ChannelEnteredBridge m[simple_bridge, a d] d(Down)",
    "ChannelVarset variable=BRIDGEPEER value=a d(Down)",
    "ChannelVarset variable=BRIDGEPVTCALLID value=call of a d(Down)",
    "ChannelConnectedLine d(Down) with Alice/alice",
    "Dial dialstatus= forward= dialstring=3001@default peer=d(Down)",
    "ChannelStateChange d(Up)",
    "Dial dialstatus=ANSWER forward= dialstring= peer=d(Up)",
    "ChannelHangupRequest cause=16 d(Up)",
    "ChannelVarset variable=BRIDGEPEER value= d(Up)",
    "ChannelVarset variable=BRIDGEPVTCALLID value= d(Up)",
    "ChannelLeftBridge m[simple_bridge, a] d(Up)",
    "StasisEnd d(Up)",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS d(Up)",
    "ChannelDestroyed cause=16 cause_txt=Normal Clearing d(Up)",
  ],
});

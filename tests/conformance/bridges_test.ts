/** What members of a bridge are told as they come and go, and what is shown of the bridge. */
import { assertEquals } from "@std/assert";
import { bridgeFlow } from "./bridge_flow.ts";

bridgeFlow("two channels in a bridge know of each other, and a third makes it softmix", async (flow) => {
  for (const label of ["a", "b", "c"]) await flow.enter(label);
  await flow.rest("POST bridges/~m");
  await flow.begin();

  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.rest("POST bridges/~m/addChannel?channel=~b");
  await flow.seen("ChannelVarset", "b");
  const { body: two } = await flow.rest("GET bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~c");
  await flow.seen("ChannelVarset", "b", 2);
  const { body: three } = await flow.rest("GET bridges/~m");

  assertEquals([two.technology, two.channels], ["simple_bridge", ["a", "b"]]);
  assertEquals([three.technology, three.channels], ["softmix", ["a", "b", "c"]]);
}, {
  a: [
    "ChannelEnteredBridge m[simple_bridge, a] a(Up)",
    "ChannelVarset variable=BRIDGEPEER value=b a(Up)",
    "ChannelVarset variable=BRIDGEPEER value=c,b a(Up)",
  ],
  b: [
    "ChannelEnteredBridge m[simple_bridge, a b] b(Up)",
    "ChannelVarset variable=BRIDGEPEER value=a b(Up)",
    "ChannelVarset variable=BRIDGEPEER value=c,a b(Up)",
  ],
  c: [
    "ChannelEnteredBridge m[simple_bridge, a b c] c(Up)",
    "ChannelVarset variable=BRIDGEPEER value=a,b c(Up)",
  ],
  m: [
    "ChannelEnteredBridge m[simple_bridge, a] a(Up)",
    "ChannelEnteredBridge m[simple_bridge, a b] b(Up)",
    "ChannelEnteredBridge m[simple_bridge, a b c] c(Up)",
  ],
});

bridgeFlow("a channel that is added again leaves and enters, at the end of the list", async (flow) => {
  for (const label of ["a", "b", "c"]) await flow.enter(label);
  await flow.bridge("m", ["a", "b", "c"]);
  await flow.begin();

  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.seen("ChannelVarset", "b", 2);
}, {
  a: [
    "ChannelVarset variable=BRIDGEPEER value= a(Up)",
    "ChannelLeftBridge m[softmix, b c] a(Up)",
    "ChannelEnteredBridge m[simple_bridge, a b c] a(Up)",
    "ChannelVarset variable=BRIDGEPEER value=c,b a(Up)",
  ],
  b: ["ChannelVarset variable=BRIDGEPEER value=c b(Up)", "ChannelVarset variable=BRIDGEPEER value=a,c b(Up)"],
  c: ["ChannelVarset variable=BRIDGEPEER value=b c(Up)", "ChannelVarset variable=BRIDGEPEER value=a,b c(Up)"],
  m: ["ChannelLeftBridge m[softmix, b c] a(Up)", "ChannelEnteredBridge m[simple_bridge, a b c] a(Up)"],
});

bridgeFlow("a channel that is moved leaves one bridge and enters the other", async (flow) => {
  for (const label of ["a", "b"]) await flow.enter(label);
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~n");
  await flow.rest("POST bridges/~m/addChannel?channel=~a,~b");
  await flow.seen("ChannelVarset", "b");
  await flow.begin();

  await flow.rest("POST bridges/~n/addChannel?channel=~a");
  await flow.rest("POST bridges/~n/addChannel?channel=~b");
  await flow.seen("ChannelVarset", "b", 2);
  const { body: first } = await flow.rest("GET bridges/~m");
  const { body: app } = await flow.rest("GET applications/~app");

  assertEquals(first.channels, []);
  assertEquals(app.bridge_ids, ["n"]);
}, {
  a: [
    "ChannelVarset variable=BRIDGEPEER value= a(Up)",
    "ChannelLeftBridge m[simple_bridge, b] a(Up)",
    "ChannelEnteredBridge n[simple_bridge, a] a(Up)",
    "ChannelVarset variable=BRIDGEPEER value=b a(Up)",
  ],
  b: [
    "ChannelVarset variable=BRIDGEPEER value= b(Up)",
    "ChannelLeftBridge m[simple_bridge, ] b(Up)",
    "ChannelEnteredBridge n[simple_bridge, a b] b(Up)",
    "ChannelVarset variable=BRIDGEPEER value=a b(Up)",
  ],
  m: ["ChannelLeftBridge m[simple_bridge, b] a(Up)", "ChannelLeftBridge m[simple_bridge, ] b(Up)"],
  n: ["ChannelEnteredBridge n[simple_bridge, a] a(Up)", "ChannelEnteredBridge n[simple_bridge, a b] b(Up)"],
});

bridgeFlow(
  "a channel that is removed stays in the application, and who is left alone keeps what it knew",
  async (flow) => {
    for (const label of ["a", "b"]) await flow.enter(label);
    await flow.bridge("m", ["a", "b"]);
    await flow.begin();

    await flow.rest("POST bridges/~m/removeChannel?channel=~b");
    const { body: known } = await flow.rest("GET channels/~a/variable?variable=BRIDGEPEER");
    const { status } = await flow.rest("GET channels/~b/variable?variable=BRIDGEPEER");
    const again = await flow.rest("POST bridges/~m/removeChannel?channel=~b");
    await flow.rest("POST bridges/~m/removeChannel?channel=~a,~a");
    await flow.seen("ChannelLeftBridge", "a");
    const { body: app } = await flow.rest("GET applications/~app");
    await flow.rest("POST channels/~b/ring");
    await flow.settled();

    assertEquals([known, status], [{ value: "b" }, 404]);
    assertEquals(again, { status: 422, body: { message: "Channel not in this bridge" } });
    assertEquals([app.bridge_ids, app.channel_ids], [[], ["a", "a;2", "b", "b;2"]]);
  },
  {
    a: ["ChannelVarset variable=BRIDGEPEER value= a(Up)", "ChannelLeftBridge m[simple_bridge, ] a(Up)"],
    b: ["ChannelVarset variable=BRIDGEPEER value= b(Up)", "ChannelLeftBridge m[simple_bridge, a] b(Up)"],
  },
);

bridgeFlow(
  "a channel that hangs up in a bridge leaves it first, and the application goes on hearing of the bridge",
  async (flow) => {
    for (const label of ["a", "b"]) await flow.enter(label);
    await flow.bridge("m", ["a", "b"]);
    await flow.begin();

    await flow.rest("DELETE channels/~b?reason=busy");
    await flow.seen("ChannelDestroyed", "b");
    await flow.rest("POST bridges/~m/removeChannel?channel=~a");
    await flow.seen("ChannelLeftBridge", "a");
    const { body: app } = await flow.rest("GET applications/~app");
    await flow.rest("DELETE bridges/~m");
    await flow.seen("BridgeDestroyed", "m");

    assertEquals(app.bridge_ids, ["m"]);
  },
  {
    b: [
      "ChannelHangupRequest cause=32 soft=true b(Up)",
      "ChannelVarset variable=BRIDGEPEER value= b(Up)",
      "ChannelLeftBridge m[simple_bridge, a] b(Up)",
      "StasisEnd b(Up)",
      "ChannelVarset variable=STASISSTATUS value=SUCCESS b(Up)",
      "ChannelDestroyed cause=17 cause_txt=User busy b(Up)",
    ],
    m: [
      "ChannelLeftBridge m[simple_bridge, a] b(Up)",
      "ChannelLeftBridge m[simple_bridge, ] a(Up)",
      "BridgeDestroyed m[simple_bridge, ]",
    ],
  },
);

bridgeFlow("a far end that hangs up takes its half out of the bridge", async (flow) => {
  await flow.enter("a");
  await flow.enter("b");
  await flow.bridge("m", ["a", "b"]);
  await flow.begin();

  await flow.rest("DELETE channels/~b;2");
  await flow.seen("ChannelDestroyed", "b");
}, {
  b: [
    "ChannelHangupRequest cause=16 b(Up)",
    "ChannelVarset variable=BRIDGEPEER value= b(Up)",
    "ChannelLeftBridge m[simple_bridge, a] b(Up)",
    "StasisEnd b(Up)",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS b(Up)",
    "ChannelDestroyed cause=16 cause_txt=Normal Clearing b(Up)",
  ],
});

bridgeFlow("a bridge that is destroyed lets its channels go, which stay in the application", async (flow) => {
  for (const label of ["a", "b"]) await flow.enter(label);
  await flow.bridge("m", ["a", "b"]);
  await flow.rest("POST applications/~app/subscription?eventSource=bridge:~m");
  await flow.begin();

  const { status } = await flow.rest("DELETE bridges/~m");
  await flow.seen("BridgeDestroyed", "m");
  const gone = await flow.rest("GET bridges/~m");
  const { body: app } = await flow.rest("GET applications/~app");

  assertEquals([status, gone], [204, { status: 404, body: { message: "Bridge not found" } }]);
  assertEquals([app.bridge_ids, app.channel_ids], [[], ["a", "a;2", "b", "b;2"]]);
}, {
  // On a real Asterisk each leaves on a thread of its own, and either may be the first.
  a: { anyOf: [leavesFrom("a", "b"), leavesFrom("a", "")] },
  b: { anyOf: [leavesFrom("b", ""), leavesFrom("b", "a")] },
  m: {
    anyOf: [["a", "b"], ["b", "a"]].map(([first, last]) => [
      `ChannelLeftBridge m[simple_bridge, ${last}] ${first}(Up)`,
      `ChannelLeftBridge m[simple_bridge, ] ${last}(Up)`,
      "BridgeDestroyed m[simple_bridge, ]",
    ]),
  },
});

/** What is heard of a channel that leaves a bridge in which another one stays, or none. */
function leavesFrom(label: string, left: string): string[] {
  return [
    `ChannelVarset variable=BRIDGEPEER value= ${label}(Up)`,
    `ChannelLeftBridge m[simple_bridge, ${left}] ${label}(Up)`,
  ];
}

bridgeFlow("a channel that is continued leaves its bridge on the way", async (flow) => {
  for (const label of ["a", "b"]) await flow.enter(label);
  await flow.bridge("m", ["a", "b"]);
  await flow.begin();

  await flow.rest("POST channels/~b/continue?context=default&extension=3000&priority=2");
  await flow.seen("ChannelDialplan", "b");
  const { body: app } = await flow.rest("GET applications/~app");

  assertEquals(app.bridge_ids, ["m"]);
}, {
  b: [
    "ChannelVarset variable=BRIDGEPEER value= b(Up)",
    "ChannelLeftBridge m[simple_bridge, a] b(Up)",
    "StasisEnd b(Up)",
    "ChannelDialplan dialplan_app=Wait dialplan_app_data=60 b(Up)",
  ],
});

bridgeFlow("a Local channel can not be in one bridge with its other half", async (flow) => {
  await flow.enter("a", "101");
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.begin();

  const { status } = await flow.rest("POST bridges/~m/addChannel?channel=~a;2");
  const { body: bridge } = await flow.rest("GET bridges/~m");
  const removed = await flow.rest("POST bridges/~m/removeChannel?channel=~a;2");
  await flow.settled();

  assertEquals([status, bridge.channels], [204, ["a"]]);
  assertEquals(removed.status, 422);
}, { m: [], "a;2": [] });

bridgeFlow("who listens to all hears once of a bridge's making and of its end", async (flow) => {
  await flow.rest("POST bridges/~m?name=salon", {});
  await flow.rest("POST bridges/~n?type=holding");
  await flow.rest("POST bridges/~m/variable?variable=V&value=1&report_events=true");
  await flow.rest("DELETE bridges/~m");
  await flow.rest("DELETE bridges/~n");
  await flow.seen("BridgeDestroyed", "n");
  await flow.seen("BridgeDestroyed", "m");
}, {
  m: ["BridgeCreated m[simple_bridge, ]", 'BridgeDestroyed m[simple_bridge, , {"V":"1"}]'],
  n: ["BridgeCreated n[holding_bridge, ]", "BridgeDestroyed n[holding_bridge, ]"],
}, { query: "&subscribeAll=true" });

bridgeFlow("a channel that is moved to another application stays in its bridge", async (flow) => {
  await flow.enter("a");
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.begin();

  await flow.rest("POST channels/~a/move?app=hello-world");
  await flow.seen("StasisStart", "a@hello-world");
  const { body: before } = await flow.rest("GET applications/~app");
  await flow.rest("POST bridges/~m/removeChannel?channel=~a");
  await flow.settled();
  const { body: after } = await flow.rest("GET applications/hello-world");

  assertEquals([before.bridge_ids, after.bridge_ids], [["m"], []]);
}, {
  m: ["ChannelLeftBridge m[simple_bridge, ] a(Up)"],
});

bridgeFlow("a member that is muted or not has everybody told of the others again", async (flow) => {
  for (const label of ["a", "b"]) await flow.enter(label);
  await flow.bridge("m", ["a", "b"]);
  await flow.begin();

  await flow.rest("POST channels/~a/mute?direction=in");
  await flow.seen("ChannelVarset", "b");
  await flow.rest("POST channels/~a/mute?direction=out");
  await flow.rest("DELETE channels/~a/mute?direction=in");
  await flow.settled();
  await flow.rest("DELETE channels/~a/mute?direction=both");
}, {
  a: Array(2).fill("ChannelVarset variable=BRIDGEPEER value=b a(Up)"),
  b: Array(2).fill("ChannelVarset variable=BRIDGEPEER value=a b(Up)"),
});

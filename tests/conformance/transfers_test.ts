/** What becomes of calls that a phone transfers; whoever takes the place of `a` is called `a2`. */
import { assertEquals } from "@std/assert";
import { bridgeFlow } from "./bridge_flow.ts";

/** All orders in which threads may say what each of them says in order. */
function races(...threads: readonly (readonly string[])[]): string[][] {
  const left = threads.filter((thread) => thread.length > 0);
  if (left.length === 0) return [[]];
  return left.flatMap((thread) => {
    const others = left.map((other) => other === thread ? other.slice(1) : other);
    return races(...others).map((rest) => [...thread.slice(0, 1), ...rest]);
  });
}

/** What is said of a channel while it is down, and afterwards, when it comes up in between. */
function withState(lines: readonly string[], channel: string): string[] {
  const up = lines.findIndex((line) => line === `ChannelStateChange ${channel}(Up)`);
  return lines.map((line, at) => line.replace(`${channel}(?)`, `${channel}(${at < up ? "Down" : "Up"})`));
}

function blindTransfer(exten: string, rest: string): string {
  return `BridgeBlindTransfer a(Up) exten=${exten} context=default result=Success is_external=true ${rest}`;
}

const toOnePeer = blindTransfer("3000", "transferee=c(Up) replace_channel=a2(Down) m[simple_bridge, a c]");

bridgeFlow("a phone that transfers its only peer is replaced by a Local channel that calls there", async (flow) => {
  const a = await flow.phone("a");
  await flow.enter("c");
  await flow.bridge("m", ["a", "c"]);
  await flow.begin();

  const status = await a.transfer("3000");
  await flow.seen("BridgeBlindTransfer", "m");
  await flow.seen("Dial", "a2@hello-world");
  await a.hangup();
  await flow.seen("StasisEnd", "a@hello-world");

  assertEquals(status, 200);
}, {
  "a@hello-world": [
    "ChannelUnhold a(Up)",
    "ChannelVarset variable=BLINDTRANSFER value=c a(Up)",
    "StasisStart args=[] a2(Down) replace_channel=a(Up)",
    "ChannelLeftBridge m[simple_bridge, c] a(Up)",
    toOnePeer,
    "StasisEnd a(Up)",
  ],
  "a2@hello-world": {
    anyOf: races(
      ["ChannelStateChange a2(Up)", "Dial dialstatus=ANSWER forward= dialstring= peer=a2(Up)"],
      ["ChannelVarset variable=BRIDGEPEER value=c a2(?)"],
      [toOnePeer],
    ).map((race) => [
      "StasisStart args=[] a2(Down) replace_channel=a(Up)",
      "ChannelEnteredBridge m[simple_bridge, a2 c] a2(Down)",
      "ChannelVarset variable=BLINDTRANSFER value= a2(Down)",
      "ChannelVarset variable=BRIDGEPEER value=c a2(Down)",
      ...withState(race, "a2"),
    ]),
  },
  c: {
    threads: [
      [
        "ChannelVarset variable=BLINDTRANSFER value=a c(Up)",
        "ChannelVarset variable=BRIDGEPEER value=a2 c(Up)",
        "ChannelVarset variable=BRIDGEPVTCALLID value= c(Up)",
        "ChannelVarset variable=BRIDGEPEER value=a2 c(Up)",
      ],
      ["ChannelConnectedLine c(Up) with /"],
      [toOnePeer],
    ],
  },
  m: [
    "ChannelLeftBridge m[simple_bridge, c] a(Up)",
    "ChannelEnteredBridge m[simple_bridge, a2 c] a2(Down)",
    toOnePeer,
  ],
});

const toSeveral = blindTransfer("3005", "replace_channel=a2(Down) m[softmix, a c d]");

bridgeFlow("a transfer to where nobody is leaves all as it is, and one to a busy extension does not", async (flow) => {
  const a = await flow.phone("a");
  await flow.enter("c");
  await flow.enter("d");
  await flow.bridge("m", ["a", "c", "d"]);
  await flow.begin();

  const statuses = [await a.transfer("9999"), await a.transfer("3005")];
  await flow.seen("BridgeBlindTransfer", "m");
  await flow.seen("StasisEnd", "a2@hello-world");

  assertEquals(statuses, [404, 200]);
}, {
  "a@hello-world": [
    "ChannelUnhold a(Up)",
    "ChannelVarset variable=BLINDTRANSFER value=d,c a(Up)",
    "StasisStart args=[] a2(Down) replace_channel=a(Up)",
    "ChannelLeftBridge m[softmix, c d] a(Up)",
    toSeveral,
  ],
  "a2@hello-world": {
    anyOf: races(["ChannelVarset variable=BRIDGEPEER value=d,c a2(Down)"], [toSeveral]).map((race) => [
      "StasisStart args=[] a2(Down) replace_channel=a(Up)",
      "ChannelEnteredBridge m[softmix, a2 c d] a2(Down)",
      "ChannelVarset variable=BLINDTRANSFER value= a2(Down)",
      "ChannelVarset variable=BRIDGEPEER value=d,c a2(Down)",
      ...race,
      "ChannelHangupRequest cause=17 a2(Down)",
      "ChannelVarset variable=BRIDGEPEER value= a2(Down)",
      "ChannelLeftBridge m[softmix, c d] a2(Down)",
      "StasisEnd a2(Down)",
    ]),
  },
  m: [
    "ChannelLeftBridge m[softmix, c d] a(Up)",
    "ChannelEnteredBridge m[softmix, a2 c d] a2(Down)",
    toSeveral,
    "ChannelLeftBridge m[softmix, c d] a2(Down)",
  ],
});

bridgeFlow("a phone in no bridge, or alone in one, can not transfer anybody", async (flow) => {
  const a = await flow.phone("a");
  await flow.begin();

  const statuses = [await a.transfer("3000")];
  await flow.rest("POST bridges/~m");
  await flow.rest("POST bridges/~m/addChannel?channel=~a");
  await flow.seen("ChannelEnteredBridge", "a@hello-world");
  statuses.push(await a.transfer("3000"));
  await flow.seen("BridgeBlindTransfer", "m@hello-world");

  assertEquals(statuses, [400, 400]);
}, {
  "a@hello-world": [
    "BridgeBlindTransfer a(Up) exten=3000 context=default result=Invalid is_external=true",
    "ChannelEnteredBridge m[simple_bridge, a] a(Up)",
    "ChannelUnhold a(Up)",
    "BridgeBlindTransfer a(Up) exten=3000 context=default result=Invalid is_external=true m[simple_bridge, a]",
  ],
});

/** The links are shown as they are when somebody looks, which may be before the answer has come through. */
const connected = ["Down", "Up"].map((state) =>
  "BridgeAttendedTransfer transferer_first_leg=a(Up) transferer_second_leg=b(Up) result=Success " +
  "is_external=false transferee=c(Up) transfer_target=d(Up) transferer_first_leg_bridge=m[simple_bridge, a c] " +
  `transferer_second_leg_bridge=n[simple_bridge, b d] destination_type=link destination_link_first_leg=a2(${state}) ` +
  "destination_link_second_leg=b2(Up)"
);

/** Begins with some events; then others race with the end of the transfer, in one thread each. */
function connecting(first: readonly string[], ...others: readonly (readonly string[])[]): { anyOf: string[][] } {
  return { anyOf: connected.flatMap((end) => races(...others, [end]).map((race) => [...first, ...race])) };
}

bridgeFlow("a phone with two calls connects their other sides by a Local channel in each bridge", async (flow) => {
  const a = await flow.phone("a");
  const b = await flow.phone("b");
  await flow.enter("c");
  await flow.enter("d");
  await flow.bridge("m", ["a", "c"]);
  await flow.bridge("n", ["b", "d"]);
  await flow.begin();

  const status = await a.transfer(b);
  await flow.seen("BridgeAttendedTransfer", "m");
  await flow.seen("Dial", "a2@hello-world");
  const { cause } = await b.ended();
  await flow.seen("StasisEnd", "b@hello-world");
  const { body: first } = await flow.rest("GET channels/~a2");
  const { body: second } = await flow.rest("GET channels/~b2");

  assertEquals([status, cause], [200, 16]);
  const dialplan = {
    context: "transfer",
    exten: "_attended",
    priority: 1,
    app_name: "Stasis",
    app_data: "hello-world",
  };
  assertEquals([first, second].map((channel) => [channel.name, channel.dialplan]), [["a2", dialplan], [
    "b2",
    dialplan,
  ]]);
}, {
  "a@hello-world": connecting([
    "ChannelUnhold a(Up)",
    "ChannelVarset variable=ATTENDEDTRANSFER value=c a(Up)",
    "StasisStart args=[] a2(Down) replace_channel=a(Up)",
  ], ["ChannelLeftBridge m[simple_bridge, c] a(Up)"]),
  "a2@hello-world": connecting(
    ["StasisStart args=[] a2(Down) replace_channel=a(Up)", "ChannelEnteredBridge m[simple_bridge, a2 c] a2(Down)"],
    [
      "ChannelVarset variable=ATTENDEDTRANSFER value= a2(Down)",
      "ChannelVarset variable=BRIDGEPEER value=c a2(Down)",
      "ChannelStateChange a2(Up)",
      "Dial dialstatus=ANSWER forward= dialstring= peer=a2(Up)",
    ],
  ),
  "b@hello-world": connecting(
    ["ChannelUnhold b(Up)", "StasisStart args=[] b2(Up) replace_channel=b(Up)"],
    ["ChannelLeftBridge n[simple_bridge, d] b(Up)", "StasisEnd b(Up)"],
  ),
  "b2@hello-world": connecting([
    "StasisStart args=[] b2(Up) replace_channel=b(Up)",
    "ChannelEnteredBridge n[simple_bridge, b2 d] b2(Up)",
  ], ["ChannelVarset variable=ATTENDEDTRANSFER value= b2(Up)", "ChannelVarset variable=BRIDGEPEER value=d b2(Up)"]),
  c: connecting(["ChannelVarset variable=ATTENDEDTRANSFER value=a c(Up)"], [
    "ChannelVarset variable=BRIDGEPEER value=a2 c(Up)",
    "ChannelVarset variable=BRIDGEPVTCALLID value= c(Up)",
  ], ["ChannelConnectedLine c(Up) with /"]),
  d: connecting([], [
    "ChannelVarset variable=BRIDGEPEER value=b2 d(Up)",
    "ChannelVarset variable=BRIDGEPVTCALLID value= d(Up)",
  ], ["ChannelConnectedLine d(Up) with /"]),
  m: connecting([], [
    "ChannelLeftBridge m[simple_bridge, c] a(Up)",
    "ChannelEnteredBridge m[simple_bridge, a2 c] a2(Down)",
  ]),
  n: connecting([], [
    "ChannelLeftBridge n[simple_bridge, d] b(Up)",
    "ChannelEnteredBridge n[simple_bridge, b2 d] b2(Up)",
  ]),
});

bridgeFlow("a phone with two calls in no bridge can not connect their other sides", async (flow) => {
  const a = await flow.phone("a");
  const b = await flow.phone("b");
  await flow.begin();

  const status = await a.transfer(b);
  await flow.seen("BridgeAttendedTransfer", "a@hello-world");

  assertEquals(status, 400);
}, {
  "a@hello-world": [
    "BridgeAttendedTransfer transferer_first_leg=a(Up) transferer_second_leg=b(Up) result=Invalid is_external=false " +
    "destination_type=fail",
  ],
});

const byA = "referred_by={a(Up), c(Up), m[simple_bridge, a c]}";
const toB = '{"" "call of b" from to, b(Up), d(Up), n[simple_bridge, b d]}';

bridgeFlow("a transfer may be left to the application, which says how it goes", async (flow) => {
  const a = await flow.phone("a");
  await flow.enter("c");
  await flow.bridge("m", ["a", "c"]);
  await flow.begin();
  const say = async (state: string) => {
    const { status } = await flow.rest(`POST channels/~a/transfer_progress?states=${state}`);
    assertEquals(status, 204);
  };

  for (const [label, value] of [["c", "ari-only"], ["a", "ari-only"], ["a", "nonsense"]] as const) {
    const request = `POST channels/~${label}/variable?variable=PJSIP_TRANSFER_HANDLING()&value=${value}`;
    assertEquals((await flow.rest(request)).status, 204);
  }
  await say("channel_progress");
  // The bridge looks at itself anew when somebody begins or ceases to look for what is said of a transfer.
  let rounds = 0;
  const lookedAnew = () => flow.seen("ChannelVarset", "c", ++rounds * 2);
  const first = a.transfer("9999");
  await lookedAnew();
  await flow.seen("ChannelTransfer", "a@hello-world");
  await say("channel_progress");
  await flow.seen("ChannelTransfer", "a@hello-world", 2);
  await say("CHANNEL_UNAVAILABLE");
  const statuses = [await first];
  await lookedAnew();
  await flow.seen("ChannelTransfer", "a@hello-world", 3);
  await say("channel_answered");
  for (const state of ["channel_answered", "channel_declined"]) {
    const next = a.transfer("3000;user=phone");
    await lookedAnew();
    await flow.seen("ChannelTransfer", "a@hello-world", statuses.length * 2 + 2);
    await say(state);
    statuses.push(await next);
    await lookedAnew();
    await flow.seen("ChannelTransfer", "a@hello-world", statuses.length * 2 + 1);
  }

  assertEquals(statuses, [503, 200, 603]);
}, {
  "a@hello-world": {
    threads: [
      Array(6).fill("ChannelVarset variable=BRIDGEPEER value=c a(Up)"),
      [
        `ChannelTransfer refer_to={"9999"} ${byA}`,
        `ChannelTransfer refer_to={"9999"} ${byA} state=channel_progress`,
        `ChannelTransfer refer_to={"9999"} ${byA} state=channel_declined`,
        `ChannelTransfer refer_to={"3000;user=phone"} ${byA}`,
        `ChannelTransfer refer_to={"3000;user=phone"} ${byA} state=channel_answered`,
        `ChannelTransfer refer_to={"3000;user=phone"} ${byA}`,
        `ChannelTransfer refer_to={"3000;user=phone"} ${byA} state=channel_declined`,
      ],
    ],
  },
  c: Array(6).fill([
    "ChannelVarset variable=BRIDGEPEER value=a c(Up)",
    "ChannelVarset variable=BRIDGEPVTCALLID value=call of a c(Up)",
  ]).flat(),
});

bridgeFlow(
  "a transfer to another call is left to the application with all who take part, until the phone hangs up",
  async (flow) => {
    const a = await flow.phone("a");
    const b = await flow.phone("b");
    await flow.enter("c");
    await flow.enter("d");
    await flow.bridge("m", ["a", "c"]);
    await flow.bridge("n", ["b", "d"]);
    await flow.rest("POST applications/~app/subscription?eventSource=channel:~a");
    await flow.begin();

    await flow.rest("POST channels/~a/variable?variable=PJSIP_TRANSFER_HANDLING()&value=ari-only");
    const status = a.transfer(b);
    await flow.seen("ChannelTransfer", "a");
    await flow.rest("POST channels/~a/transfer_progress?states=channel_progress");
    await flow.seen("ChannelTransfer", "a", 2);
    await a.hangup();
    await flow.seen("ChannelDestroyed", "a");

    assertEquals(await status, 503);
  },
  {
    a: {
      threads: [["ChannelVarset variable=BRIDGEPEER value=c a(Up)"], [
        `ChannelTransfer refer_to=${toB} ${byA}`,
        `ChannelTransfer refer_to=${toB} ${byA} state=channel_progress`,
        "ChannelHangupRequest a(Up)",
        "ChannelVarset variable=BRIDGEPEER value= a(Up)",
        "ChannelLeftBridge m[simple_bridge, c] a(Up)",
        "ChannelVarset variable=STASISSTATUS value=SUCCESS a(Up)",
        "ChannelHangupRequest cause=16 soft=true a(Up)",
        `ChannelTransfer refer_to=${toB} referred_by={a(Up)} state=channel_progress`,
        "ChannelDestroyed cause=16 cause_txt=Normal Clearing a(Up)",
      ]],
    },
  },
);

import { assertEquals } from "@std/assert";
import { flow, statisticsLines } from "./call_flow.ts";

/** Asterisk's threads race: one dials and says that it rings, the other one changes the state. */
function ringing(application: string, ringString: string): string[][] {
  const rings = (state: string) => `Dial dialstatus=RINGING dialstring=${ringString} [${state} ${application}]`;
  const changes = `ChannelStateChange [Ringing ${application}]`;
  const dials = (state: string) => `Dial dialstatus= dialstring=bob [${state} ${application}]`;
  return [
    [dials("Down"), changes, rings("Ringing")],
    [dials("Down"), rings("Down"), changes],
    [dials("Down"), rings("Ringing"), changes],
    [changes, dials("Ringing"), rings("Ringing")],
    [changes, dials("Down"), rings("Ringing")],
  ];
}

flow("a phone is called, rings, answers, holds, presses a key, and hangs up", async ({ backend, rest, seen }) => {
  await using bob = await backend.register();
  const { body } = await rest("POST channels/ID?endpoint=PJSIP/bob&app=IDapp&callerId=Kal%20<77>", {
    variables: { A: "1" },
  });
  const call = await bob.incoming();
  await seen("ChannelStateChange", "ID");
  await call.answer();
  await seen("StasisStart", "ID");
  const { body: endpoint } = await rest("GET endpoints/PJSIP/bob");
  await call.hold(true);
  await seen("ChannelHold", "ID");
  await call.hold(false);
  await seen("ChannelUnhold", "ID");
  await call.press("5");
  await seen("ChannelDtmfReceived", "ID");
  await call.hangup();
  await seen("ChannelDestroyed", "ID");

  const { name: _name, creationtime: _time, protocol_id: _id, ...channel } = Object(body);
  assertEquals(channel, {
    id: "ID",
    state: "Down",
    caller: { name: "Kal", number: "77" },
    connected: { name: "Kal", number: "77" },
    accountcode: "",
    dialplan: { context: "default", exten: "s", priority: 1, app_name: "AppDial2", app_data: "(Outgoing Line)" },
    language: "en",
  });
  assertEquals(endpoint, { technology: "PJSIP", resource: "bob", state: "online", channel_ids: ["ID"] });
}, {
  "ID": {
    anyOf: ringing("AppDial2", "bob").map((order) => [
      ...order,
      "ChannelStateChange [Up AppDial2]",
      "Dial dialstatus=ANSWER dialstring=bob [Up AppDial2]",
      "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
      "StasisStart args=[] [Up Stasis]",
      "ChannelHold [Up Stasis]",
      "ChannelUnhold [Up Stasis]",
      "ChannelDtmfReceived digit=5 [Up Stasis]",
      ...statisticsLines("[Up Stasis]"),
      "ChannelHangupRequest [Up Stasis]",
      "StasisEnd [Up Stasis]",
      "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
      "ChannelDestroyed cause=0 [Up AppDial2]",
    ]),
  },
});

const refusals: readonly [status: number, cause: number, dialstatus: string][] = [
  [404, 1, "NOANSWER"],
  [480, 19, "NOANSWER"],
  [486, 17, "BUSY"],
  [503, 34, "CONGESTION"],
  [603, 21, "NOANSWER"],
];
for (const [status, cause, dialstatus] of refusals) {
  flow(`a phone that refuses a call with ${status} ends it with cause ${cause}`, async ({ backend, rest, seen }) => {
    await using bob = await backend.register();
    await rest("POST channels/ID?endpoint=PJSIP/bob&app=IDapp");
    const call = await bob.incoming();
    await seen("Dial", "ID", 2);
    await seen("ChannelStateChange", "ID");
    await call.reject(status);
    await seen("ChannelDestroyed", "ID");
  }, {
    "ID": {
      anyOf: ringing("AppDial2", "bob").map((order) => [
        ...order,
        `ChannelHangupRequest cause=${cause} tech_cause=${status} [Ringing AppDial2]`,
        `Dial dialstatus=${dialstatus} dialstring=bob [Ringing AppDial2]`,
        `ChannelDestroyed cause=${cause} tech_cause=${status} [Ringing AppDial2]`,
      ]),
    },
  });
}

flow("a call to a phone is cancelled when its time is over, and the phone hears why", async (given) => {
  const { backend, rest, seen } = given;
  await using bob = await backend.register();
  await rest("POST channels/ID?endpoint=PJSIP/100@bob&app=IDapp&timeout=1");
  const call = await bob.incoming();
  await seen("ChannelStateChange", "ID");
  await seen("Dial", "ID", 2);
  const { cause, tech_cause } = await seen("ChannelDestroyed", "ID");

  assertEquals([cause, tech_cause, (await call.ended()).cause], [19, 480, 19]);
}, {});

flow("a call that the application ends is over at the phone, with the reason", async ({ backend, rest, seen }) => {
  await using bob = await backend.register();
  await rest("POST channels/ID?endpoint=PJSIP/bob&app=IDapp");
  const call = await bob.incoming();
  await call.answer();
  await seen("StasisStart", "ID");
  await rest("DELETE channels/ID?reason=busy");
  const { cause, tech_cause } = await seen("ChannelDestroyed", "ID");

  assertEquals([cause, tech_cause, (await call.ended()).cause], [17, 486, 17]);
}, {});

flow("a phone that was created and dialled ends with cause 16 when it hangs up", async ({ backend, rest, seen }) => {
  await using bob = await backend.register();
  await rest("POST channels/create?endpoint=PJSIP/bob&app=IDapp&channelId=ID");
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/dial");
  const call = await bob.incoming();
  await seen("ChannelStateChange", "ID");
  await seen("Dial", "ID", 2);
  await call.answer();
  await seen("Dial", "ID", 3);
  await call.hangup();
  await seen("ChannelDestroyed", "ID");
}, {
  "ID": {
    anyOf: ringing("Stasis", "").map((order) => [
      "ChannelDialplan [Down Stasis]",
      "ChannelVarset variable=STASISSTATUS value= [Down Stasis]",
      "StasisStart args=[] [Down Stasis]",
      ...order,
      "ChannelStateChange [Up Stasis]",
      "Dial dialstatus=ANSWER dialstring= [Up Stasis]",
      ...statisticsLines("[Up Stasis]"),
      "ChannelHangupRequest [Up Stasis]",
      "StasisEnd [Up Stasis]",
      "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
      "ChannelDestroyed cause=16 [Up]",
    ]),
  },
});

flow("an endpoint that is not there, or not registered, can not be called", async ({ rest }) => {
  const answers = await Promise.all(
    ["PJSIP/nobody", "PJSIP/alice", "PJSIP/BOB", "100@bob/x"].map(async (endpoint) => {
      const { status } = await rest(`POST channels/create?endpoint=${endpoint}&app=IDapp`);
      return status;
    }),
  );
  const { body } = await rest("GET endpoints/PJSIP/alice");

  // A real one may say 409, when the connection has seen an id refused: all that counts here is that there is no channel.
  assertEquals(answers.every((status) => status === 500 || status === 409), true);
  assertEquals(body, { technology: "PJSIP", resource: "alice", state: "offline", channel_ids: [] });
}, {});

flow("a phone has RTP statistics from the answer on", async ({ backend, rest, seen }) => {
  await using bob = await backend.register();
  await rest("POST channels/ID?endpoint=PJSIP/bob&app=IDapp");
  const call = await bob.incoming();
  const ringing = await rest("GET channels/ID/rtp_statistics");
  await call.answer();
  await seen("StasisStart", "ID");
  const { status, body } = await rest("GET channels/ID/rtp_statistics");
  await rest("POST channels/local-ID?endpoint=Local/3000@default&app=IDapp");
  const local = await rest("GET channels/local-ID/rtp_statistics");
  const unknown = await rest("GET channels/none-ID/rtp_statistics");
  await rest("DELETE channels/ID");
  await rest("DELETE channels/local-ID");
  await seen("ChannelDestroyed", "local-ID");

  const { txcount, txploss, channel_uniqueid, ...others } = Object(body);
  assertEquals([status, txcount, txploss, channel_uniqueid, Object.keys(others).length], [200, 0, 0, "ID", 39]);
  assertEquals([ringing, local, unknown].map(({ status, body }) => `${status} ${Object(body).message}`), [
    "404 RTP info not found",
    "403 Unsupported channel type",
    "404 Channel not found",
  ]);
}, {});

flow("a caller that is redirected before the answer is told so, and its call is over", async (given) => {
  const { backend, rest, seen, prefix } = given;
  const start = new Promise<string>((resolve) => given.ari.on("StasisStart", ({ channel }) => resolve(channel.id)));
  await using registration = await given.ari.register({ apps: "hello-world", signal: given.signal });
  void [registration, seen, prefix];
  const call = await backend.call("100");
  const id = await start;
  const { status } = await rest(`POST channels/${id}/redirect?endpoint=PJSIP/sip:1@127.0.0.1`);
  const { cause, tech_cause } = await seen("ChannelHangupRequest", id);
  await call.ended();

  assertEquals([status, cause, tech_cause], [204, 23, 302]);
}, {});

flow("the other one in a bridge gets the statistics of a phone's line too", async ({ ari, backend, rest, seen }) => {
  const told: string[] = [];
  ari.on("ChannelVarset", ({ channel, variable }) => {
    if (variable.startsWith("RTPAUDIOQOS")) told.push(`${channel?.id.replace(/f[0-9a-f]{8}$/, "ID")} ${variable}`);
  });
  await using bob = await backend.register();
  await rest("POST channels/bob-ID?endpoint=PJSIP/bob&app=IDapp");
  const call = await bob.incoming();
  await call.answer();
  await seen("StasisStart", "bob-ID");
  await rest("POST channels/local-ID?endpoint=Local/3000@default&app=IDapp");
  await seen("StasisStart", "local-ID");
  await rest("POST bridges/ID?type=mixing");
  await rest("POST bridges/ID/addChannel?channel=bob-ID,local-ID");
  await seen("ChannelEnteredBridge", "local-ID");
  await rest("DELETE channels/bob-ID");
  await seen("ChannelDestroyed", "bob-ID");
  await rest("DELETE bridges/ID");
  await rest("DELETE channels/local-ID");
  await seen("ChannelDestroyed", "local-ID");

  const names = ["", "JITTER", "LOSS", "RTT", "MES"].map((what) => `RTPAUDIOQOS${what}`);
  assertEquals(told.filter((each) => each.startsWith("bob")), names.map((name) => `bob-ID ${name}`));
  assertEquals(told.filter((each) => each.startsWith("local")), names.map((name) => `local-ID ${name}BRIDGED`));
}, {});

import { assertEquals } from "@std/assert";
import { flow } from "./call_flow.ts";

flow(
  "an originated call enters its application when it is answered, and both halves are heard of",
  async ({ rest, seen }) => {
    const { status, body } = await rest("POST channels/ID?endpoint=Local/3000@default&callerId=Zed%20<123>", {
      app: "IDapp",
      appArgs: 'one,two,"th,ree"',
      variables: { FOO: "bar", REP: { value: "v1", report_events: true } },
    });
    await seen("ChannelDialplan", "ID;2", 2);
    await rest("DELETE channels/ID?reason=busy");
    await seen("ChannelDestroyed", "ID;2");
    await seen("ChannelDestroyed", "ID");

    const { name: _name, creationtime: _time, ...channel } = Object(body);
    assertEquals([status, channel], [200, {
      id: "ID",
      state: "Down",
      protocol_id: "",
      caller: { name: "Zed", number: "123" },
      connected: { name: "Zed", number: "123" },
      accountcode: "",
      dialplan: {
        context: "default",
        exten: "3000",
        priority: 1,
        app_name: "AppDial2",
        app_data: "(Outgoing Line)",
      },
      language: "en",
    }]);
  },
  {
    "ID": [
      "Dial dialstatus= dialstring=3000@default [Down AppDial2]",
      "ChannelStateChange [Up AppDial2]",
      "Dial dialstatus=ANSWER dialstring=3000@default [Up AppDial2]",
      "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
      'StasisStart args=["one","two","th,ree"] [Up Stasis]',
      "ChannelHangupRequest cause=32 soft [Up Stasis]",
      "StasisEnd [Up Stasis]",
      "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
      "ChannelDestroyed cause=17 [Up AppDial2]",
    ],
    "ID;2": [
      "ChannelVarset variable=REP value=v1 [Ring]",
      "ChannelVarset variable=FOO value=bar [Ring]",
      "ChannelCallerId [Ring]",
      "ChannelConnectedLine [Ring]",
      "ChannelDialplan [Ring Answer]",
      "ChannelStateChange [Up Answer]",
      "ChannelDialplan [Up Wait]",
      "ChannelHangupRequest cause=17 [Up Wait]",
      "ChannelHangupRequest cause=16 soft [Up Wait]",
      "ChannelDestroyed cause=17 [Up]",
    ],
  },
);

flow("an originated call that is refused is not answered", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3005@default&app=IDapp");
  await seen("ChannelDestroyed", "ID");
  await seen("ChannelDestroyed", "ID;2");
}, {
  "ID": [
    "Dial dialstatus= dialstring=3005@default [Down AppDial2]",
    "ChannelHangupRequest cause=17 [Down AppDial2]",
    "Dial dialstatus=BUSY dialstring=3005@default [Down AppDial2]",
    "ChannelDestroyed cause=17 [Down AppDial2]",
  ],
  "ID;2": [
    "ChannelDialplan [Ring Wait]",
    "ChannelDialplan [Ring Hangup]",
    "ChannelHangupRequest cause=16 soft [Ring Hangup]",
    "ChannelDestroyed cause=17 [Ring]",
  ],
});

flow("an originated call that nobody answers in time ends with cause 19, on both halves", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3002@default&app=IDapp&timeout=1");
  await seen("ChannelDestroyed", "ID");
  await seen("ChannelDestroyed", "ID;2");
}, {
  "ID": ["Dial dialstatus= dialstring=3002@default [Down AppDial2]", "ChannelDestroyed cause=19 [Down AppDial2]"],
  "ID;2": [
    "ChannelDialplan [Ring Wait]",
    "ChannelHangupRequest cause=19 [Ring Wait]",
    "ChannelHangupRequest cause=16 soft [Ring Wait]",
    "ChannelDestroyed cause=19 [Ring]",
  ],
});

flow("a call to an extension that is not there is taken, and is gone at once", async ({ rest, seen }) => {
  const { status } = await rest("POST channels/ID?endpoint=Local/nowhere@default&app=IDapp");
  await seen("ChannelDestroyed", "ID");
  await seen("ChannelDestroyed", "ID;2");

  assertEquals(status, 200);
}, {
  "ID": ["ChannelDestroyed cause=0 [Down AppDial2]"],
  "ID;2": ["ChannelDestroyed cause=0 [Ring]"],
});

flow("a call that is hung up while it rings is not answered", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3002@default&app=IDapp");
  await seen("ChannelDialplan", "ID;2");
  await seen("Dial", "ID");
  await rest("DELETE channels/ID");
  await seen("ChannelDestroyed", "ID");
  await seen("ChannelDestroyed", "ID;2");
}, {
  "ID": [
    "Dial dialstatus= dialstring=3002@default [Down AppDial2]",
    "ChannelHangupRequest cause=32 soft [Down AppDial2]",
    "Dial dialstatus=NOANSWER dialstring=3002@default [Down AppDial2]",
    "ChannelDestroyed cause=16 [Down AppDial2]",
  ],
  "ID;2": [
    "ChannelDialplan [Ring Wait]",
    "ChannelHangupRequest cause=16 [Ring Wait]",
    "ChannelHangupRequest cause=16 soft [Ring Wait]",
    "ChannelDestroyed cause=16 [Ring]",
  ],
});

flow(
  "an originated call goes on in the dialplan, at a label, and whoever hears of all hears of its making",
  async ({ rest, seen }) => {
    await rest("POST channels/ID?endpoint=Local/3000@default&extension=105&label=again&callerId=%22A%20B%22<1-2(3)>");
    await seen("ChannelDestroyed", "ID");
    await seen("ChannelDestroyed", "ID;2");
  },
  {
    "ID": [
      "ChannelCreated [Down]",
      "ChannelDialplan [Down AppDial2]",
      "ChannelCallerId [Down AppDial2]",
      "ChannelConnectedLine [Down AppDial2]",
      "Dial dialstatus= dialstring=3000@default [Down AppDial2]",
      "ChannelStateChange [Up AppDial2]",
      "Dial dialstatus=ANSWER dialstring=3000@default [Up AppDial2]",
      "ChannelDialplan [Up Stasis]",
      "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
      "ChannelVarset variable=STASISSTATUS value=FAILED [Up Stasis]",
      "ChannelDialplan [Up Hangup]",
      "ChannelHangupRequest cause=16 soft [Up Hangup]",
      "ChannelDestroyed cause=16 [Up AppDial2]",
    ],
  },
  { hearsAll: true },
);

flow(
  "an id that the second half can not have lets the first half come and go",
  async ({ rest, seen }) => {
    await rest("POST channels/ID?endpoint=Local/3002@default&app=IDapp&otherChannelId=other-ID");
    await seen("ChannelDialplan", "other-ID");
    const { status, body } = await rest("POST channels/new-ID?endpoint=Local/3002@default&app=IDapp&otherChannelId=ID");
    await seen("ChannelDestroyed", "new-ID");
    await rest("DELETE channels/ID");
    await seen("ChannelDestroyed", "other-ID");

    assertEquals([status, body], [409, { message: "Channel with given unique ID already exists" }]);
  },
  { "new-ID": ["ChannelCreated [Down]", "ChannelDestroyed cause=0 [Down]"] },
  { hearsAll: true },
);

flow(
  "an id is taken when another one begins with it, whatever the case, and finds its channel",
  async ({ rest, seen }) => {
    await rest("POST channels/ID-Kx?endpoint=Local/3000@default&app=IDapp");
    await seen("StasisStart", "ID-Kx");
    const requests = [
      "GET channels/ID-kX",
      "GET channels/ID-kX/variable?variable=EXTEN",
      "POST channels/ID-kX/answer",
      "GET channels/ID-K/variable?variable=EXTEN",
      "POST channels/ID-K/answer",
      "POST channels?endpoint=Local/3000@default&app=IDapp&channelId=ID-k",
      "POST channels?endpoint=Local/3000@default&app=IDapp&channelId=new-ID&otherChannelId=NEW",
      "POST channels/create?endpoint=Local/3000@default&app=IDapp&channelId=ID",
    ];
    const answers = [];
    for (const request of requests) {
      // deno-lint-ignore no-await-in-loop -- One request after the other.
      const { status, body } = await rest(request);
      answers.push([status, Object(body).message]);
    }
    await rest("DELETE channels/ID-kX");
    await seen("ChannelDestroyed", "ID-Kx");

    assertEquals(answers, [
      [200, undefined],
      [200, undefined],
      [409, "Channel not in Stasis application"],
      [404, "Provided channel was not found"],
      [404, "Channel not found"],
      [409, "Channel with given unique ID already exists"],
      [409, "Channel with given unique ID already exists"],
      [409, "Channel with given unique ID already exists"],
    ]);
  },
  {},
);

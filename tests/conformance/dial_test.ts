import { assertEquals } from "@std/assert";
import { flow } from "./call_flow.ts";

flow(
  "a created channel is dialled, rings, and answers, and its caller's name and variables go with it",
  async (flow) => {
    const { rest, seen } = flow;
    await rest("POST channels/caller-ID?endpoint=Local/3000@default&app=IDapp&callerId=Kal%20<77>", {
      variables: { _INH: "x", __ALW: "y", NOT: "z" },
    });
    await seen("StasisStart", "caller-ID");
    await rest("POST channels/create?endpoint=Local/3004@default&app=IDapp&channelId=ID", {
      variables: { APP: "IDapp" },
    });
    await seen("StasisStart", "ID");
    const { status } = await rest("POST channels/ID/dial?caller=caller-ID");
    await seen("StasisStart", "ID;2");
    await seen("Dial", "ID");
    for (const request of ["POST ID/ring", "POST ID/progress", "DELETE ID/ring", "POST ID/answer"]) {
      // deno-lint-ignore no-await-in-loop -- One request after the other.
      await rest(request.replace("ID", "channels/ID;2"));
    }
    await seen("Dial", "ID", 4);
    await rest("DELETE channels/ID");
    await seen("ChannelDestroyed", "ID");
    await rest("DELETE channels/caller-ID");
    await seen("ChannelDestroyed", "caller-ID");

    assertEquals(status, 204);
  },
  {
    "ID": [
      "ChannelVarset variable=APP value=IDapp [Down]",
      "ChannelDialplan [Down Stasis]",
      "ChannelVarset variable=STASISSTATUS value= [Down Stasis]",
      "StasisStart args=[] [Down Stasis]",
      "ChannelVarset variable=__ALW value=y [Down Stasis]",
      "ChannelVarset variable=INH value=x [Down Stasis]",
      "ChannelConnectedLine [Down Stasis]",
      "Dial dialstatus= dialstring=3004@default [Down Stasis]",
      "ChannelStateChange [Ringing Stasis]",
      "Dial dialstatus=RINGING dialstring= [Ringing Stasis]",
      "Dial dialstatus=PROGRESS dialstring= [Ringing Stasis]",
      "ChannelStateChange [Up Stasis]",
      "Dial dialstatus=ANSWER dialstring= [Up Stasis]",
      "ChannelHangupRequest cause=32 soft [Up Stasis]",
      "StasisEnd [Up Stasis]",
      "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
      "ChannelDestroyed cause=16 [Up]",
    ],
  },
);

flow("a created channel whose far end is busy leaves its application with the cause", async ({ rest, seen }) => {
  await rest("POST channels/create?endpoint=Local/3005@default&app=IDapp&channelId=ID");
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/dial");
  await seen("ChannelDestroyed", "ID");
}, {
  "ID": [
    "ChannelDialplan [Down Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Down Stasis]",
    "StasisStart args=[] [Down Stasis]",
    "Dial dialstatus= dialstring=3005@default [Down Stasis]",
    "ChannelHangupRequest cause=17 [Down Stasis]",
    "StasisEnd [Down Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Down Stasis]",
    "ChannelDestroyed cause=17 [Down]",
  ],
});

flow("a created channel that is not answered in time is hung up on its thread", async ({ rest, seen }) => {
  await rest("POST channels/create?endpoint=Local/3002@default&app=IDapp&channelId=ID");
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/dial?timeout=1");
  await seen("ChannelDestroyed", "ID");
}, {
  "ID": [
    "ChannelDialplan [Down Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Down Stasis]",
    "StasisStart args=[] [Down Stasis]",
    "Dial dialstatus= dialstring=3002@default [Down Stasis]",
    "ChannelHangupRequest cause=32 soft [Down Stasis]",
    "StasisEnd [Down Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Down Stasis]",
    "ChannelDestroyed cause=19 [Down]",
  ],
});

flow("a created channel whose extension is not there ends without a request", async ({ rest, seen }) => {
  await rest("POST channels/create?endpoint=Local/nowhere@default&app=IDapp&channelId=ID");
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/dial");
  await seen("ChannelDestroyed", "ID");
}, {
  "ID": [
    "ChannelDialplan [Down Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Down Stasis]",
    "StasisStart args=[] [Down Stasis]",
    "StasisEnd [Down Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Down Stasis]",
    "ChannelDestroyed cause=16 [Down]",
  ],
});

flow("a created channel that is hung up before it is dialled takes its other half with it", async ({ rest, seen }) => {
  await rest("POST channels/create?endpoint=Local/3002@default&app=IDapp&channelId=ID");
  await seen("StasisStart", "ID");
  const invalid = await Promise.all(
    ["answer", "ring", "play?media=sound:a", "dtmf?dtmf=1", "continue", "redirect?endpoint=Local/x"].map((verb) => {
      return rest(`POST channels/ID/${verb}`);
    }),
  );
  await rest("DELETE channels/ID?reason_code=99x");
  await seen("ChannelDestroyed", "ID;2");
  await seen("ChannelDestroyed", "ID");

  assertEquals(invalid, invalid.map(() => ({ status: 412, body: { message: "Channel in invalid state" } })));
}, {
  "ID;2": ["ChannelCreated [Ring]", "ChannelDestroyed cause=0 [Ring]"],
}, { hearsAll: true });

flow("a channel without a dialplan has one run where it is continued to", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3000@default&app=IDapp");
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/continue?extension=105&priority=2");
  await seen("ChannelDestroyed", "ID");
}, {
  "ID": [
    "ChannelCreated [Down]",
    "ChannelDialplan [Down AppDial2]",
    "Dial dialstatus= dialstring=3000@default [Down AppDial2]",
    "ChannelStateChange [Up AppDial2]",
    "Dial dialstatus=ANSWER dialstring=3000@default [Up AppDial2]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    "StasisStart args=[] [Up Stasis]",
    "StasisEnd [Up Stasis]",
    "ChannelDialplan [Up NoOp]",
    "ChannelDialplan [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value=FAILED [Up Stasis]",
    "ChannelDialplan [Up Hangup]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Hangup]",
    "ChannelDestroyed cause=16 [Up AppDial2]",
  ],
}, { hearsAll: true });

flow("a continue to a priority below 1 goes to the next step", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3004@default&extension=3002", { variables: { APP: "IDapp" } });
  await seen("StasisStart", "ID;2");
  await rest("POST channels/ID;2/continue?priority=-1");
  await seen("ChannelDialplan", "ID;2", 2);
  await rest("DELETE channels/ID");
  await seen("ChannelDestroyed", "ID;2");
}, {
  "ID;2": [
    "ChannelCreated [Ring]",
    "ChannelVarset variable=APP value=IDapp [Ring]",
    "ChannelDialplan [Ring Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Ring Stasis]",
    'StasisStart args=["far"] [Ring Stasis]',
    "StasisEnd [Ring Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Ring Stasis]",
    "ChannelDialplan [Ring Wait]",
    "ChannelHangupRequest cause=16 [Ring Wait]",
    "ChannelHangupRequest cause=16 soft [Ring Wait]",
    "ChannelDestroyed cause=16 [Ring]",
  ],
}, { hearsAll: true });

flow("a move to an application that is not there leaves the channel where it is", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3000@default&app=IDapp");
  await seen("StasisStart", "ID");
  const { status } = await rest("POST channels/ID/move?app=IDnobody&appArgs=1,,%22a,b%22");
  await seen("ApplicationMoveFailed", "ID");
  await rest("POST channels/ID/move?app=IDapp&appArgs=again");
  await seen("StasisStart", "ID", 2);
  await rest("DELETE channels/ID");
  await seen("ChannelDestroyed", "ID");

  assertEquals(status, 204);
}, {
  "ID": [
    "Dial dialstatus= dialstring=3000@default [Down AppDial2]",
    "ChannelStateChange [Up AppDial2]",
    "Dial dialstatus=ANSWER dialstring=3000@default [Up AppDial2]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    "StasisStart args=[] [Up Stasis]",
    'ApplicationMoveFailed args=["1","\\"a","b\\""] destination=IDnobody [Up Stasis]',
    "StasisEnd [Up Stasis]",
    'StasisStart args=["again"] [Up Stasis]',
    "ChannelHangupRequest cause=32 soft [Up Stasis]",
    "StasisEnd [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
    "ChannelDestroyed cause=16 [Up AppDial2]",
  ],
});

flow("a channel that is continued to nowhere is gone, and has moved since it was last seen", async ({ rest, seen }) => {
  await rest("POST channels/ID?endpoint=Local/3000@default&app=IDapp");
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/continue?priority=99");
  await seen("ChannelDialplan", "ID");
}, {
  "ID": [
    "Dial dialstatus= dialstring=3000@default [Down AppDial2]",
    "ChannelStateChange [Up AppDial2]",
    "Dial dialstatus=ANSWER dialstring=3000@default [Up AppDial2]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    "StasisStart args=[] [Up Stasis]",
    "StasisEnd [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
    "ChannelDestroyed cause=0 [Up AppDial2]",
    "ChannelDialplan [Up AppDial2]",
  ],
});

import { assertEquals } from "@std/assert";
import { flow } from "./call_flow.ts";

/** A channel `ID` in the application whose far end is silent. */
const call = "POST channels/ID?endpoint=Local/3000@default&app=IDapp";

flow("a snooping channel is in its application until it is hung up there", async ({ rest, seen }) => {
  await rest(call);
  await seen("StasisStart", "ID");
  const { status, body } = await rest("POST channels/ID/snoop?spy=both&app=IDapp&appArgs=a,b&snoopId=snoop-ID");
  await seen("StasisStart", "snoop-ID");
  await rest("DELETE channels/snoop-ID");
  await seen("StasisEnd", "snoop-ID");
  await rest("DELETE channels/ID");

  const { id, name, state, dialplan: { context, exten, priority } } = Object(body);
  assertEquals([status, id, state, context, exten, priority], [200, "snoop-ID", "Up", "default", "s", 1]);
  assertEquals(name.replace(/-[0-9a-f]{8}$/, ""), "Snoop/ID");
}, {
  "snoop-ID": [
    'StasisStart args=["a","b"] [Up Stasis]',
    "ChannelHangupRequest cause=32 soft [Up Stasis]",
    "StasisEnd [Up Stasis]",
  ],
});

flow("snooping channels end quietly with the channel that they snoop on, wherever they are", async ({ rest, seen }) => {
  await rest(call);
  await seen("StasisStart", "ID");
  await rest("POST channels/ID/snoop/one-ID?spy=in&whisper=out&app=IDapp");
  await rest("POST channels/ID/snoop?whisper=both&app=IDapp&snoopId=two-ID");
  await seen("StasisStart", "one-ID");
  await seen("StasisStart", "two-ID");
  await rest("POST channels/one-ID/continue?context=default&extension=3002&priority=1");
  await seen("ChannelDialplan", "one-ID", 2);
  await rest("DELETE channels/ID");
  await seen("ChannelDestroyed", "one-ID");
  await seen("ChannelDestroyed", "two-ID");
}, {
  "one-ID": [
    "ChannelCreated [Up]",
    "ChannelDialplan [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    "StasisStart args=[] [Up Stasis]",
    "StasisEnd [Up Stasis]",
    "ChannelDialplan [Up Wait]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Wait]",
    "ChannelDestroyed cause=0 [Up]",
  ],
  "two-ID": [
    "ChannelCreated [Up]",
    "ChannelDialplan [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    "StasisStart args=[] [Up Stasis]",
    "StasisEnd [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
    "ChannelDestroyed cause=0 [Up]",
  ],
}, { hearsAll: true });

flow(
  "a snooping channel that has ended still shows until something is heard on the other one",
  async (given) => {
    const { rest, seen } = given;
    await rest(call);
    await seen("StasisStart", "ID");
    await rest("POST channels/ID/snoop?spy=both&app=nobody-ID&snoopId=snoop-ID");
    await seen("ChannelVarset", "snoop-ID", 2);
    // Its thread is on its way out.
    while ((await rest("POST channels/snoop-ID/snoop?spy=in&app=IDapp")).status !== 404) { /* Not there yet. */ }
    const shown = await rest("GET channels/snoop-ID");
    const list = await rest("GET channels");
    const controlled = await Promise.all([
      rest("DELETE channels/snoop-ID"),
      rest("GET channels/snoop-ID/variable?variable=STASISSTATUS"),
      rest("POST channels/snoop-ID/answer"),
    ]);
    await rest("POST channels/ID/play?media=sound:hello-world");
    const { cause } = await seen("ChannelDestroyed", "snoop-ID");
    await rest("DELETE channels/ID");

    const { state, dialplan } = Object(shown.body);
    assertEquals([shown.status, state, dialplan?.app_name, cause], [200, "Up", "", 0]);
    assertEquals(Object.values(Object(list.body)).filter((channel) => Object(channel).id === "snoop-ID").length, 1);
    assertEquals(controlled.map(({ status, body }) => `${status} ${Object(body).message}`), [
      "404 Channel not found",
      "404 Provided channel was not found",
      "404 Channel not found",
    ]);
  },
  {},
  { hearsAll: true },
);

flow("a snooping channel hears what goes to the other one, and can be recorded", async ({ ari, rest, seen }) => {
  const recorded = (name: string) =>
    new Promise<number>((resolve) =>
      ari.on("RecordingFinished", ({ recording }) => {
        if (recording.name.endsWith(name)) resolve(recording.duration ?? 0);
      })
    );
  await rest(call);
  await seen("StasisStart", "ID");
  const [out, into] = [recorded("-out"), recorded("-in")];
  for (const direction of ["out", "in"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    await rest(`POST channels/ID/snoop?spy=${direction}&app=IDapp&snoopId=${direction}-ID`);
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    await seen("StasisStart", `${direction}-ID`);
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    await rest(`POST channels/${direction}-ID/record?name=ID-${direction}&format=wav&maxSilenceSeconds=1`);
  }
  await rest("POST channels/ID/play?media=sound:hello-world");
  const durations = [await out, await into];
  await rest("DELETE channels/ID");
  await seen("StasisEnd", "out-ID");
  await seen("StasisEnd", "in-ID");
  await rest("DELETE recordings/stored/ID-out");
  await rest("DELETE recordings/stored/ID-in");

  assertEquals(durations, [2, 1]);
}, {});

flow("what can not be snooped on is refused, first things first", async ({ rest, seen }) => {
  await rest(call);
  await seen("StasisStart", "ID");
  const answers: string[] = [];
  for (
    const request of [
      "POST channels/none-ID/snoop?spy=x&whisper=x",
      "POST channels/none-ID/snoop?whisper=x",
      "POST channels/none-ID/snoop?spy=none&whisper=none&app=IDapp",
      "POST channels/none-ID/snoop?spy=in",
      "POST channels/none-ID/snoop?spy=in&app=IDapp",
      "POST channels/ID/snoop?spy=in&app=IDapp&snoopId=ID",
      "POST channels/ID/snoop/ID?spy=in&app=IDapp",
    ]
  ) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await rest(request);
    answers.push(`${status} ${Object(body).message}`);
  }
  await rest("DELETE channels/ID");

  assertEquals(answers, [
    "400 Invalid direction specified for spy",
    "400 Invalid direction specified for whisper",
    "400 Direction must be specified for at least spy or whisper",
    "400 Application name is required",
    "404 Provided channel was not found",
    "500 Snoop channel could not be created",
    "500 Snoop channel could not be created",
  ]);
}, {});

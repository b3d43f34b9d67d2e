import { type AriClient, type Channel, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertMatch } from "@std/assert";
import { type Exchange, exchangeWith } from "./exchange.ts";
import { type Conformance, conformance } from "./harness.ts";

/** Calls `extension`, runs `body` with the channel that entered the application, and hangs up. */
async function withChannel(
  { backend, signal }: Conformance,
  extension: string,
  body: (channel: Channel, ari: AriClient) => Promise<void>,
): Promise<void> {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _ = await ari.register({ apps: "hello-world", signal });
  const started = ari.once("StasisStart", { signal });
  await using call = await backend.call(extension);
  const { channel } = await started;
  await body(channel, ari);
  await call.hangup();
  await call.ended();
}

/** Sends the requests to the channel one after the other; `ID` in a path is its id. */
async function assertExchanges(
  { backend, signal }: Conformance,
  id: string,
  expected: readonly Exchange[],
): Promise<void> {
  const answers: Exchange[] = [];
  for (const exchange of expected) {
    const request = exchange.request.replace("ID", encodeURIComponent(id));
    answers.push({ ...await exchangeWith(backend, { ...exchange, request }, signal), request: exchange.request });
  }
  assertEquals(answers, expected);
}

conformance("a channel in an application refuses what it is not asked well", async (given) => {
  await withChannel(given, "101", async ({ id }) => {
    await assertExchanges(given, id, [
      {
        request: "DELETE /ari/channels/ID?reason=bored",
        status: 400,
        message: "Invalid reason for hangup reason provided",
      },
      {
        request: "DELETE /ari/channels/ID?reason_code=bored",
        status: 400,
        message: "Invalid reason for hangup reason code provided",
      },
      {
        request: "DELETE /ari/channels/ID?reason=busy&reason_code=17",
        status: 400,
        message: "The reason and reason_code can't both be specified",
      },
      { request: "POST /ari/channels/ID/play", status: 500, message: "Failed to queue media for playback" },
      {
        request: "POST /ari/channels/ID/play?media=sound:a&skipms=-1",
        status: 400,
        message: "skipms cannot be negative",
      },
      { request: "POST /ari/channels/ID/dtmf", status: 400, message: "DTMF is required" },
      {
        request: "POST /ari/channels/ID/continue?label=nowhere",
        status: 404,
        message: "Requested label can not be found",
      },
      { request: "POST /ari/channels/ID/answer", status: 204 },
      { request: "GET /ari/channels/ID", status: 200 },
    ]);
  });
});

conformance("a channel outside of every application is there, and is not controlled", async (given) => {
  const { backend, signal } = given;
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using call = await backend.call("202");
  await call.answered();
  const [channel] = await ari.channels.list({ signal });

  await assertExchanges(given, channel?.id ?? "", [
    { request: "GET /ari/channels/ID", status: 200 },
    { request: "POST /ari/channels/ID/answer", status: 409, message: "Channel not in Stasis application" },
    { request: "POST /ari/channels/ID/play?media=sound:a", status: 409, message: "Channel not in Stasis application" },
    { request: "POST /ari/channels/ID/continue", status: 409, message: "Channel not in Stasis application" },
    { request: "POST /ari/channels/ID/ring", status: 409, message: "Channel not in Stasis application" },
    { request: "POST /ari/channels/ID/dtmf?dtmf=1", status: 409, message: "Channel not in Stasis application" },
    { request: "DELETE /ari/channels/ID", status: 204 },
  ]);
  await call.ended();
});

conformance("a playback is there while it plays, and answers 201 with its address", async (given) => {
  const { backend, signal } = given;
  await withChannel(given, "101", async (channel, ari) => {
    const started = ari.once("PlaybackStarted", { signal });
    const { username, password } = backend.user;
    const response = await backend.fetch(`/ari/channels/${channel.id}/play/p%2F1?media=sound:demo-congrats`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
      signal,
    });
    const { state, ...answer } = await response.json();
    await started;
    const playing = await ari.playbacks.get({ playbackId: "p/1" });
    const finished = ari.once("PlaybackFinished", { signal });
    await playing.stop();
    await finished;

    assertEquals(response.status, 201);
    assertEquals(response.headers.get("location"), "/ari/playbacks/p/1"); // As it is, not encoded.
    assertMatch(state, /^(queued|playing)$/); // Which one depends on who is faster, in Asterisk too.
    const expected = {
      id: "p/1",
      media_uri: "sound:demo-congrats",
      target_uri: `channel:${channel.id}`,
      language: "en",
    };
    assertEquals(answer, expected);
    assertEquals(JSON.parse(JSON.stringify(playing)), { ...expected, state: "playing" });
    await assertExchanges(given, channel.id, [
      { request: "GET /ari/playbacks/p%2F1", status: 404, message: "Playback not found" },
    ]);
  });
});

conformance("an application lists its channels while they are in it", async (given) => {
  const { signal } = given;
  await withChannel(given, "100", async (channel, ari) => {
    const during = await ari.applications.get({ applicationName: "hello-world" });
    const [listed, ...others] = await ari.channels.list();
    const left = ari.once("StasisEnd", { signal });
    await channel.continueInDialplan();
    await left;
    const after = await ari.applications.get({ applicationName: "hello-world" });

    const empty = {
      name: "hello-world",
      channel_ids: [],
      bridge_ids: [],
      endpoint_ids: [],
      device_names: [],
      events_allowed: [],
      events_disallowed: [],
    };
    assertEquals(JSON.parse(JSON.stringify(during)), { ...empty, channel_ids: [channel.id] });
    assertEquals(JSON.parse(JSON.stringify(after)), empty);
    assertEquals(listed, channel);
    assertEquals(others, []);
  });
});

const endings: readonly [title: string, extension: string, cause: number][] = [
  ["Hangup(21) rejects the call with its cause", "201", 21],
  ["Stasis() of an unknown application goes on in the dialplan, which hangs up with cause 17", "103", 17],
  ["a prompt and the end of the dialplan clear the call normally", "200", 16],
  ["an unknown application, a prompt and Hangup() clear the call normally", "102", 16],
];
for (const [title, extension, cause] of endings) {
  conformance(title, async ({ backend }) => {
    await using call = await backend.call(extension);

    assertEquals((await call.ended()).cause, cause);
  });
}

conformance("a caller is hung up on with the reason that the application gives", async (given) => {
  const { backend, signal } = given;
  const causes: (number | undefined)[] = [];
  for (const parameters of [{}, { reason: "busy" }, { reason_code: "21" }] as const) {
    await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
    await using _ = await ari.register({ apps: "hello-world", signal });
    const started = ari.once("StasisStart", { signal });
    await using call = await backend.call("100");
    const { channel } = await started;
    await channel.hangup(parameters);
    causes.push((await call.ended()).cause);
  }

  assertEquals(causes, [16, 17, 21]);
});

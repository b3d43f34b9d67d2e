/** What the library that this one descends from tested of its repositories, objects and operations, against the same answers. */
import { type AriClient, AriResponseError, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { systemTransport } from "../../_internal/transport.ts";

/** Method and path below `/ari` → answer. */
type Answers = Readonly<Record<string, () => Response>>;

const none = () => new Response(null, { status: 204 });

/** Runs `body` with a client of a server that gives these answers, and fails anything else; keeps what it was asked for. */
async function withAnswers(answers: Answers, body: (ari: AriClient, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const fetch = (target: string, { method }: RequestInit = {}) => {
    const { pathname, search } = new URL(target);
    const request = `${method} ${pathname.slice("/ari".length)}${search}`;
    if (request.startsWith("GET /asterisk/info")) return Promise.resolve(Response.json({}));
    asked.push(request);
    return Promise.resolve(answers[request]?.() ?? Response.json({ message: "Resource not found" }, { status: 404 }));
  };
  const options = { username: "test", password: "test", transport: { ...systemTransport, fetch } };
  await using ari = await connect("http://ari.py/", options);
  await body(ari, asked);
}

Deno.test("an empty listing is an empty list", () =>
  withAnswers({ "GET /channels": () => Response.json([]) }, async (ari) => {
    assertEquals(await ari.channels.list(), []);
  }));

Deno.test("a listing of one is a list of an object, and its verbs have its id", () =>
  withAnswers({
    "GET /channels": () => Response.json([{ id: "test-channel" }]),
    "DELETE /channels/test-channel": none,
  }, async (ari, asked) => {
    const [channel, ...others] = await ari.channels.list();

    assertEquals([channel?.id, others], ["test-channel", []]);
    assertEquals(await channel?.hangup(), undefined);
    assertEquals(asked, ["GET /channels", "DELETE /channels/test-channel"]);
  }));

Deno.test("a playback that a channel began is stopped by its own verb", () =>
  withAnswers({
    "GET /channels/test-channel": () => Response.json({ id: "test-channel" }),
    "POST /channels/test-channel/play?media=sound%3Atest-sound&playbackId=test-playback": () =>
      Response.json({ id: "test-playback" }, { status: 201 }),
    "DELETE /playbacks/test-playback": none,
  }, async (ari, asked) => {
    const channel = await ari.channels.get({ channelId: "test-channel" });
    const playback = await channel.play({ media: "sound:test-sound", playbackId: "test-playback" });
    await playback.stop();

    assertEquals(asked.at(-1), "DELETE /playbacks/test-playback");
  }));

Deno.test("a resource, an operation and a verb that are none are not there", () =>
  withAnswers({ "GET /channels/test-channel": () => Response.json({ id: "test-channel" }) }, async (ari, asked) => {
    const channel = await ari.channels.get({ channelId: "test-channel" });

    for (const holder of [ari, ari.channels, channel]) assertEquals("i_am_not_a_resource" in holder, false);
    assertThrows(() => ari.apiDocs.extra("i_am_not_a_resource"), TypeError);
    assertEquals(asked.length, 1);
  }));

Deno.test("a parameter that is none is refused, in repositories and verbs, and nothing is sent", () =>
  withAnswers({ "GET /channels": () => Response.json([{ id: "test-channel" }]) }, async (ari, asked) => {
    const [channel] = await ari.channels.list();
    const parameters = { i_am_not_a_param: "asdf" };

    for (
      const run of [
        () => channel?.hangup(parameters as never) ?? Promise.resolve(),
        () => ari.channels.hangup({ channelId: "test-channel", ...parameters } as never),
      ]
    ) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      await assertRejects(run, TypeError, 'Cannot run channels.hangup: unknown parameter "i_am_not_a_param"');
    }
    await assertRejects(() => ari.channels.get({} as never), TypeError, 'parameter "channelId" is missing');
    assertEquals(asked, ["GET /channels"]);
  }));

Deno.test("an answer of 500 with JSON is an error that holds status and body", () =>
  withAnswers({
    "GET /channels": () => Response.json([{ id: "test-channel" }]),
    "POST /channels/test-channel/play?media=sound%3Atest-sound&playbackId=test-playback": () =>
      Response.json({ message: "This is just a test" }, { status: 500 }),
  }, async (ari) => {
    const [channel] = await ari.channels.list();

    const error = await assertRejects(() =>
      channel?.play({ media: "sound:test-sound", playbackId: "test-playback" }) ?? Promise.resolve()
    );

    assertInstanceOf(error, AriResponseError);
    assertEquals([error.status, error.body], [500, { message: "This is just a test" }]);
  }));

Deno.test("endpoints are known by technology and resource", () =>
  withAnswers({
    "GET /endpoints": () => Response.json([{ technology: "TEST", resource: "1234" }]),
    "GET /endpoints/TEST/1234": () => Response.json({ technology: "TEST", resource: "1234", state: "online" }),
  }, async (ari) => {
    const [endpoint] = await ari.endpoints.list();

    assertEquals((await endpoint?.get())?.state, "online");
  }));

Deno.test("live recordings become stored ones, and both are known by their name", () =>
  withAnswers({
    "POST /bridges/test-bridge/record?name=test-recording&format=wav": () =>
      Response.json({ name: "test-recording" }, { status: 201 }),
    "GET /bridges/test-bridge": () => Response.json({ id: "test-bridge" }),
    "DELETE /recordings/live/test-recording": none,
    "POST /recordings/live/test-recording/stop": none,
    "GET /recordings/stored/test-recording": () => Response.json({ name: "test-recording" }),
    "DELETE /recordings/stored/test-recording": none,
  }, async (ari, asked) => {
    const bridge = await ari.bridges.get({ bridgeId: "test-bridge" });
    const recording = await bridge.record({ name: "test-recording", format: "wav" });
    await recording.cancel();
    await recording.stop();
    const stored = await ari.recordings.getStored({ recordingName: "test-recording" });
    await stored.deleteStored();

    assertEquals(asked.length, 6);
  }));

Deno.test("mailboxes are known by their name", () =>
  withAnswers({
    "GET /mailboxes": () => Response.json([{ name: "1000@test", old_messages: 1, new_messages: 3 }]),
    "DELETE /mailboxes/1000%40test": none,
  }, async (ari) => {
    const [mailbox] = await ari.mailboxes.list();

    assertEquals([mailbox?.old_messages, mailbox?.new_messages], [1, 3]);
    assertEquals(await mailbox?.delete(), undefined);
  }));

Deno.test("device states are known by their name", () =>
  withAnswers({
    "GET /deviceStates/foobar": () => Response.json({ name: "foobar", state: "BUSY" }),
    "PUT /deviceStates/foobar?deviceState=INUSE": none,
    "DELETE /deviceStates/foobar": none,
  }, async (ari, asked) => {
    const state = await ari.deviceStates.get({ deviceName: "foobar" });
    await state.update({ deviceState: "INUSE" });
    await state.delete();

    assertEquals(asked.length, 3);
  }));

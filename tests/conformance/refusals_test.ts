import { AriConnectionError, AriResponseError, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { conformance } from "./harness.ts";

conformance("a wrong password is told from a wrong application and a wrong name", async ({ backend, signal }) => {
  const { username } = backend.user;
  const options = { ...backend.connection, signal };

  const refused = await assertRejects(
    () => connect(backend.url, { username, password: "wrong", ...options }),
    AriResponseError,
  );
  const unknown = await assertRejects(
    () => connect(backend.url, { username: "nobody", password: "wrong", ...options }),
    AriResponseError,
  );
  await using ari = await connect(backend.url, { ...backend.user, ...options });
  const application = await assertRejects(() => ari.applications.get({ applicationName: "nope" }), AriResponseError);

  assertEquals([refused.status, unknown.status, application.status], [401, 401, 404]);
  assertEquals(
    application.message,
    'Cannot run applications.get (GET /applications/nope): Asterisk answered 404 "Application not found"',
  );
});

conformance(
  "a read-only user may receive events and is refused what changes something",
  async ({ backend, signal }) => {
    await using ari = await connect(backend.url, { ...backend.readOnlyUser, ...backend.connection });
    await using _ = await ari.register({ apps: "read-only", signal });

    const error = await assertRejects(
      () => ari.channels.answer({ channelId: "x" }),
      AriResponseError,
      "Write access denied",
    );

    assertEquals(error.status, 403);
    assertEquals((await ari.applications.get({ applicationName: "read-only" })).name, "read-only");
  },
);

conformance("an application's name may have 73 characters, and no more", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });

  await using _ = await ari.register({ apps: "a".repeat(73), signal });
  await assertRejects(() => ari.register({ apps: "a".repeat(74), signal }), AriConnectionError, "answered 500");
});

conformance("an application is there from its registration to its end", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  const registration = await ari.register({ apps: ["first", "second"], signal });
  const during = (await ari.applications.list()).map(({ name }) => name).sort();
  await registration.close();
  await registration.closed;

  assertEquals(during, ["first", "second"]);
});

conformance(
  "a caller who hangs up before the application acts makes its verbs answer 404",
  async ({ backend, signal }) => {
    await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
    await using _ = await ari.register({ apps: "hello-world", signal });
    const started = ari.once("StasisStart", { signal });
    const ended = ari.once("StasisEnd", { signal });
    await using call = await backend.call("101");
    const { channel } = await started;
    await call.hangup();
    await call.ended();
    await ended;

    // Asterisk needs a moment from StasisEnd to the channel's end, in which it answers 409.
    let error: unknown;
    do error = await channel.play({ media: "sound:hello-world" }).catch((error) => error); while (
      error instanceof AriResponseError && error.status === 409
    );

    assertEquals(error instanceof AriResponseError && error.status, 404);
  },
);

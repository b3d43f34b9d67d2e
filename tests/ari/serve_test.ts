import { type AriClient, AriGoneError, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";

const extensions = `[default]
exten => 100,1,Stasis(greeter,one,two)
exten => 101,1,Stasis(other)
`;

async function withClient(
  body: (given: { pbx: SimulatedPbx; ari: AriClient; errors: unknown[] }) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions } });
  const options = { ...pbx.ari.user, ...pbx.connection, onError: (error: unknown) => errors.push(error) };
  await using ari = await connect(pbx.ari.url, options);
  await body({ pbx, ari, errors });
}

Deno.test("AriClient.serve() calls its handler once for each call of its applications, with channel, arguments and event", async () => {
  await withClient(async ({ pbx, ari }) => {
    const calls: unknown[] = [];
    await using server = ari.serve({ apps: "greeter" }, (channel, { app, args, event }) => {
      calls.push([channel.caller.name, app, args, event.type]);
      return channel.hangup();
    });
    await using other = ari.serve({ apps: ["other"] }, (channel) => channel.hangup());
    await Promise.all([server.ready, other.ready]);

    for (const extension of ["100", "101", "100"]) {
      await (await pbx.phone("PJSIP/alice").call(extension)).ended();
    }

    const expected = ["Alice", "greeter", ["one", "two"], "StasisStart"];
    assertEquals(calls, [expected, expected]);
  });
});

Deno.test("AriClient.serve() aborts the handler's signal when the caller hangs up, and takes its error for a consequence", async () => {
  await withClient(async ({ pbx, ari, errors }) => {
    const reasons: unknown[] = [];
    await using server = ari.serve({ apps: "greeter" }, async (_channel, { signal }) => {
      const digit = ari.once("ChannelDtmfReceived", { signal });
      await digit.catch((reason) => reasons.push(reason));
      throw signal.reason;
    });
    await server.ready;
    const ended = ari.once("StasisEnd");
    const call = await pbx.phone("PJSIP/alice").call("100");

    await call.hangup();
    await ended;
    await server.shutdown();

    assertInstanceOf(reasons[0], AriGoneError);
    assertEquals(reasons.map(String), [
      'AriGoneError: Cannot go on with the call: channel "PJSIP/alice-00000000" left "greeter"',
    ]);
    assertEquals(errors, []);
  });
});

Deno.test("AriClient.serve() gives a handler's own error to onError and goes on", async () => {
  await withClient(async ({ pbx, ari, errors }) => {
    let calls = 0;
    await using server = ari.serve({ apps: "greeter" }, async (channel) => {
      await channel.hangup();
      if (++calls === 1) throw new Error("first call");
    });
    await server.ready;

    for (let call = 1; call <= 2; call++) await (await pbx.phone("PJSIP/alice").call("100")).ended();
    await server.shutdown();

    assertEquals([calls, ...errors.map(String)], [2, "Error: first call"]);
  });
});

Deno.test("AriServer.shutdown() unregisters, aborts calls and waits for their handlers", async () => {
  await withClient(async ({ pbx, ari }) => {
    const steps: string[] = [];
    const entered = Promise.withResolvers<void>();
    const server = ari.serve({ apps: "greeter" }, async (_channel, { signal }) => {
      entered.resolve();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await ari.asterisk.ping();
      steps.push("handler ended");
    });
    await server.ready;
    await pbx.phone("PJSIP/alice").call("100");
    await entered.promise;

    await server.shutdown();
    steps.push("shut down");
    await server.finished;
    await server.shutdown();

    assertEquals(steps, ["handler ended", "shut down"]);
  });
});

Deno.test("AriServer.ready and finished reject when the application cannot be registered", async () => {
  await withClient(async ({ ari }) => {
    await ari.close();
    const server = ari.serve({ apps: "greeter" }, () => {});

    await assertRejects(() => server.ready, Error, "the client was closed");
    await assertRejects(() => server.finished, Error, "the client was closed");
  });
});

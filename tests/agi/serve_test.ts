import { type AgiCall, type AgiHandler, type AgiRoutes, serve, type ServeOptions } from "@asterism/asterisk/agi";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { agiBlock, AgiPeer } from "../support/agi_peer.ts";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";

async function dial(port: number): Promise<AgiPeer> {
  return new AgiPeer(await Deno.connect({ hostname: "127.0.0.1", port }));
}

/** A call to a server. */
async function call(port: number, path = "/ask"): Promise<AgiPeer> {
  const peer = await dial(port);
  await peer.send(agiBlock({ agi_request: `agi://127.0.0.1:${port}${path}` }));
  return peer;
}

async function withServer(
  handler: AgiHandler | AgiRoutes,
  run: (port: number, errors: string[], server: ReturnType<typeof serve>) => Promise<void>,
  options: ServeOptions = {},
): Promise<void> {
  const errors: string[] = [];
  const onError = (error: unknown, call?: AgiCall) =>
    void errors.push(`${call?.env.agi_channel ?? "no call"}: ${error instanceof Error ? error.message : error}`);
  await using server = serve({ port: 0, onError, ...options }, handler);
  await run(server.port, errors, server);
}

const noop: AgiHandler = (call) => call.noop();

Deno.test("serve() gives calls to the handlers of their paths, many at once", async () => {
  const routes: AgiRoutes = {
    "/a/:n": (call, { params }) => call.verbose(`a${params.n}`),
    "/b": (call) => call.verbose("b"),
  };
  await withServer(routes, async (port, errors, server) => {
    const paths = ["/a/1", "/b", "/a/2", "/b"];
    const lines = await Promise.all(paths.map(async (path) => {
      using peer = await call(port, path);
      const line = await peer.next();
      await peer.send("200 result=1\n");
      assertEquals(await peer.next(), undefined);
      return line;
    }));
    assertEquals(lines, ['VERBOSE "a1" "1"', 'VERBOSE "b" "1"', 'VERBOSE "a2" "1"', 'VERBOSE "b" "1"']);
    assertEquals([errors, server.hostname], [[], "127.0.0.1"]);
  });
});

Deno.test("serve() lets a handler that throws end its own call only", async () => {
  const handler: AgiHandler = (call) => call.args[0] === "bad" ? Promise.reject(new Error("oops")) : call.noop();
  await withServer(handler, async (port, errors) => {
    using good = await call(port);
    using bad = await dial(port);
    await bad.send(agiBlock({ agi_arg_1: "bad" }));
    assertEquals([await bad.next(), await bad.next()], ["failure", undefined]);
    await good.answer("NOOP", "200 result=0\n");
    assertEquals([await good.next(), errors], [undefined, ["PJSIP/alice-00000001: oops"]]);
  });
});

Deno.test("serve() takes a connection that closes at once for a health check, and says what else is no call", async () => {
  await withServer(noop, async (port, errors) => {
    for (let count = 0; count < 20; count++) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      (await dial(port)).close();
    }
    using browser = await dial(port);
    await browser.send("GET / HTTP/1.1\r\n\r\n");
    assertEquals(await browser.next(), undefined);
    using peer = await call(port);
    await peer.answer("NOOP", "200 result=0\n");
    assertEquals(await peer.next(), undefined);
    assertEquals(errors, ["no call: Cannot take an AGI call: what came is none"]);
  });
});

Deno.test("serve() closes who is slow with the variables, and calls that last too long", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  let isOver = false;
  const handler: AgiHandler = async (call) => {
    await call.waitForDigit(Infinity).catch(() => {});
    isOver = true;
  };
  await withServer(handler, async (port) => {
    using slow = await dial(port);
    await slow.send("agi_network: yes\n");
    using peer = await call(port);
    assertEquals(await peer.next(), 'WAIT FOR DIGIT "-1"');
    await clock.tick(60_100);
    assertEquals([await slow.next(), await peer.next()], [undefined, undefined]);
    assertEquals(isOver, true);
  }, { clock, maxSessionTime: 60_000 });
});

Deno.test("serve() closes one connection too many, and says so once", async () => {
  await withServer(noop, async (port, errors) => {
    using peer = await call(port);
    assertEquals(await peer.next(), "NOOP");
    for (let count = 0; count < 3; count++) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      using other = await dial(port);
      // deno-lint-ignore no-await-in-loop -- The same.
      assertEquals(await other.next().catch(() => undefined), undefined);
    }
    await peer.send("200 result=0\n");
    assertEquals(await peer.next(), undefined);
    assertEquals(errors, ["no call: Cannot serve more than 1 AGI calls at once"]);
  }, { maxConnections: 1 });
});

Deno.test("AgiServer.shutdown() takes no more calls, tells handlers, and waits for them", async () => {
  const begun = Promise.withResolvers<void>();
  const handler: AgiHandler = async (call, { signal }) => {
    const told = new Promise((resolve) => signal.addEventListener("abort", resolve));
    begun.resolve();
    await told;
    await call.verbose("bye");
  };
  await withServer(handler, async (port, _, server) => {
    using peer = await call(port);
    await begun.promise;
    const closing = server.shutdown();
    await peer.answer('VERBOSE "bye" "1"', "200 result=1\n");
    await closing;
    assertEquals(server.calls, 0);
    await assertRejects(() => dial(port), Deno.errors.ConnectionRefused);
  });
});

Deno.test("AgiServer.shutdown() closes what is left when its signal aborts", async () => {
  const controller = new AbortController();
  await withServer((call) => call.waitForDigit(Infinity), async (port, errors, server) => {
    using peer = await call(port);
    await peer.next();
    const closing = server.shutdown({ signal: controller.signal });
    controller.abort();
    await closing;
    assertEquals([await peer.next(), errors], [undefined, []]);
  });
});

Deno.test("serve() ends with its signal", async () => {
  const controller = new AbortController();
  await withServer(noop, async (_, __, server) => {
    controller.abort();
    await server.finished;
  }, { signal: controller.signal });
  assertThrows(() => serve({ port: 0, signal: AbortSignal.abort(new Error("before")) }, noop), Error, "before");
});

Deno.test("serve() traces lines with the number of their connection", async () => {
  const lines: string[] = [];
  await withServer(noop, async (port) => {
    using peer = await call(port);
    await peer.answer("NOOP", "200 result=0\n");
    assertEquals(await peer.next(), undefined);
  }, { trace: ({ connection, type, line }) => void lines.push(`${connection} ${type} ${line}`) });
  assertEquals(lines.slice(-2), ["1 sent NOOP", "1 received 200 result=0"]);
});

Deno.test("serve() refuses options that make no sense", () => {
  assertThrows(() => serve({ port: 70_000 }, noop), RangeError, "Cannot serve FastAGI as port must be 0 to 65535");
  assertThrows(() => serve({ maxConnections: 0 }, noop), RangeError, "maxConnections must be 1 or more");
});

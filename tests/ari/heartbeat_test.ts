import type { ConnectOptions } from "@asterism/asterisk/ari";
import type { SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals } from "@std/assert";
import { type Given, withNetwork } from "../support/broken_network.ts";

/** With the defaults of a client on the machine's clock. */
const defaults: Partial<ConnectOptions> = { heartbeat: 4_000, heartbeatTimeout: 4_000 };

/** Lets time pass in steps, so that what happens at a moment has happened before the next. */
async function pass(pbx: SimulatedPbx, time: number): Promise<void> {
  for (let passed = 0; passed < time; passed += 100) await pbx.tick(100);
}

/** A registration at a time that is moved by hand, and how often it was asked to prove itself so far. */
async function withRegistration(
  body: (
    given: Given & { proofs: () => number; lostAfter: (limit: number) => Promise<number | undefined> },
  ) => Promise<void>,
  options: Partial<ConnectOptions> = {},
): Promise<void> {
  await withNetwork(async (given) => {
    const { pbx, ari, status } = given;
    await using _ = await ari.register({ apps: "greeter" });
    await status.next(); // Connected.
    const proofs = () =>
      [...pbx.journal].filter((entry) =>
        entry.face === "rest" && entry.kind === "request" && entry.path.includes("/asterism-proof-")
      ).length;
    // The time, in milliseconds from now, after which it is told to be lost, or nothing within the limit.
    const lostAfter = async (limit: number) => {
      let isLost = false;
      const from = pbx.clock.now();
      const lost = given.next("lost").then(() => isLost = true);
      lost.catch(() => {});
      while (!isLost && pbx.clock.now() - from < limit) await pbx.tick(100);
      return isLost ? pbx.clock.now() - from : undefined;
    };
    await body({ ...given, proofs, lostAfter });
  }, { ...defaults, ...options, simulate: { clock: "manual", listen: false } });
}

Deno.test("a connection that dies without a word is found by its silence, within ten seconds at the worst moment", async () => {
  for (const age of [0, 100, 700, 800, 3_900, 4_000, 4_800, 9_999]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withRegistration(async ({ pbx, ari, network, lostAfter }) => {
      await pbx.tick(age);
      const event = ari.once("ChannelUserevent");
      await ari.events.userEvent({ eventName: "the last one", application: "greeter" });
      await event;
      network.silence();

      const took = await lostAfter(20_000) ?? Infinity;

      assertEquals(took > 4_000 && took <= 10_000, true, `${took} ms, at the age of ${age} ms`);
    });
  }
});

Deno.test("a connection is found to be dead as fast when the host does not answer at all, or can't be reached", async () => {
  for (const way of ["hangs", "unreachable"]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withRegistration(async ({ network, lostAfter }) => {
      network.silence();
      if (way === "hangs") network.unanswered = "/ari/";
      else network.before = () => Promise.reject(new TypeError("tcp connect error: No route to host"));

      const took = await lostAfter(20_000) ?? Infinity;

      assertEquals(took <= 10_000, true, `${took} ms: ${way}`);
    });
  }
});

Deno.test("while events come no proof is made, and without them one in four seconds", async () => {
  await withRegistration(async ({ pbx, ari, proofs }) => {
    const atFirst = proofs();
    for (let seconds = 0; seconds < 30; seconds += 3) {
      const event = ari.once("ChannelUserevent");
      await ari.events.userEvent({ eventName: "an event", application: "greeter" });
      await event;
      await pbx.tick(3_000);
    }
    const during = proofs() - atFirst;
    await pass(pbx, 48_000);

    assertEquals([during, proofs() - atFirst], [0, 12]);
  });
});

Deno.test("a connection is not given up because requests are dropped or their names not found, for half a minute", async () => {
  for (
    const words of ["connection closed before message completed", "client error (Connect): dns error: no such name"]
  ) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withRegistration(async ({ pbx, ari, network, lostAfter }) => {
      network.before = () => Promise.reject(new TypeError("fetch failed", { cause: new Error(words) }));
      await pass(pbx, 25_000);
      network.before = undefined;
      await pass(pbx, 25_000);
      const event = ari.once("ChannelUserevent");
      await ari.events.userEvent({ eventName: "an event", application: "greeter" });
      await event;
      assertEquals(network.sockets, { open: 1, most: 1, made: 1 });

      network.before = () => Promise.reject(new TypeError("fetch failed", { cause: new Error(words) }));
      const took = await lostAfter(60_000) ?? Infinity;
      assertEquals(took > 29_000 && took < 40_000, true, `${took} ms`);
    });
  }
});

Deno.test("an event that comes meanwhile is proof enough, whatever becomes of the request", async () => {
  await withRegistration(async ({ pbx, ari, network, lostAfter }) => {
    network.unanswered = "/asterism-proof-";
    await pbx.tick(6_000); // The proof is under way.
    const event = ari.once("ChannelUserevent");
    await ari.events.userEvent({ eventName: "an event", application: "greeter" });
    await event;
    await pbx.tick(3_000);
    network.unanswered = undefined;

    assertEquals(await lostAfter(30_000), undefined);
  });
});

Deno.test("an application that Asterisk does not know any more is found with the next proof", async () => {
  await withRegistration(async ({ network, lostAfter }) => {
    network.before = (url) => {
      if (!url.includes("/asterism-proof-")) return undefined;
      network.before = undefined;
      network.answer = () => Response.json({ message: "Application not found" }, { status: 404 });
      return undefined;
    };
    const took = await lostAfter(20_000) ?? Infinity;

    assertEquals(took <= 5_000, true, `${took} ms`);
  });
});

Deno.test("what was missed begins with the last moment that is certain, not with the look that came after it", async () => {
  await withRegistration(async ({ pbx, ari, network, next }) => {
    const event = ari.once("ChannelUserevent");
    await ari.events.userEvent({ eventName: "the last one", application: "greeter" });
    await event;
    const last = pbx.clock.now();
    network.silence();
    await pbx.tick(5_000);
    await pbx.tick(5_000);
    await next("lost");
    await pbx.tick(2_000);
    const { missed } = await next("resumed");

    assertEquals(missed.from.getTime() <= last, true, `${missed.from.getTime() - last} ms`);
  });
});

import { AriResponseError, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { type Given, withNetwork } from "../support/broken_network.ts";

Deno.test("what was missed is told: what is gone, what has left, what is new, and from when to when", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _registration = await ari.register({ apps: "greeter" });
    const calls = [];
    const ids: string[] = [];
    for (const name of ["PJSIP/alice", "PJSIP/bob", "PJSIP/carol"]) {
      const started = ari.once("StasisStart");
      calls.push(await pbx.phone(name).call("100"));
      ids.push((await started).channel.id);
    }
    const [gone = "", left = "", stays = ""] = ids;
    const before = pbx.clock.now();

    network.isDown = true;
    network.cut();
    await next("lost");
    await calls[0]?.hangup();
    await fetchAs(pbx, "POST", `channels/${left}/continue?context=default&extension=200`);
    await new Promise<void>((resolve) => void pbx.clock.schedule(90_000, resolve));
    network.isDown = false;
    const resumed = await next("resumed");

    assertEquals(resumed.gone, { channels: [gone], bridges: [] });
    assertEquals([resumed.left, resumed.proof], [[left], "event"]);
    assertEquals(resumed.missed.from.getTime() <= before, true);
    assertEquals(resumed.missed.to.getTime() - before >= 90_000, true);
    assertEquals((await ari.channels.list()).map(({ id }) => id), [left, stays]);
  });
});

function fetchAs(pbx: SimulatedPbx, method: string, path: string): Promise<Response> {
  const { username, password } = pbx.ari.user;
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  return pbx.transport.fetch(`${pbx.ari.url}/ari/${path}`, { method, headers });
}

/** Two registrations of one client, a call that the dialplan brings into the first, and one that was originated into it. */
async function withMovedCalls(
  body: (given: Given & { incoming: string; originated: string }) => Promise<void>,
): Promise<void> {
  await withNetwork(async (given) => {
    const { pbx, ari } = given;
    await using _greeter = await ari.register({ apps: "greeter" });
    await using _other = await ari.register({ apps: "other" });
    const started = ari.once("StasisStart");
    await pbx.phone("PJSIP/alice").call("100");
    const { channel } = await started;
    const leg = await ari.channel("leg").originate({ endpoint: "Local/200@default", app: "greeter" });
    await body({ ...given, incoming: channel.id, originated: leg.id });
  });
}

/** What the next two returns tell of channels, by application. */
async function nextReturns({ next }: Given): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  for (let returns = 0; returns < 2; returns++) {
    const { apps, gone, left, appeared } = await next("resumed");
    told[apps.join()] = { gone: gone.channels, left: left.toSorted(), appeared: appeared.channels.map(({ id }) => id) };
  }
  return told;
}

const nothing = { gone: [], left: [], appeared: [] };

Deno.test("channels that were moved before a loss are told of as where they are, and not as where they entered first", async () => {
  await withMovedCalls(async (given) => {
    const { ari, network, incoming, originated } = given;
    for (const channelId of [incoming, originated]) {
      const moved = ari.once("StasisStart");
      await ari.channels.move({ channelId, app: "other" });
      await moved;
    }

    network.cut();

    assertEquals(await nextReturns(given), { greeter: nothing, other: nothing });
  });
});

Deno.test("a channel that is moved during a loss has left the application, whoever has the other one", async () => {
  for (const app of ["other", "foreign"]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withMovedCalls(async ({ pbx, network, incoming, next }) => {
      await using client = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
      await using _foreign = await client.register({ apps: "foreign" });

      network.isDown = true;
      network.cut("greeter");
      await next("lost");
      await client.channels.move({ channelId: incoming, app });
      network.isDown = false;
      const { left, gone, appeared } = await next("resumed");

      assertEquals([left, gone.channels, appeared.channels], [[incoming], [], []]);
    });
  }
});

Deno.test("a channel that was moved into an application while nothing came through has appeared in it", async () => {
  await withMovedCalls(async ({ ari, network, incoming, next }) => {
    network.silence("other");
    const left = ari.once("StasisEnd");
    await ari.channels.move({ channelId: incoming, app: "other" });
    await left;

    network.cut("other");
    const resumed = await next("resumed");

    assertEquals([resumed.apps, resumed.left, resumed.appeared.channels.map(({ id }) => id)], [["other"], [], [
      incoming,
    ]]);
  });
});

Deno.test("a channel that came while the connection was coming back is told of once, by its event", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const started = ari.once("StasisStart");

    // The call comes when the WebSocket is open, and before Asterisk is asked what there is.
    network.before = async (url) => {
      if (!url.endsWith("/channels")) return;
      network.before = undefined;
      await pbx.phone("PJSIP/alice").call("100");
      await started;
    };
    network.cut();
    const { appeared } = await next("resumed");

    assertEquals((await started).channel.name, "PJSIP/alice-00000000");
    assertEquals(appeared.channels, []);
  });
});

const withBob = { listen: false, endpoints: { "PJSIP/bob": {} } } as const;

Deno.test("subscriptions and filters survive a restart of Asterisk, which has forgotten them, as often as they count", async () => {
  await withNetwork(async ({ network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    const applicationName = "greeter";
    const held = async () => {
      const { endpoint_ids, device_names } = await ari.applications.get({ applicationName });
      return [...endpoint_ids, ...device_names];
    };
    const [first, second] = [
      await ari.subscribe("greeter", "endpoint:PJSIP"),
      await ari.subscribe("greeter", "endpoint:PJSIP"),
    ];
    for (let users = 0; users < 2; users++) {
      await ari.applications.subscribe({
        applicationName,
        eventSource: ["endpoint:PJSIP/bob", "deviceState:Stasis:a"],
      });
    }
    await ari.applications.filter({ applicationName, filter: { disallowed: [{ type: "Dial" }] } });

    await using restarted = await simulate(withBob);
    network.pbx = restarted;
    network.cut();
    await next("resumed");
    const after = await held();
    await first.close();
    await ari.applications.unsubscribe({ applicationName, eventSource: "endpoint:PJSIP/bob" });
    const one = await held();
    await second.close();
    await ari.applications.unsubscribe({
      applicationName,
      eventSource: ["endpoint:PJSIP/bob", "deviceState:Stasis:a"],
    });
    const { events_disallowed } = await ari.applications.get({ applicationName });

    assertEquals(after.toSorted(), ["PJSIP", "PJSIP/bob", "Stasis:a"]);
    assertEquals([one.toSorted(), await held()], [["PJSIP", "PJSIP/bob", "Stasis:a"], []]);
    assertEquals(events_disallowed, [{ type: "Dial" }]);
    await assertRejects(
      () => ari.applications.unsubscribe({ applicationName, eventSource: "endpoint:PJSIP" }),
      AriResponseError,
      "422",
    );
  }, { simulate: withBob });
});

Deno.test("who still holds a subscription has it again with the next registration, also of an Asterisk that has restarted", async () => {
  await withNetwork(async ({ network, ari }) => {
    const first = await ari.register({ apps: "greeter" });
    await using _held = await ari.subscribe("greeter", "endpoint:PJSIP");
    const given = await ari.subscribe("greeter", "endpoint:PJSIP/bob");
    await given.close();
    await first.close();
    await using restarted = await simulate(withBob);
    network.pbx = restarted;
    await using _second = await ari.register({ apps: "greeter" });

    assertEquals((await ari.applications.get({ applicationName: "greeter" })).endpoint_ids, ["PJSIP"]);
  }, { simulate: withBob });
});

Deno.test("what calls were subscribed to is not asked for after a loss when they have ended", async () => {
  await withNetwork(async ({ pbx, network, ari, next }) => {
    await using _ = await ari.register({ apps: "greeter" });
    await using _other = await ari.register({ apps: "other" });
    const calls = 20;
    for (let call = 0; call < calls; call++) {
      const leg = ari.channel();
      await leg.originate({ endpoint: "Local/200@default", app: "greeter" });
      await ari.applications.subscribe({ applicationName: "other", eventSource: `channel:${leg.id}` });
      const ended = leg.ended();
      await leg.hangup();
      await ended;
    }
    const before = pbx.journal.length;
    network.cut("other");
    await next("resumed");

    const asked = [...pbx.journal].slice(before).filter((entry) =>
      entry.face === "rest" && entry.kind === "request" && entry.path.includes("/subscription")
    );
    assertEquals(asked, []);
  });
});

Deno.test("what nobody listens for is known all the same: where channels are, and what is gone", async () => {
  await withNetwork(async (given) => {
    const { pbx, network, ari } = given;
    await using _greeter = await ari.register({ apps: "greeter" });
    await using _other = await ari.register({ apps: "other" });
    // Another client does it all, so that this one waits for nothing.
    await using client = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    await using _third = await client.register({ apps: "third" });
    const enter = async (channelId: string) => {
      await client.channels.originateWithId({ channelId, endpoint: "Local/200@default", app: "greeter" });
      while (!(await client.channels.get({ channelId })).dialplan.app_name.includes("Stasis"));
    };
    const holds = async (applicationName: string, channelId: string) => {
      return (await client.applications.get({ applicationName })).channel_ids.includes(channelId);
    };
    for (const id of ["moved", "ended", "stays"]) await enter(id);
    await client.channels.move({ channelId: "moved", app: "other" });
    while (!await holds("other", "moved"));
    for (const channelId of ["ended", "stays"]) {
      await ari.applications.subscribe({ applicationName: "other", eventSource: `channel:${channelId}` });
    }
    await client.channels.hangup({ channelId: "ended" });
    while (await holds("other", "ended"));
    await client.asterisk.ping();
    const before = pbx.journal.length;
    network.cut();
    const told = await nextReturns(given);

    const asked = [...pbx.journal].slice(before).filter((entry) =>
      entry.face === "rest" && entry.kind === "request" && entry.path.includes("/subscription")
    );
    assertEquals([told, asked], [{ greeter: nothing, other: nothing }, []]);
  });
});

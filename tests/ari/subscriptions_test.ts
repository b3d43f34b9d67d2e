import { AriResponseError } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { type EventSource, Subscriptions } from "../../ari/subscriptions.ts";
import { withDesk } from "../support/desk.ts";

/** What was asked for of subscriptions, in order. */
function asked(journal: Iterable<{ readonly face: string; readonly kind: string }>): string[] {
  return [...journal].flatMap((entry) =>
    "operation" in entry && /^applications\.(un)?subscribe$/.test(String(entry.operation))
      ? [`${entry.operation} ${"status" in entry ? entry.status : ""}`]
      : []
  );
}

Deno.test("the first one subscribes, the last one to go ends it, and those between cost nothing", async () => {
  await withDesk(async ({ pbx, ari }) => {
    const source = "deviceState:Stasis:desk";
    const [first, second] = await Promise.all([ari.subscribe("desk", source), ari.subscribe("desk", source)]);
    const third = await ari.subscribe("desk", source);
    await first.close();
    await first.close();
    await second.close();
    const during = (await ari.applications.get({ applicationName: "desk" })).device_names;
    await third[Symbol.asyncDispose]();
    const after = (await ari.applications.get({ applicationName: "desk" })).device_names;
    await (await ari.subscribe("desk", source)).close();

    assertEquals([during, after], [["Stasis:desk"], []]);
    const once = ["applications.subscribe 200", "applications.unsubscribe 200"];
    assertEquals(asked(pbx.journal), [...once, ...once]);
  });
});

Deno.test("objects are what they are called in Asterisk, and what is none is refused", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel("leg").originate({ endpoint: "Local/3000@default", app: "desk" });
    const bridge = await ari.bridge("room").createWithId({ type: "mixing" });
    const [endpoint] = await ari.endpoints.listByTech({ tech: "PJSIP" });
    const sources: (EventSource | undefined)[] = [leg, bridge, endpoint, ari.channel("leg")];
    const names: string[] = [];
    for (const source of sources) {
      if (source === undefined) continue;
      await using subscription = await ari.subscribe("desk", source);
      names.push(subscription.source);
    }

    assertEquals(names, ["channel:leg", "bridge:room", "endpoint:PJSIP/bob", "channel:leg"]);
    await assertRejects(() => ari.subscribe("desk", "channel:none"), AriResponseError, "422");
    await assertRejects(() => ari.subscribe("desk", ari.playback() as never), TypeError, "it is no channel");
    await bridge.destroy();
    await leg.hangup();
  });
});

Deno.test("what went by itself ends well, and one that is given up does not keep it", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel("leg").originate({ endpoint: "Local/3000@default", app: "desk" });
    const subscription = await ari.subscribe("desk", leg);
    const ended = leg.ended();
    await leg.hangup();
    await ended;
    await subscription.close();

    const aborted = AbortSignal.abort(new Error("enough"));
    await assertRejects(() => ari.subscribe("desk", "endpoint:PJSIP", { signal: aborted }), Error, "enough");
    assertEquals((await ari.applications.get({ applicationName: "desk" })).endpoint_ids, []);
  });
});

Deno.test("Subscriptions rejects for all who wait when Asterisk refuses, and asks anew for the next one", async () => {
  let calls = 0;
  const subscriptions = new Subscriptions({
    subscribe: () => Promise.reject(new Error(`refused ${++calls}`)),
    unsubscribe: () => Promise.reject(new Error("not subscribed")),
  });
  const both = [subscriptions.add("a", "channel:1"), subscriptions.add("a", "channel:1")];

  for (const one of both) await assertRejects(() => one, Error, "refused 1");
  await assertRejects(() => subscriptions.add("a", "channel:1"), Error, "refused 2");
});

Deno.test("what is gone is no longer subscribed to: closing costs no request, and the same name is asked for anew", async () => {
  await withDesk(async ({ pbx, ari }) => {
    const room = await ari.bridge("room").createWithId({ type: "mixing" });
    const held = await ari.subscribe("desk", room);
    const destroyed = ari.once("BridgeDestroyed");
    await room.destroy();
    await destroyed;
    await ari.bridge("room").createWithId({ type: "mixing" });
    const anew = await ari.subscribe("desk", room);
    await held.close();
    await anew.close();
    await room.destroy();

    assertEquals(asked(pbx.journal), [
      "applications.subscribe 200",
      "applications.subscribe 200",
      "applications.unsubscribe 200",
    ]);
  });
});

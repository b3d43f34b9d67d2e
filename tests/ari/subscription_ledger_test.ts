import { type AriClient, connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { SubscriptionLedger } from "../../ari/subscription_ledger.ts";

Deno.test("SubscriptionLedger asks again for what was noted and is left, once for each", async () => {
  await using pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _ = await ari.register({ apps: "app" });
  const ledger = new SubscriptionLedger();
  ledger.open("app");
  ledger.open("none");
  const applicationName = "app";
  ledger.note("applications.subscribe", {
    applicationName,
    eventSource: ["deviceState:Stasis:a", "deviceState:Stasis:b"],
  });
  ledger.note("applications.subscribe", { applicationName, eventSource: ["deviceState:Stasis:b", "channel:gone"] });
  ledger.note("applications.unsubscribe", { applicationName, eventSource: "deviceState:Stasis:a" });
  ledger.note("applications.filter", { applicationName, filter: { allowed: [{ type: "Dial" }] } });
  ledger.note("channels.list");

  await ledger.restore("app", ari.applications, {});
  await ledger.restore("other", ari.applications, {});

  const { device_names, channel_ids, events_allowed } = await ari.applications.get({ applicationName });
  assertEquals([device_names, channel_ids, events_allowed], [["Stasis:b"], [], [{ type: "Dial" }]]);
});

Deno.test("SubscriptionLedger rejects when Asterisk says no for another reason, and forgets what is over", async () => {
  await using pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  const ledger = new SubscriptionLedger();
  ledger.open("app");
  ledger.open("none");
  ledger.note("applications.subscribe", { applicationName: "none", eventSource: "deviceState:Stasis:a" });

  await assertRejects(() => ledger.restore("none", ari.applications, {}), Error, "404");
  ledger.forget("none");
  await ledger.restore("none", ari.applications, {});
});

/** Counts what is asked for. */
function askedApplications(asked: string[]): AriClient["applications"] {
  const nothing = { channel_ids: [], bridge_ids: [], endpoint_ids: [], device_names: [] };
  const applications: unknown = {
    get: () => Promise.resolve(nothing),
    subscribe: ({ eventSource }: { eventSource: string }) => Promise.resolve(asked.push(eventSource)),
  };
  return applications as AriClient["applications"];
}

Deno.test("SubscriptionLedger asks as often as Asterisk counts, which it does for all but device states", async () => {
  const ledger = new SubscriptionLedger();
  ledger.open("app");
  const applicationName = "app";
  const note = (verb: string, eventSource: string) =>
    ledger.note(`applications.${verb}`, { applicationName, eventSource });
  for (const source of ["endpoint:PJSIP", "bridge:a", "deviceState:Stasis:a", "deviceState:Stasis:b", "channel:1"]) {
    note("subscribe", source);
    note("subscribe", source);
  }
  for (const source of ["bridge:a", "deviceState:Stasis:b", "channel:1", "channel:1", "channel:1"]) {
    note("unsubscribe", source);
  }
  note("subscribe", "channel:1");
  const asked: string[] = [];
  await ledger.restore("app", askedApplications(asked), {});

  assertEquals(
    asked.toSorted(),
    ["bridge:a", "channel:1", "deviceState:Stasis:a", "endpoint:PJSIP", "endpoint:PJSIP"],
  );
});

Deno.test("SubscriptionLedger forgets what is gone, and takes nothing up for applications that are not its own", async () => {
  const ledger = new SubscriptionLedger();
  ledger.open("app");
  for (let call = 0; call < 10_000; call++) {
    const sources = [`channel:${call}`, `bridge:${call}`];
    for (const applicationName of ["app", "foreign"]) {
      ledger.note("applications.subscribe", { applicationName, eventSource: sources });
    }
    if (call === 9_999) assertEquals(ledger.size, 2);
    for (const source of sources) ledger.release(source);
  }
  const asked: string[] = [];
  await ledger.restore("app", askedApplications(asked), {});
  await ledger.restore("foreign", askedApplications(asked), {});

  assertEquals([ledger.size, asked], [0, []]);
});

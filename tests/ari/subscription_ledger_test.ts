import { connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { SubscriptionLedger } from "../../ari/subscription_ledger.ts";

Deno.test("SubscriptionLedger asks again for what was noted and is left, once for each", async () => {
  await using pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _ = await ari.register({ apps: "app" });
  const ledger = new SubscriptionLedger();
  const applicationName = "app";
  ledger.note("applications.subscribe", { applicationName, eventSource: "deviceState:Stasis:a,deviceState:Stasis:b" });
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
  ledger.note("applications.subscribe", { applicationName: "none", eventSource: "deviceState:Stasis:a" });

  await assertRejects(() => ledger.restore("none", ari.applications, {}), Error, "404");
  ledger.forget("none");
  await ledger.restore("none", ari.applications, {});
});

import { connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals } from "@std/assert";
import { TimerWheel } from "../../_internal/timer_wheel.ts";
import { takeLeave } from "../../ari/farewell.ts";

/** The subscriptions that were ended, by application. */
function farewells(pbx: SimulatedPbx): string[] {
  return [...pbx.journal].flatMap((entry) =>
    entry.kind === "request" && entry.method === "DELETE" ? [entry.path.split("?")[0] ?? ""] : []
  );
}

Deno.test("who hears all ends its subscription to device states before it goes, for each of its applications", async () => {
  await using pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });

  const registration = await ari.register({ apps: ["one", "a/b"], subscribeAll: true });
  await registration.close();
  await (await ari.register({ apps: "three" })).close();

  assertEquals(farewells(pbx), ["/ari/applications/one/subscription", "/ari/applications/a%2Fb/subscription"]);
});

Deno.test("an application that somebody else took over is left alone", async () => {
  await using pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  const registration = await ari.register({ apps: ["taken", "kept"], subscribeAll: true });
  const replaced = ari.once("ApplicationReplaced");
  await using _ = await other.register({ apps: "taken" });
  await replaced;

  await registration.close();

  assertEquals(farewells(pbx), ["/ari/applications/kept/subscription"]);
});

Deno.test("takeLeave() ends when Asterisk is out of reach, and after a second without an answer", async () => {
  await using pbx = await simulate({ listen: false });
  using wheel = new TimerWheel(pbx.clock);
  const asked = { app: "a", url: "ws://127.0.0.1:8088/ari/events?app=a", authorization: "Basic x", wheel };
  const { transport } = pbx;
  const unreachable = () => Promise.reject(new TypeError("error sending request"));
  const silent = (_url: unknown, init?: RequestInit) =>
    new Promise<Response>((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));

  await takeLeave({ ...asked, transport: { ...transport, fetch: unreachable } });
  const before = pbx.clock.now();
  await takeLeave({ ...asked, transport: { ...transport, fetch: silent } });

  assertEquals(pbx.clock.now() - before, 1_000);
});

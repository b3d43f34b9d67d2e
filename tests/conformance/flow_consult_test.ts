import {
  type AriClient,
  AriDialError,
  AriGoneError,
  type Channel,
  collect,
  connect,
  consult,
  prompts,
} from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import type { BackendCall, BackendPhone } from "./backend.ts";
import { type Conformance, conformance } from "./harness.ts";

interface Desk {
  readonly ari: AriClient;
  readonly channel: Channel;
  readonly alice: BackendCall;
  readonly bob: BackendPhone;
  readonly signal: AbortSignal;
}

const options = { endpoint: "PJSIP/bob", app: "legs" };

/** Alice is in the application, and Bob's phone can be called; in the end none of their channels and bridges is left. */
async function withDesk({ backend, signal }: Conformance, body: (desk: Desk) => Promise<void>): Promise<void> {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _registration = await ari.register({ apps: ["hello-world", "legs"], signal });
  await using bob = await backend.register();
  const started = ari.once("StasisStart", { signal });
  await using alice = await backend.call("101");
  const { channel } = await started;
  await body({ ari, channel, alice, bob, signal });
  await alice.hangup();
  const isOurs = ({ id }: { id: string }) => id === channel.id || id.startsWith("consult-");
  while ((await ari.channels.list({ signal })).some(isOurs));
  while ((await ari.bridges.list({ signal })).some(isOurs));
}

conformance("consult() joins a caller with a leg that took the call by a key, and leaves nothing", async (given) => {
  await withDesk(given, async ({ ari, channel, alice, bob, signal }) => {
    const consulting = consult(channel, { ...options, signal });
    const phone = await bob.incoming();
    await phone.answer();
    const consultation = await consulting;
    const collecting = collect(consultation.leg, { prompt: "sound:demo-instruct", maxDigits: 1, signal });
    await phone.press("1");
    assertEquals((await collecting).digits, "1");
    await consultation.join();
    const bridge = (await ari.bridges.list({ signal })).find(({ id }) => id.startsWith("consult-"));
    assertEquals(bridge?.channels.toSorted(), [channel.id, consultation.leg.id].sort());

    await alice.hangup();
    await phone.ended();
    await consultation.ended({ signal });
  });
});

conformance("consult() tells that the other one is busy, and that nobody answers in time", async (given) => {
  await withDesk(given, async ({ channel, bob, signal }) => {
    const busy = consult(channel, { ...options, signal });
    busy.catch(() => {}); // Looked at below.
    await (await bob.incoming()).reject(486);
    const first = await assertRejects(() => busy, AriDialError);
    const consulting = consult(channel, { ...options, timeout: 1, signal });
    consulting.catch(() => {}); // Looked at below.
    const phone = await bob.incoming(); // It rings.
    const unanswered = await assertRejects(() => consulting, AriDialError);
    await phone.ended();

    assertEquals([first, unanswered].map(({ cause, dialstatus }) => [cause, dialstatus]), [[17, "BUSY"], [
      19,
      undefined,
    ]]);
    assertEquals(await prompts(channel, "sound:beep", { signal }), { type: "finished" });
  });
});

conformance("consult() leaves no leg when the caller hangs up while it rings", async (given) => {
  await withDesk(given, async ({ channel, alice, bob, signal }) => {
    const consulting = consult(channel, { ...options, signal });
    consulting.catch(() => {});
    const phone = await bob.incoming();
    await alice.hangup();

    await assertRejects(() => consulting, AriGoneError);
    await phone.ended();
  });
});

conformance("consult() leaves the caller in the application when the other one hangs up", async (given) => {
  await withDesk(given, async ({ channel, bob, signal }) => {
    const consulting = consult(channel, { ...options, signal });
    const phone = await bob.incoming();
    await phone.answer();
    const consultation = await consulting;
    await consultation.join();
    await phone.hangup();
    await consultation.ended({ signal });

    assertEquals(await prompts(channel, "sound:beep", { signal }), { type: "finished" });
  });
});

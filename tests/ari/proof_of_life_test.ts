import { connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { AriConnectionError, AriResponseError } from "../../ari/errors.ts";
import { EventProver } from "../../ari/proof_of_life.ts";

const { signal } = new AbortController();

Deno.test("EventProver.prove() sends an event to each application, and waits for it to come", async () => {
  await using pbx = await simulate({ listen: false });
  await using client = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _ = await client.register({ apps: ["one", "two"] });
  const prover = new EventProver({ client, clock: pbx.clock, random: Math.random });
  const taken: boolean[] = [];
  client.on("ChannelUserevent", (event) => void taken.push(prover.take(event)));

  const proof = await prover.prove(["one", "two"], 1_000, signal);

  assertEquals([proof, taken], ["event", [true, true]]);
});

Deno.test("EventProver.prove() rejects when the event does not come, and when Asterisk has no such application", async () => {
  await using pbx = await simulate({ listen: false });
  await using client = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _ = await client.register({ apps: "one" });
  const prover = new EventProver({ client, clock: pbx.clock, random: Math.random });
  const before = pbx.clock.now();

  await assertRejects(() => prover.prove(["one"], 750, signal), AriConnectionError, "did not arrive in 750 ms");
  assertEquals(pbx.clock.now() - before >= 750, true);
  await assertRejects(() => prover.prove(["none"], 750, signal), AriResponseError, "404");
});

Deno.test("EventProver.prove() is content with the application where the user may only read", async () => {
  await using pbx = await simulate({
    listen: false,
    files: { "ari.conf": "[general]\nenabled=yes\n[reader]\ntype=user\npassword=r\nread_only=yes\n" },
  });
  await using client = await connect(pbx.ari.url, { username: "reader", password: "r", ...pbx.connection });
  await using _ = await client.register({ apps: "one" });
  const prover = new EventProver({ client, clock: pbx.clock, random: Math.random });

  assertEquals(await prover.prove(["one"], 750, signal), "application");
  await assertRejects(() => prover.prove(["none"], 750, signal), AriResponseError, "404");
});

Deno.test("EventProver.take() knows its own events from those of others", () => {
  const world = { client: undefined as never, clock: undefined as never, random: () => 0 };
  const prover = new EventProver(world);
  const event = (eventname: unknown) => ({ type: "ChannelUserevent", eventname });

  assertEquals(prover.take(event("asterism-proof-00000000-0000-4000-8000-000000000000-1")), true);
  assertEquals(prover.take(event("asterism-proof-11111111-1111-4111-9111-111111111111-1")), false);
  assertEquals(prover.take(event("own")), false);
  assertEquals(prover.take(event(5)), false);
});

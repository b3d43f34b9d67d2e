import { assertEquals, assertRejects } from "@std/assert";
import { NotSimulatedError } from "../../../simulator/errors.ts";
import type { Fact } from "../../../simulator/core/facts.ts";
import { TestChannel } from "./test_channel.ts";

const options = { timeout: 1_000, filter: "", notifiesClaimed: false };

/** Registers applications, and gives what they are told, in order. */
function register(given: TestChannel, ...names: string[]): string[] {
  const told: string[] = [];
  const send = (application: string, { kind }: Fact) => void told.push(`${application} ${kind}`);
  for (const name of names) given.pbx.stasis.register(name, { send }, { subscribesAll: false });
  return told;
}

Deno.test("Broadcasts.offer() resolves with the first application that claims, and refuses the others", async () => {
  using given = new TestChannel();
  const told = register(given, "a", "b");
  const { broadcasts } = given.pbx;

  const offered = broadcasts.offer(given.channel, options);
  const claims = ["b", "a"].map((name) => broadcasts.claim(given.channel.id, name));
  const winner = await offered;
  const late = broadcasts.claim(given.channel.id, "a");
  broadcasts.forget(given.channel.id);

  assertEquals([claims, winner, late], [["claimed", "taken"], "b", "taken"]);
  assertEquals(broadcasts.claim(given.channel.id, "a"), "not-found");
  assertEquals(told.toSorted(), ["a call-broadcast", "b call-broadcast"]);
});

Deno.test("Broadcasts.offer() gives up when the time is over, and then nobody can claim", async () => {
  using given = new TestChannel();
  const { broadcasts } = given.pbx;

  const offered = broadcasts.offer(given.channel, options);
  await given.clock.tick(1_000);

  assertEquals([await offered, broadcasts.claim(given.channel.id, "a")], [undefined, "not-found"]);
});

Deno.test("Broadcasts.offer() gives up when the channel hangs up", async () => {
  using given = new TestChannel();

  const offered = given.pbx.broadcasts.offer(given.channel, options);
  given.channel.requestHangup({ soft: false });

  assertEquals(await offered, undefined);
});

Deno.test("Broadcasts tells those who were offered the channel who got it, when it is asked to", () => {
  using given = new TestChannel();
  const told = register(given, "a1", "b1", "a2");

  void given.pbx.broadcasts.offer(given.channel, { ...options, filter: "^a[12]$", notifiesClaimed: true });
  given.pbx.broadcasts.claim(given.channel.id, "elsewhere");

  assertEquals(told.toSorted(), ["a1 call-broadcast", "a1 call-claimed", "a2 call-broadcast", "a2 call-claimed"]);
});

// Asterisk would rather tell everyone than try an expression that could take long, or that it can not read.
for (
  const [filter, isUsed] of [
    ["^x$", true],
    ["(", false],
    ["(x)+(y)*(z)?", true],
    ["(x)+(y)*(z)?(z){2}", false],
    ["x{100}", true],
    ["x{101}", false],
    ["x{1,101}", false],
    [`${"(".repeat(10)}x${")".repeat(10)}`, true],
    [`${"(".repeat(11)}x${")".repeat(11)}`, false],
    [`(((x${"|x".repeat(20)})))`, true],
    [`(((x${"|x".repeat(21)})))`, false],
    [`((x${"|x".repeat(21)}))`, true],
    ["[(]x\\(\\(\\(\\(\\(\\(\\(\\(\\(\\(\\(", true],
    ["[](((((((((((]x", true],
    ["x".repeat(256), true],
    ["x".repeat(257), false],
  ] as const
) {
  Deno.test(`Broadcasts ${isUsed ? "uses" : "does without"} the filter ${filter.slice(0, 24)} of ${filter.length}`, () => {
    using given = new TestChannel();
    const told = register(given, "app");

    void given.pbx.broadcasts.offer(given.channel, { ...options, filter });

    assertEquals(told, isUsed ? [] : ["app call-broadcast"]);
  });
}

Deno.test("Broadcasts.offer() throws NotSimulatedError for a filter that only Asterisk can use", async () => {
  using given = new TestChannel();

  await assertRejects(
    () => given.pbx.broadcasts.offer(given.channel, { ...options, filter: "(a)\\1" }),
    NotSimulatedError,
    'Cannot filter applications by "(a)\\1"',
  );
});

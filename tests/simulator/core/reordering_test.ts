import { assertEquals, assertExists, assertNotEquals } from "@std/assert";
import { objectsOf, Reordering } from "../../../simulator/core/reordering.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { TestChannel } from "./test_channel.ts";

/** Lets events of some objects through, and gives them in the order in which they come out: `object` and number. */
async function pass(seed: number, objects: readonly (readonly string[])[], options: { pause?: number } = {}) {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const reordering = new Reordering({ clock, random: seededRandom(seed) });
  const out: string[] = [];
  for (const [index, keys] of objects.entries()) {
    reordering.pass("app", keys, () => void out.push(`${keys.join("+")}${index}`));
    // deno-lint-ignore no-await-in-loop -- One moment after the other.
    if (options.pause !== undefined) await clock.tick(options.pause);
  }
  const now = clock.now();
  await clock.tick(5);
  return { out, now };
}

const many = Array.from({ length: 40 }, (_, index) => [["a"], ["b"], ["c"], ["a", "b"]][index % 4] ?? []);

Deno.test("Reordering lets events of different objects change places, and keeps those of each in order", async () => {
  const { out } = await pass(1, many);

  assertEquals(out.length, many.length);
  const numbers = out.map((event) => Number(/\d+/.exec(event)?.[0]));
  assertNotEquals(numbers, numbers.toSorted((a, b) => a - b));
  for (const object of ["a", "b", "c"]) {
    const own = out.filter((event) => event.includes(object)).map((event) => Number(/\d+/.exec(event)?.[0]));
    assertEquals(own, own.toSorted((a, b) => a - b));
  }
});

Deno.test("Reordering gives the same order for the same seed, and another one for another", async () => {
  const [first, again, other] = await Promise.all([pass(7, many), pass(7, many), pass(8, many)]);

  assertEquals(first.out, again.out);
  assertNotEquals(first.out, other.out);
});

Deno.test("Reordering holds nothing back for more than 5 ms", async () => {
  const { out } = await pass(1, many, { pause: 5 });

  assertEquals(out, many.map((keys, index) => `${keys.join("+")}${index}`));
});

Deno.test("Reordering keeps applications apart", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  // The first is held back, the second goes out at once.
  const chances = [0.9, 0];
  const reordering = new Reordering({ clock, random: () => chances.shift() ?? 0 });
  const out: string[] = [];

  reordering.pass("one", ["a"], () => void out.push("one"));
  reordering.pass("two", ["a"], () => void out.push("two"));
  await clock.tick(5);

  assertEquals(out, ["two", "one"]);
});

Deno.test("Reordering is right about what is said while something is sent", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const chances = [0.9, 0.9, 0, 0];
  const reordering = new Reordering({ clock, random: () => chances.shift() ?? 0 });
  const out: string[] = [];

  reordering.pass("app", ["a"], () => {
    out.push("first");
    reordering.pass("app", ["a"], () => void out.push("third"));
  });
  reordering.pass("app", ["a"], () => void out.push("second"));
  await clock.tick(5);

  assertEquals(out, ["first", "second", "third"]);
});

Deno.test("objectsOf() names the objects that a fact is about", () => {
  using given = new TestChannel();
  const { snapshot: channel } = given.channel;
  const other = { ...channel, id: "other" };
  const bridge = given.pbx.bridges.createForApplications({})?.snapshot;
  assertExists(bridge);
  const endpoint = { technology: "PJSIP", resource: "alice", state: "online", channels: [] } as const;
  const playback = { id: "p", media: "", nextMedia: undefined, target: "", language: "en", state: "playing" } as const;
  const time = 0;

  assertEquals(objectsOf({ time, kind: "channel-updated", old: undefined, channel }), [channel.id]);
  assertEquals(objectsOf({ time, kind: "bridge-entered", bridge, channel }), [bridge.id, channel.id]);
  assertEquals(objectsOf({ time, kind: "playback-updated", channel, bridgeId: "b", playback }), ["b", "p"]);
  assertEquals(objectsOf({ time, kind: "peer-status", endpoint, peer: { status: "x", details: {} } }), ["PJSIP/alice"]);
  assertEquals(objectsOf({ time, kind: "device-state-changed", device: "d", state: "x" }), ["deviceState:d"]);
  assertEquals(objectsOf({ time, kind: "user-event", name: "x", fields: {}, channel }), ["user-event", channel.id]);
  assertEquals(
    objectsOf({
      time,
      kind: "channel-dial",
      caller: channel,
      peer: other,
      forwarded: undefined,
      forward: "",
      dialString: "",
      dialStatus: "",
    }),
    [channel.id, "other"],
  );
});

import { assertEquals } from "@std/assert";
import { settle, TestBridge } from "./test_bridge.ts";

const media = { media: "sound:hello-world" };
const whole = { complete: true, played: 1000 };

Deno.test("BridgeMedia lets the others hear a medium from its beginning to its end", () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  given.join(bridge, a, b);

  a.receive({ kind: "media-begin", media });
  a.receive({ kind: "media-end", media, outcome: whole });

  assertEquals([given.toldTo(a), given.toldTo(b)], [[], [
    "begin sound:hello-world",
    "end sound:hello-world true 1000",
  ]]);
});

Deno.test("BridgeMedia lets who comes in between hear the rest, and cuts it off for who goes", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  a.receive({ kind: "media-begin", media });
  const [, member] = given.join(bridge, a, b);
  given.toldTo(b);
  await given.clock.tick(300);
  given.join(bridge, c);
  await given.clock.tick(200);

  member?.leave("removed");
  await settle();
  a.receive({ kind: "media-end", media, outcome: whole });

  assertEquals(given.toldTo(b).filter((line) => line.startsWith("end sound")), ["end sound:hello-world false 500"]);
  const heard = given.toldTo(c).filter((line) => line.includes("sound"));
  assertEquals(heard, ["begin sound:hello-world", "end sound:hello-world false 200"]);
});

Deno.test("BridgeMedia ends for all when its sender goes, and a muted sender is not heard", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  const [member] = given.join(bridge, a, b);
  given.joinWith(bridge, c, { features: { isMuted: true } });
  given.toldTo(b);

  c.receive({ kind: "media-begin", media: { media: "sound:muted" } });
  a.receive({ kind: "media-begin", media });
  member?.leave("ended");
  await settle();

  const heard = given.toldTo(b).filter((line) => line.includes("sound"));
  assertEquals(heard, ["begin sound:hello-world", "end sound:hello-world false 0"]);
});

Deno.test("BridgeMedia sends silence to everybody while a mixer mixes, and what a telephone sends while it says nothing", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  const phone = given.channel;
  const [, , member] = given.join(bridge, a, b, c);
  const mixed = given.toldTo(b).filter((line) => line.includes("silence"));
  member?.leave("removed");
  await settle();
  const alone = given.toldTo(b).filter((line) => line.includes("silence"));
  given.joinWith(given.bridge("mixing", { id: "other" }), phone);
  given.joinWith(phone.bridging.bridge ?? bridge, c);

  assertEquals([mixed, alone], [["begin silence"], ["end silence false 0"]]);
  assertEquals(given.toldTo(c).filter((line) => line.startsWith("begin silence")).length, 2);
});

import { assertEquals } from "@std/assert";
import { settle, TestBridge } from "./test_bridge.ts";

Deno.test("native_rtp takes digits past everybody, to the other telephone", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a", { hasRtp: true }), given.create("b", { hasRtp: true })];
  given.join(bridge, a, b);
  await settle();
  given.toldTo(b);
  given.facts.length = 0;

  a.receive({ kind: "dtmf", digit: "1", duration: 100 });
  await settle();

  assertEquals([bridge.technology.name, given.toldTo(b), given.kinds], ["native_rtp", ["digit 1"], []]);
});

Deno.test("native_rtp is not for bridges that proxy media, nor for a channel that is not up", async () => {
  using given = new TestBridge();
  const [proxy, early] = [given.bridge("mixing,proxy_media"), given.bridge()];
  const rtp = { hasRtp: true };
  given.join(proxy, given.create("a", rtp), given.create("b", rtp));
  given.join(early, given.create("c", rtp), given.create("d", { ...rtp, state: "Down" }));
  await settle();

  assertEquals([proxy.technology.name, early.technology.name], ["simple_bridge", "simple_bridge"]);
});

Deno.test("softmix passes digits and media, but nothing that a far end says of its call", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  given.join(bridge, a, b, c);
  await settle();
  for (const channel of [b, c]) given.toldTo(channel);
  const media = { media: "sound:hello-world" };

  a.receive({ kind: "control", control: "hold" });
  a.receive({ kind: "dtmf", digit: "1", duration: 100 });
  a.receive({ kind: "media-begin", media });
  await settle();

  assertEquals([b, c].map((channel) => given.toldTo(channel)), [
    ["begin sound:hello-world", "digit 1"],
    ["begin sound:hello-world", "digit 1"],
  ]);
});

Deno.test("holding_bridge passes on what the one announcer says", async () => {
  using given = new TestBridge();
  const bridge = given.bridge("holding");
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  for (const announcer of [b, c]) announcer.bridging.roles = new Set(["announcer"]);
  given.join(bridge, a, b, c);
  await settle();

  a.receive({ kind: "dtmf", digit: "1", duration: 100 });
  b.receive({ kind: "dtmf", digit: "2", duration: 100 });
  await settle();

  assertEquals(bridge.members.map(({ channel }) => channel.name), ["a", "b"]);
  assertEquals([given.toldTo(a), given.toldTo(b)], [["digit 2"], []]);
  assertEquals(a.variables.get("BRIDGEPEER"), undefined);
});

Deno.test("simple_bridge takes a hold off both when the second one comes", () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  a.indicate("hold");
  given.toldTo(a);

  given.join(bridge, a, b);

  assertEquals([given.toldTo(a), given.toldTo(b)], [["unhold"], []]);
});

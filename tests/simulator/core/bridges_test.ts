import { assertEquals } from "@std/assert";
import { settle, TestBridge } from "./test_bridge.ts";

Deno.test("Bridges makes bridges for applications, finds them, and lists them by id", async () => {
  using given = new TestBridge();
  const { bridges } = given.pbx;
  const [b, a, hidden] = [
    bridges.createForApplications({ id: "b", name: "salon", type: "holding" }),
    bridges.createForApplications({ id: "a" }),
    bridges.createForApplications({ id: "hidden", type: "holding", isInvisible: true }),
  ];
  const refused = [bridges.createForApplications({ id: "a" }), bridges.createForApplications({ type: "nonsense" })];

  assertEquals([b?.snapshot.name, b?.snapshot.type, a?.snapshot.name], ["salon", "holding", ""]);
  assertEquals(refused, [undefined, undefined]);
  assertEquals(bridges.list().map(({ id }) => id), ["a", "b"]);
  assertEquals([bridges.get("hidden"), bridges.has("hidden"), bridges.get("a")], [undefined, true, a]);
  assertEquals([bridges.getForApplications("hidden"), bridges.getForApplications("c")], [hidden, undefined]);

  if (a !== undefined) bridges.destroy(a);
  const during = [bridges.list().length, bridges.getForApplications("a")];
  await settle();

  assertEquals([during, bridges.get("a")], [[1, undefined], undefined]);
});

Deno.test("Bridges gives a bridge an id that has no other", () => {
  using given = new TestBridge();

  const bridge = given.pbx.bridges.createForApplications({});

  assertEquals(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(bridge?.id ?? ""), true);
});

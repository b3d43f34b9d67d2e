import { assertEquals, assertRejects } from "@std/assert";
import { operations } from "../../ari/generated/operations.ts";
import { MadeObjects } from "../../ari/made_objects.ts";

const create = operations["channels.create"];

Deno.test("MadeObjects tells those who wait for an object that it was made, or why not", async () => {
  const made = new MadeObjects(() => ({ [Symbol.dispose]: () => {} }));
  const told: unknown[] = [];
  const first = made.on("Channel a", (error) => told.push(["a", error]));
  made.on("Channel b", (error) => told.push(["b", error]));
  const refused = new Error("refused");

  assertEquals(await made.making(create, { channelId: "a" }, () => Promise.resolve(1)), 1);
  await assertRejects(() => made.making(create, { channelId: "b" }, () => Promise.reject(refused)), Error, "refused");
  first[Symbol.dispose]();
  await made.making(create, { channelId: "a" }, () => Promise.resolve(2));

  assertEquals(told, [["a", undefined], ["b", refused]]);
  assertEquals([made.has("Channel a"), made.has("Channel b"), made.endOf("Channel a")], [true, false, undefined]);
});

import { assertEquals, assertRejects } from "@std/assert";
import { onceInBridge, transferAttended, transferBlind } from "../../../simulator/core/bridge_transfer.ts";
import type { BridgeFact, Fact } from "../../../simulator/core/facts.ts";
import { NotSimulatedError } from "../../../simulator/errors.ts";
import { settle, TestBridge } from "./test_bridge.ts";

type Transfer = Extract<BridgeFact, { kind: "blind-transfer" | "attended-transfer" }>;

function transfersIn(facts: readonly Fact[]): Transfer[] {
  return facts.flatMap((fact) => fact.kind === "blind-transfer" || fact.kind === "attended-transfer" ? [fact] : []);
}

Deno.test("transferBlind() is invalid without a bridge, and without others in it, who is taken off hold for all that", () => {
  using given = new TestBridge();
  const { pbx } = given;
  const [a, b] = [given.create("a"), given.create("b")];
  const place = { context: "default", exten: "1" };

  const results = [transferBlind(pbx, a, place, () => {})];
  given.join(given.bridge(), b);
  results.push(transferBlind(pbx, b, place, () => {}));

  assertEquals(results, ["Invalid", "Invalid"]);
  assertEquals(transfersIn(given.facts).map(({ result, isExternal }) => [result, isExternal]), [["Invalid", true], [
    "Invalid",
    true,
  ]]);
  const holds = given.facts.flatMap((fact) => fact.kind === "channel-hold" ? [[fact.channel.id, fact.isHeld]] : []);
  assertEquals(holds, [["b", false]]);
});

Deno.test("transferBlind() gives whom it has made before that one is called, and fails when it can not be", () => {
  using given = new TestBridge();
  const { pbx } = given;
  const [a, b] = [given.create("a"), given.create("b")];
  given.join(given.bridge(), a, b);
  const states: unknown[] = [];

  const result = transferBlind(pbx, a, { context: "default", exten: "nobody" }, ({ name, state, variables }) => {
    states.push([name, state, variables.get("BLINDTRANSFER")]);
  });

  assertEquals(states, [["Local/nobody@default-00000000;1", "Down", "a"]]);
  assertEquals(result, "Fail");
  assertEquals([a, b].map(({ variables }) => variables.get("BLINDTRANSFER")), ["b", "a"]);
  assertEquals(transfersIn(given.facts).map(({ result, transferee }) => [result, transferee?.id]), [["Fail", "b"]]);
});

Deno.test("transferAttended() is invalid when neither call is in a bridge, and not simulated when only one is", async () => {
  using given = new TestBridge();
  const { pbx } = given;
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];

  const result = await transferAttended(pbx, a, b);
  given.join(given.bridge(), a, c);

  await assertRejects(() => transferAttended(pbx, a, b), NotSimulatedError, "b is in no bridge");
  await assertRejects(() => transferAttended(pbx, b, a), NotSimulatedError, "b is in no bridge");
  assertEquals([result, ...transfersIn(given.facts).map(({ kind }) => kind)], ["Invalid", "attended-transfer"]);
});

Deno.test("onceInBridge() tells once whether a channel has come into a bridge, or is gone", async () => {
  using given = new TestBridge();
  const { pbx } = given;
  const [a, b] = [given.create("a"), given.create("b")];
  const told: unknown[] = [];
  for (const channel of [a, b]) onceInBridge(pbx, channel, (isIn) => void told.push([channel.id, isIn]));

  const [member] = given.join(given.bridge(), a);
  b.destroy();
  member?.leave("removed");
  await settle();
  a.destroy();

  assertEquals(told, [["a", true], ["b", false]]);
});

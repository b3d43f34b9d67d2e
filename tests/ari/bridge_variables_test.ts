import { assertEquals } from "@std/assert";
import { withBridgeId } from "../../ari/bridge_variables.ts";
import { operations } from "../../ari/generated/operations.ts";

const create = operations["bridges.create"];
const createWithId = operations["bridges.createWithId"];

Deno.test("withBridgeId() has a bridge with variables made under an id, its own or a new one", () => {
  const variables = { A: "1" };

  assertEquals(withBridgeId(create, { name: "n", variables }, () => 0), {
    operation: createWithId,
    parameters: { name: "n", variables, bridgeId: "00000000-0000-4000-8000-000000000000" },
  });
  assertEquals(withBridgeId(create, { bridgeId: "b", variables }, () => 0), {
    operation: createWithId,
    parameters: { bridgeId: "b", variables },
  });
});

Deno.test("withBridgeId() leaves everything else as it is", () => {
  for (
    const [operation, parameters] of [
      [create, undefined],
      [create, { name: "n", bridgeId: "b" }],
      [createWithId, { bridgeId: "b", variables: { A: "1" } }],
      [operations["channels.create"], { endpoint: "Local/1", variables: { A: "1" } }],
    ] as const
  ) {
    assertEquals(withBridgeId(operation, parameters, () => 0), { operation, parameters });
  }
});

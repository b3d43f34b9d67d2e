import { assertEquals } from "@std/assert";
import { Endpoints } from "../../../simulator/core/endpoints.ts";
import type { FactContent } from "../../../simulator/core/facts.ts";

function create(): { endpoints: Endpoints; facts: FactContent[]; welcomed: string[] } {
  const facts: FactContent[] = [];
  const welcomed: string[] = [];
  const endpoints = new Endpoints((fact) => facts.push(fact), ({ resource }) => welcomed.push(resource));
  return { endpoints, facts, welcomed };
}

Deno.test("Endpoints.add() makes an endpoint once, and get() finds it by its name", () => {
  const { endpoints, welcomed } = create();

  const alice = endpoints.add({ technology: "PJSIP", resource: "alice" }, "offline");
  const again = endpoints.add({ technology: "PJSIP", resource: "alice" }, "online");

  assertEquals([again === alice, alice.state, welcomed], [true, "offline", ["alice"]]);
  assertEquals([endpoints.get("PJSIP/alice"), endpoints.get("PJSIP/Alice"), endpoints.list()], [alice, undefined, [
    alice,
  ]]);
});

Deno.test("Endpoint.setState() reports the endpoint, its peer and its contact, and nothing when it is no change", () => {
  const { endpoints, facts } = create();
  const alice = endpoints.add({ technology: "PJSIP", resource: "alice" }, "offline");

  alice.setState("online");
  alice.setState("online");
  alice.setState("offline");

  assertEquals(
    facts.map((fact) => {
      if (fact.kind === "endpoint-updated") return fact.endpoint.state;
      if (fact.kind === "peer-status") return fact.peer.status;
      return fact.kind === "contact-status" && fact.contact.status;
    }),
    ["online", "Reachable", "NonQualified", "offline", "Unreachable", "Removed"],
  );
});

Deno.test("Endpoint.enter() and leave() report its channels", () => {
  const { endpoints, facts } = create();
  const alice = endpoints.add({ technology: "PJSIP", resource: "alice" }, "online");

  alice.enter("1.0");
  alice.enter("1.1");
  alice.leave("1.0");
  alice.leave("1.0");

  const channels = facts.map((fact) => fact.kind === "endpoint-updated" && fact.endpoint.channels);
  assertEquals(channels, [["1.0"], ["1.0", "1.1"], ["1.1"]]);
});

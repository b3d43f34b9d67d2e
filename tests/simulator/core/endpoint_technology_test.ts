import { assertEquals } from "@std/assert";
import type { Endpoint, EndpointCall } from "../../../simulator/core/endpoints.ts";
import { TestChannel } from "./test_channel.ts";

function addEndpoint(given: TestChannel, resource: string): Endpoint {
  const endpoint = given.pbx.addEndpoint({ technology: "PJSIP", resource }, "online");
  endpoint.line = {
    context: "phones",
    takeCall: (): EndpointCall => ({ ...given.channel.driver, channel: undefined }),
    takeMessage: () => {},
    takeRefer: () => {},
  };
  return endpoint;
}

Deno.test("EndpointTechnology.request() makes a channel to an endpoint, also by a number or a URI of it", () => {
  using given = new TestChannel();
  const endpoint = addEndpoint(given, "bob");
  given.facts.length = 0;

  const results = ["bob", "200@bob", "bob/sip:200@example.com"].map((address) =>
    given.pbx.technologies.request("pjsip", { address })
  );

  const names = results.map((result) => result.kind === "created" && result.channel.name);
  assertEquals(names, ["PJSIP/bob-00000001", "PJSIP/bob-00000002", "PJSIP/bob-00000003"]);
  const [first] = results;
  if (first?.kind !== "created") return;
  const { state, dialplan, endpoint: name, protocolId } = first.channel.snapshot;
  assertEquals([state, dialplan.context, dialplan.exten, name, protocolId.length], [
    "Down",
    "phones",
    "s",
    "PJSIP/bob",
    36,
  ]);
  assertEquals(endpoint.channels.size, 3);
  assertEquals(given.kinds.slice(0, 2), ["endpoint-updated", "channel-updated"]);
});

Deno.test("EndpointTechnology.request() can not reach who is not there, not registered, or only a name", () => {
  using given = new TestChannel();
  addEndpoint(given, "bob").setState("offline");
  given.pbx.addEndpoint({ technology: "PJSIP", resource: "name" }, "online");

  const results = ["bob", "BOB", "nobody", "name", ""].map((address) =>
    given.pbx.technologies.request("PJSIP", { address })
  );

  assertEquals(results, results.map(() => ({ kind: "unavailable", cause: 3 })));
});

Deno.test("EndpointTechnology.request() refuses ids that are taken, and uses up one of Asterisk's own", () => {
  using given = new TestChannel();
  addEndpoint(given, "bob");

  const results = [{ id: "0.0" }, { otherId: "0.0" }].map((ids) =>
    given.pbx.technologies.request("PJSIP", { address: "bob", ...ids })
  );

  assertEquals(results, [{ kind: "id-exists" }, { kind: "id-exists" }]);
  assertEquals(given.pbx.nextUniqueId(), "0.3");
});

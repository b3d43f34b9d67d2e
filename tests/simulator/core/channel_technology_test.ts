import { assertEquals } from "@std/assert";
import { ChannelTechnologies, type RequestResult } from "../../../simulator/core/channel_technology.ts";

Deno.test("ChannelTechnologies.request() finds a technology whatever the case, and has cause 66 for one that is not there", () => {
  const technologies = new ChannelTechnologies();
  const asked: string[] = [];
  technologies.add({
    name: "PJSIP",
    request: ({ address }): RequestResult => {
      asked.push(address);
      return { kind: "unavailable", cause: 20 };
    },
  });

  const results = ["pjsip", "SIP"].map((name) => technologies.request(name, { address: "alice" }));

  assertEquals(results, [{ kind: "unavailable", cause: 20 }, { kind: "unavailable", cause: 66 }]);
  assertEquals(asked, ["alice"]);
});

import { assertEquals } from "@std/assert";
import { updateServerConfig } from "../../../config/bridge/update_server.ts";
import { parse } from "../../../config/parse.ts";

Deno.test("updateServerConfig() sends nothing where the server would lose something, and else compares what it reads back", async () => {
  const sent: string[] = [];
  const send = (name: string) => {
    sent.push(name);
    const lines: [string, string][] = name === "GetConfig"
      ? [["Category-000000", "a"], ["Line-000000-000000", "x=2"]]
      : [];
    return Promise.resolve([["Response", "Success"], ...lines] as [string, string][]);
  };
  const change = { verb: "Append", section: "a", name: "x", value: "1" } as const;

  const refused = await updateServerConfig(send, parse("[a]\nx+=1\n"), [change]);
  const result = await updateServerConfig(send, parse("[a]\n"), [change]);

  assertEquals([refused.sent, refused.losses[0]?.code], [false, "addition-lost"]);
  assertEquals(sent, ["UpdateConfig", "GetConfig"]);
  assertEquals(result.sent && result.differences, [{
    kind: "settings",
    section: "a",
    local: ["x=1"],
    server: ["x=2"],
  }]);
});

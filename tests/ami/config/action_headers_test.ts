import { assertEquals } from "@std/assert";
import { sendHeaders } from "@asterism/asterisk/ami";
import { type ConfigChange, parse, type SendAction, updateServerConfig } from "@asterism/asterisk/config";
import type { ActionFields } from "../../../ami/encode.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { ConfigServer } from "../../support/config_server.ts";

Deno.test("sendHeaders() sends headers in order, those of one name together, and resolves with those of the answer", async () => {
  const sent: [string, ActionFields][] = [];
  const send: SendAction = sendHeaders({
    send(name, fields = {}) {
      sent.push([name, fields]);
      return Promise.resolve(amiMessage("Response: Success", "Line-000000-000000: a=1"));
    },
  });

  const answer = await send("GetConfig", [["Filename", "a"], ["Variable", "x=1"], ["Filter", "f"], [
    "Variable",
    "y=2",
  ]]);

  assertEquals(sent, [["GetConfig", { Filename: ["a"], Variable: ["x=1", "y=2"], Filter: ["f"] }]]);
  assertEquals([...answer], [["Response", "Success"], ["Line-000000-000000", "a=1"]]);
});

Deno.test("updateServerConfig() of config/ works through a client", async () => {
  const server = new ConfigServer({ "m.conf": "[a]\nx = 1\n" });
  const changes: ConfigChange[] = [{ verb: "Append", section: "a", name: "y", value: "2;3" }];

  const update = await updateServerConfig(
    sendHeaders(server),
    parse(server.files["m.conf"] ?? "", { name: "m.conf" }),
    changes,
  );

  assertEquals(update, { sent: true, losses: [], error: undefined, differences: [] });
});

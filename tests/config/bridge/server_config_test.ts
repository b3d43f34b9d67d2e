import { assertEquals } from "@std/assert";
import { compareConfigs, parseGetConfig } from "../../../config/bridge/server_config.ts";
import { parse } from "../../../config/parse.ts";

const answer: [string, string][] = [
  ["Response", "Success"],
  ["Category-000000", "t"],
  ["IsTemplate-000000", "1"],
  ["Line-000000-000000", "a=1"],
  ["Category-000001", "x"],
  ["Templates-000001", "t"],
  ["Line-000001-000000", "a=1"],
];

Deno.test("parseGetConfig() gives what a local file gives", () => {
  const server = parseGetConfig(answer);
  const file = parse("[t](!)\na=1\n[x](t)\n");

  assertEquals(server.found && compareConfigs([...file.sections, ...file.templates], server.sections), []);
});

Deno.test("parseGetConfig() keeps the message of a refusal", () => {
  const server = parseGetConfig([["Response", "Error"], ["Message", "Config file not found"]]);

  assertEquals(server, { found: false, message: "Config file not found" });
});

Deno.test("compareConfigs() tells what differs", () => {
  const [a, b] = [parse("[x]\na=1\n[y]\n"), parse("[x]\na=2\n[z]\n")];

  assertEquals(compareConfigs(a.sections, b.sections), [
    { kind: "settings", section: "x", local: ["a=1"], server: ["a=2"] },
    { kind: "only-local", section: "y" },
    { kind: "only-server", section: "z" },
  ]);
});

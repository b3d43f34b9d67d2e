import { assertEquals, assertRejects } from "@std/assert";
import { AmiConfigError, getConfig, listCategories } from "@asterism/asterisk/ami";
import { compareConfigs, parse, parseGetConfig } from "@asterism/asterisk/config";
import type { ActionFields } from "../../../ami/encode.ts";
import { AmiMessage } from "../../../ami/message.ts";
import { toWireText } from "../../../ami/wire_text.ts";
import { encodeText } from "../../../config/source_text.ts";
import { ConfigServer } from "../../support/config_server.ts";

/** What answers each action with the same lines. */
function answering(...lines: string[]) {
  const asked: ActionFields[] = [];
  const send = (_: string, fields: ActionFields = {}) => {
    asked.push(fields);
    return Promise.resolve(new AmiMessage(toWireText(encodeText(lines.join("\r\n")))));
  };
  return { asked, send };
}

Deno.test("getConfig() gives sections in order, with templates, duplicates and the bytes that are no UTF-8", async () => {
  const server = answering(
    "Response: Success",
    "Category-000000: tpl",
    "IsTemplate-000000: 1",
    "Line-000000-000000: a=1",
    "Category-000001:  x ",
    "Templates-000001: tpl,u",
    "Line-000001-000000: a=1",
    "Line-000001-000001: a=2=3",
    "Line-000001-000002: =b=c",
    "Line-000001-000003: v=\udce9\udcff",
    "Category-000002:  x ",
  );

  const sections = await getConfig(server, "a.conf");

  assertEquals(sections, [
    { name: "tpl", isTemplate: true, inherits: [], settings: [{ name: "a", value: "1" }] },
    {
      name: " x ",
      isTemplate: false,
      inherits: ["tpl", "u"],
      settings: [
        { name: "a", value: "1" },
        { name: "a", value: "2=3" },
        { name: "=b", value: "c" },
        { name: "v", value: "\udce9\udcff" },
      ],
    },
    { name: " x ", isTemplate: false, inherits: [], settings: [] },
  ]);
});

Deno.test("getConfig() gives what config/ reads of the same file", async () => {
  const text = "[t](!)\na = 1\n[x](t)\nb => 2 ; c\nb = \\;\n[x]\n[y](+)\n";
  const server = new ConfigServer({ m: text.replace("[y](+)\n", "[y]\nc=d\n") });

  const sections = await getConfig(server, "m");

  assertEquals(compareConfigs(parse(server.files.m ?? "").contents, sections), []);
});

Deno.test("getConfig() asks for templates unless the filter says something of them", async () => {
  const server = answering("Response: Success");

  await getConfig(server, "a.conf");
  await getConfig(server, "a.conf", { category: "x", filter: "type=aor" });
  await getConfig(server, "a.conf", { filter: "type=aor,TEMPLATES=restrict" });

  assertEquals(server.asked.map(({ Category, Filter }) => [Category, Filter]), [
    [undefined, "TEMPLATES=include"],
    ["x", "type=aor,TEMPLATES=include"],
    [undefined, "type=aor,TEMPLATES=restrict"],
  ]);
});

Deno.test("getConfig() and listCategories() give nothing where there is nothing, and reject where Asterisk refuses", async () => {
  assertEquals(await getConfig(answering("Response: Success", "No categories found"), "a.conf"), []);
  assertEquals(await listCategories(answering("Response: Success", "Error: no categories found"), "a.conf"), []);
  assertEquals(await listCategories(answering("Response: Success", "Category-000000: a", "Category-000001: a"), "f"), [
    "a",
    "a",
  ]);
  const missing = answering("Response: Error", "Message: Config file not found");
  const error = await assertRejects(() => getConfig(missing, "a.conf"), AmiConfigError, "Config file not found");
  assertEquals(error.refusal, "no-file");
  await assertRejects(() => listCategories(missing, "a.conf"), AmiConfigError);
});

Deno.test("getConfig() reads an answer as parseGetConfig() of config/ does", async () => {
  const server = new ConfigServer({ m: "[t](!)\na=1\n[x](t,t)\nb=2\n" });
  const answer = await server.send("GetConfig", { Filename: "m" });

  const read = parseGetConfig(answer.entries());

  assertEquals(read.found && read.sections, await getConfig(server, "m"));
});

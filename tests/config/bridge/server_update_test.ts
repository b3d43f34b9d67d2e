import { assert, assertEquals } from "@std/assert";
import { type PredictedUpdate, predictServerUpdate } from "../../../config/bridge/server_update.ts";
import { parse } from "../../../config/parse.ts";
import { decodeText } from "../../../config/source_text.ts";
import { goldenFiles, type GoldenUpdate, readGoldenUpdates } from "./golden_updates.ts";

// The Asterisk of the recordings runs "#exec", and of this only "/bin/true" occurs.
const options = { date: "<DATE>", exec: () => "" };

for (const golden of readGoldenUpdates()) {
  Deno.test(`predictServerUpdate() tells to the byte what Asterisk leaves: ${golden.name}`, () => {
    const before = goldenFiles(golden.before);

    const update = predictServerUpdate(before, golden.request, options);

    const expected = golden.response === "Error"
      ? { response: "Error", message: golden.message }
      : { response: "Success", written: textsOf(goldenFiles(golden.after)) };
    assertEquals(withTexts(update), expected);
    if (golden.getConfigAfter !== undefined) assertEquals(view(golden, update), golden.getConfigAfter);
  });
}

Deno.test("predictServerUpdate() tells what no recording can: that Asterisk hangs, crashes or may not write", () => {
  const files = { "m": `[a]\n${";--".repeat(129)}\n`, "n": "[a]\n", "/etc/other": "[a]\n" };
  const headers = (name: string, ...rest: [string, string][]): [string, string][] => {
    return [["SrcFilename", name], ["DstFilename", name], ...rest];
  };
  const insert: [string, string][] = [["Action-000000", "Insert"], ["Cat-000000", "a"], ["Var-000000", "x"]];

  const hang = predictServerUpdate(files, headers("m"));
  const crash = predictServerUpdate(files, headers("n", ...insert, ["Line-000000", "1"]));
  const refused = predictServerUpdate(files, headers("n"), { isWritable: () => false });

  assertEquals(hang.response === undefined && hang.reason.includes("hangs for ever"), true);
  assertEquals(crash.response === undefined && crash.reason.includes("crashes at an insertion at 1"), true);
  assertEquals(refused, { response: "Error", message: "Save of config failed" });
  const dangerous = predictServerUpdate(files, headers("/etc/other"), { liveDangerously: true });
  assertEquals([dangerous.response, predictServerUpdate(files, headers("/etc/other")).response], ["Success", "Error"]);
  const message = (list: [string, string][]) => {
    const update = predictServerUpdate({ ...files, "b": "[" }, list);
    return update.response === "Error" ? update.message : update.response;
  };
  assertEquals(message([["SrcFilename", "n"]]), "Filename not specified");
  assertEquals(message(headers("b")), "Config file has invalid format");
  assertEquals(message(headers("n ")), "Config file not found");
});

Deno.test("predictServerUpdate() writes what is read from one file into another, and knows what freed memory holds next", () => {
  const files = { m: "[t](!)\na=1\nb=2\n[x](t)\n", n: "" };
  const headers: [string, string][] = [
    ["SrcFilename", "m"],
    ["DstFilename", "/etc/asterisk/n"],
    ["Action-000000", "DelCat"],
    ["Cat-000000", "t"],
    ["Options-000000", "catfilter='TEMPLATES=include'"],
    ["Action-000001", "NewCat"],
    ["Cat-000001", "z"],
    ["Action-000002", "Append"],
    ["Cat-000002", "z"],
    ["Var-000002", "a"],
    ["Value-000002", "1"],
  ];

  const update = predictServerUpdate(files, headers);

  const [[path, bytes] = ["", new Uint8Array()]] = update.response === "Success" ? [...update.written] : [];
  assertEquals(path, "/etc/asterisk/n");
  assertEquals(decodeText(bytes).replace(/^(?:;!.*\n)+/, ""), "\n\n\n[x](t)\nb = 2\n[z]\na = 1\n");
});

function withTexts(update: PredictedUpdate): unknown {
  if (update.response !== "Success") return update;
  return { ...update, written: textsOf(Object.fromEntries(update.written)) };
}

function textsOf(files: Record<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path.replace(/^\/etc\/asterisk\//, ""), decodeText(bytes)]),
  );
}

/** What a GetConfig with `Filter: TEMPLATES=include` would say afterwards. */
function view({ before, request }: GoldenUpdate, update: PredictedUpdate): GoldenUpdate["getConfigAfter"] {
  const [, name = ""] = request.find(([header]) => header === "DstFilename") ?? [];
  const written = update.response === "Success" ? Object.fromEntries(update.written) : {};
  const files = { ...goldenFiles(before), ...written };
  const main = files[`/etc/asterisk/${name}`] ?? files[name];
  assert(main !== undefined);
  const file = parse(main, { name, files, exec: () => "" });
  if (!file.valid) return { response: "Error", message: "Config file has invalid format" };
  const categories = file.contents.map(({ name, settings, inherits, isTemplate }) => ({
    name,
    variables: settings.map((setting) => `${setting.name}=${setting.value}`),
    ...(isTemplate && { isTemplate }),
    ...(inherits.length > 0 && { templates: [...inherits] }),
  }));
  return { response: "Success", categories };
}

import { assert, assertEquals, assertRejects } from "@std/assert";
import { type AmiConfigChange, AmiConfigError, createConfig, updateConfig } from "@asterism/asterisk/ami";
import { parseUpdateConfig, UpdateConfigError } from "@asterism/asterisk/config";
import { decodeText } from "../../../config/source_text.ts";
import { goldenFiles, readGoldenUpdates } from "../../config/bridge/golden_updates.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { ConfigServer } from "../../support/config_server.ts";

/** Recorded requests that are not sent, and why. */
const refused: Readonly<Record<string, string>> = {
  "append-injection-name": '"[" would be read as something else',
  "insert-badline": "it must be a whole number from 0",
  "newcat-special-name": '"]" would end it in the file',
  "update-spaces": "Asterisk takes blanks off",
};

/** The changes of a recorded request; nothing where no list of changes says that. */
function changesOf(request: [string, string][]): AmiConfigChange[] | undefined {
  try {
    return parseUpdateConfig(request);
  } catch (error) {
    assert(error instanceof UpdateConfigError);
    return undefined;
  }
}

for (const golden of readGoldenUpdates()) {
  const { name, request, response, message } = golden;
  const header = (wanted: string) => request.find(([it]) => it === wanted)?.[1];
  const changes = changesOf(request);
  if (changes === undefined) continue;
  Deno.test(`updateConfig() comes to what Asterisk was recorded to do: ${name}`, async () => {
    const server = new ConfigServer(goldenFiles(golden.before));
    const update = () =>
      updateConfig(server, {
        source: header("SrcFilename") ?? "",
        destination: header("DstFilename") ?? "",
        preserveEffectiveContext: header("PreserveEffectiveContext") !== "no",
      }, changes);

    if (refused[name] !== undefined) {
      await assertRejects(update, TypeError, refused[name]);
      assertEquals(server.sent.filter(({ name }) => name === "UpdateConfig"), []);
    } else if (response === "Error") {
      const error = await assertRejects(update, AmiConfigError, message);
      assert(error.refusal !== "other");
    } else {
      await update();
      for (const [path, bytes] of Object.entries(goldenFiles(golden.after))) {
        assertEquals(decodeText(server.files[path] ?? new Uint8Array()), decodeText(bytes));
      }
    }
  });
}

const append = (index: number): AmiConfigChange => ({ verb: "Append", section: "a", name: "n", value: `${index}` });
const many = Array.from({ length: 100 }, (_, index) => append(index));

Deno.test("updateConfig() refuses a list that is too long for one action, with both numbers", async () => {
  const server = new ConfigServer({ m: "[a]\n" });

  await assertRejects(
    () => updateConfig(server, { source: "m" }, many),
    RangeError,
    'Cannot send 100 changes in one action of 404 lines: the limit is 128, and without "atomic" it would be divided',
  );
  assertEquals(server.sent, []);
});

Deno.test("updateConfig() without atomic divides a list, and reloads at the end only", async () => {
  const server = new ConfigServer({ m: "[a]\n", n: "" });

  await updateConfig(server, { source: "m", destination: "n", atomic: false, reload: "res_x.so" }, many);

  const updates = server.sent.filter(({ name }) => name === "UpdateConfig").map(({ fields }) => fields);
  assertEquals(updates.map(({ SrcFilename, DstFilename, Reload }) => [SrcFilename, DstFilename, Reload]), [
    ["m", "n", undefined],
    ["n", "n", undefined],
    ["n", "n", undefined],
    ["n", "n", "res_x.so"],
  ]);
  const lines = decodeText(server.files.n ?? new Uint8Array()).split("\n").filter((line) => line.startsWith("n = "));
  assertEquals(lines, many.map((_, index) => `n = ${index}`));
});

Deno.test("updateConfig() does not divide what is about templates, and says which change it is", async () => {
  const server = new ConfigServer({ m: "[t](!)\n[a](t)\n" });

  await assertRejects(
    () => updateConfig(server, { source: "m", atomic: false }, many),
    RangeError,
    'it can not be divided, as change 0, Append of "a", is about templates',
  );
  assertEquals(server.sent.map(({ name }) => name), ["GetConfig"]);
});

Deno.test("updateConfig() says how many changes were made before a divided list is refused", async () => {
  const server = new ConfigServer({ m: "[a]\n" });

  const error = await assertRejects(
    () => updateConfig(server, { source: "m", atomic: false }, [...many, { verb: "DelCat", section: "gone" }]),
    AmiConfigError,
    "Given category does not exist",
  );

  assertEquals([error.refusal, error.made], ["no-section", 93]);
});

Deno.test("updateConfig() looks into the file before an insertion that could crash Asterisk", async () => {
  const server = new ConfigServer({ m: "[a]\nx=1\n" });

  await assertRejects(
    () => updateConfig(server, { source: "m" }, [{ verb: "Insert", section: "a", name: "n", value: "v", line: 2 }]),
    TypeError,
    "Asterisk would crash",
  );

  assertEquals(server.sent.map(({ name }) => name), ["GetConfig"]);
});

Deno.test("updateConfig() refuses empty names, and header injection through every field", async () => {
  const server = new ConfigServer({ m: "[a]\n" });
  const evil = "x\r\nAction-000001: DelCat";
  const lists: AmiConfigChange[] = [
    { verb: "NewCat", section: evil },
    { verb: "NewCat", section: "x", before: evil },
    { verb: "NewCat", section: "x", inherits: [evil] },
    { verb: "RenameCat", section: "x", to: evil },
    { verb: "RenameCat", section: "x", to: "y", filter: evil },
    { verb: "Update", section: "x", name: evil, value: "y" },
    { verb: "Update", section: "x", name: "y", value: evil },
    { verb: "Update", section: "x", name: "y", value: "z", match: evil },
    { verb: "Delete", section: "x", name: evil },
  ];

  for (const change of lists) {
    // deno-lint-ignore no-await-in-loop -- One after the other, to see which is sent.
    await assertRejects(() => updateConfig(server, { source: "m" }, [change]), TypeError);
  }
  await assertRejects(() => updateConfig(server, { source: evil }, []), TypeError);
  await assertRejects(() => updateConfig(server, { source: "m", reload: evil }, []), TypeError);
  await assertRejects(() => updateConfig(server, { source: "" }, []), TypeError, '"source", is empty');
  await assertRejects(() => updateConfig(server, { source: "m", destination: "" }, []), TypeError);
  await assertRejects(() => updateConfig(server, { source: "m", reload: "" }, []), TypeError);
  assertEquals(server.sent, []);
});

Deno.test("createConfig() rejects where there is such a file", async () => {
  const answer = (line: string) => ({ send: () => Promise.resolve(amiMessage("Response: Error", `Message: ${line}`)) });

  const error = await assertRejects(() => createConfig(answer("File exists"), "m"), AmiConfigError, "File exists");

  assertEquals(error.refusal, "file-exists");
  await createConfig({ send: () => Promise.resolve(amiMessage("Response: Success")) }, "m");
});

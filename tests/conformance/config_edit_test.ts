/** What the editor writes is read by the real Asterisk as it is meant, and the bridge and its UpdateConfig agree. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readState } from "../../_tools/asterisk.ts";
import { getServerConfig, type SectionContent } from "../../config/bridge/server_config.ts";
import { updateServerConfig } from "../../config/bridge/update_server.ts";
import type { ConfigFile } from "../../config/config_file.ts";
import { parse } from "../../config/parse.ts";
import { encodeText } from "../../config/source_text.ts";
import { checkEdit } from "../config/edit/check_edit.ts";
import { randomEdit } from "../config/edit/random_edit.ts";
import { nameFiles, randomFiles } from "../config/edit/random_files.ts";
import { RawManager } from "../support/raw_manager.ts";
import { hasAsterisk } from "./harness.ts";

const directory = "/etc/asterism";
const folder = `edit-${crypto.randomUUID()}`;

interface Server {
  readonly manager: RawManager;
  /** Writes a file below the folder where Asterisk looks for relative names. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

async function withServer(body: (server: Server) => Promise<void>): Promise<void> {
  const state = await readState();
  if (state?.origin !== "installed") throw new Error("Cannot find an installed Asterisk: run deno task test:asterisk");
  const path = `${state.root}${directory}`;
  await Deno.mkdir(`${path}/${folder}`, { recursive: true });
  await Deno.chmod(`${path}/${folder}`, 0o777);
  using manager = await RawManager.open(state.manager);
  try {
    await body({
      manager,
      async write(name, bytes) {
        await Deno.writeFile(`${path}/${name}`, bytes);
        await Deno.chmod(`${path}/${name}`, 0o666);
      },
    });
  } finally {
    await Deno.remove(`${path}/${folder}`, { recursive: true });
  }
}

/** One character for each byte, as the manager gives it. */
function bytesOf(text: string): string {
  return Array.from(encodeText(text), (byte) => String.fromCharCode(byte)).join("");
}

function contentOf({ contents }: ConfigFile): SectionContent[] {
  return contents.map(({ name, isTemplate, inherits, settings }) => ({
    name: bytesOf(name),
    isTemplate,
    // The manager writes the names with commas between them.
    inherits: inherits.length === 0 ? [] : bytesOf(inherits.join(",")).split(","),
    settings: settings.map((setting) => ({ name: bytesOf(setting.name), value: bytesOf(setting.value) })),
  }));
}

Deno.test({
  name: "what 10,000 random edits leave is read by Asterisk as it is meant",
  ignore: !hasAsterisk(),
  fn: () =>
    withServer(async ({ manager, write }) => {
      const edits = fc.array(randomEdit, { minLength: 8, maxLength: 8 });
      const edited: ConfigFile[] = [];
      let done = 0;
      for (
        const [index, [random, list]] of fc.sample(fc.tuple(randomFiles, edits), { numRuns: 2_600, seed: 7 }).entries()
      ) {
        const { name, files } = nameFiles(random, `${folder}/${index}`);
        const file = parse(files[name] ?? "", { name, files, asteriskDirectory: directory });
        if (!file.valid) continue;
        for (const edit of list) if (checkEdit(file, edit)) done++;
        edited.push(file);
      }
      const written = edited.flatMap(({ files }) => files);
      await Promise.all(written.map(({ path, tree }) => write(path.replace(`${directory}/`, ""), tree.bytes)));

      const answers = await Promise.all(edited.map(({ name }) => getServerConfig(manager.send.bind(manager), name)));

      for (const [index, file] of edited.entries()) {
        const server = answers[index];
        assert(server?.found, file.text);
        assertEquals(server.sections, contentOf(file), file.text);
      }
      assert(done >= 10_000, `only ${done} edits were made`);
    }),
});

Deno.test({
  name: "updateServerConfig() makes changes on Asterisk that come out as they do here",
  ignore: !hasAsterisk(),
  fn: () =>
    withServer(async ({ manager, write }) => {
      const text = "[general]\na = 1\n\n[tpl](!)\nt1 = one\n\n[x](tpl)\nx1 = 10\nallow = ulaw\n";
      await write(`${folder}/u.conf`, encodeText(text));
      const file = parse(text, { name: `${folder}/u.conf` });

      const result = await updateServerConfig(manager.send.bind(manager), file, [
        { verb: "NewCat", section: "bob", inherits: ["tpl"] },
        { verb: "Append", section: "bob", name: "exten", value: "1,1,NoOp(a;b)", object: true },
        { verb: "Update", section: "tpl", name: "t1", value: "two", filter: "TEMPLATES=restrict" },
        { verb: "Delete", section: "x", name: "allow", match: "ULAW" },
        { verb: "Insert", section: "x", name: "n", value: "v", line: 2 },
        { verb: "RenameCat", section: "general", to: "General2" },
      ]);

      assertEquals(result, { sent: true, losses: [], error: undefined, differences: [] });
    }),
});

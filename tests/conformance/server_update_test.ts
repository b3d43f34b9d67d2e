/** What the real Asterisk leaves of files after an UpdateConfig is what was predicted, to the byte. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readState } from "../../_tools/asterisk.ts";
import { predictServerUpdate } from "../../config/bridge/server_update.ts";
import { parse } from "../../config/parse.ts";
import { decodeText } from "../../config/source_text.ts";
import type { ActionHeader } from "../../config/update_config.ts";
import { randomRequest } from "../config/bridge/random_request.ts";
import { type NamedFiles, nameFiles, randomFiles } from "../config/edit/random_files.ts";
import { RawManager } from "../support/raw_manager.ts";
import { hasAsterisk } from "./harness.ts";

const directory = "/etc/asterism";
const folder = `update-${crypto.randomUUID()}`;

interface Case {
  /** The folder of the case's own, from that of Asterisk's configuration. */
  readonly folder: string;
  readonly files: NamedFiles;
  readonly headers: readonly ActionHeader[];
  readonly predicted: { readonly response: "Success" | "Error"; readonly message: string | undefined };
  /** All files afterwards, by absolute path. */
  readonly after: ReadonlyMap<string, string>;
}

function makeCases(): Case[] {
  const samples = fc.sample(fc.tuple(randomFiles, randomRequest), { numRuns: 3_000, seed: 5 });
  return samples.flatMap(([random, request], index): Case[] => {
    const own = `${folder}/${index}`;
    const { name, files } = nameFiles(random, `${own}/r`);
    const headers: ActionHeader[] = [["SrcFilename", name], ["DstFilename", name], ...request];
    const predicted = predictServerUpdate(files, headers, { asteriskDirectory: directory });
    // What Asterisk crashes at is better not tried.
    if (predicted.response === undefined) return [];
    const isValid = parse(files[name] ?? "", { name, files, asteriskDirectory: directory }).valid;
    if (!isValid && index % 20 > 0) return [];
    const after = new Map(Object.entries(files).map(([path, bytes]) => [`${directory}/${path}`, decodeText(bytes)]));
    if (predicted.response === "Error") {
      return [{ folder: own, files, headers, predicted: { response: "Error", message: predicted.message }, after }];
    }
    for (const [path, bytes] of predicted.written) after.set(path, withoutDate(decodeText(bytes)));
    return [{ folder: own, files, headers, predicted: { response: "Success", message: undefined }, after }];
  });
}

function withoutDate(text: string): string {
  return text.replaceAll(/^;! Creation Date: .*$/gm, ";! Creation Date:");
}

Deno.test({
  name: "predictServerUpdate() tells what random requests leave of random files",
  ignore: !hasAsterisk(),
  async fn() {
    const state = await readState();
    if (state?.origin !== "installed") {
      throw new Error("Cannot find an installed Asterisk: run deno task test:asterisk");
    }
    const root = `${state.root}${directory}`;
    const cases = makeCases();
    try {
      await Deno.mkdir(`${root}/${folder}`);
      await Promise.all(cases.map((it) => prepare(root, it)));
      using manager = await RawManager.open(state.manager);

      const answers = await Promise.all(cases.map(({ headers }) => manager.send("UpdateConfig", headers)));

      const found = await Promise.all(cases.map((it) => readAll(root, it.folder)));
      let successes = 0;
      for (const [index, { files, headers, predicted, after }] of cases.entries()) {
        const what = () => JSON.stringify([Object.values(files).map(decodeText), headers]);
        const answer = new Map(answers[index]);
        assertEquals([answer.get("Response"), answer.get("Message")], [predicted.response, predicted.message], what());
        assertEquals(found[index], after, what());
        if (predicted.response === "Success") successes++;
      }
      assert(successes >= 500, `only ${successes} of ${cases.length} requests succeeded`);
    } finally {
      await Deno.remove(`${root}/${folder}`, { recursive: true });
    }
  },
});

/** Asterisk writes as a user of its own. */
async function prepare(root: string, { folder, files }: Case): Promise<void> {
  await Deno.mkdir(`${root}/${folder}`);
  await Deno.chmod(`${root}/${folder}`, 0o777);
  await Promise.all(
    Object.entries(files).map(async ([path, bytes]) => {
      await Deno.writeFile(`${root}/${path}`, bytes);
      await Deno.chmod(`${root}/${path}`, 0o666);
    }),
  );
}

async function readAll(root: string, folder: string): Promise<Map<string, string>> {
  const names = (await Array.fromAsync(Deno.readDir(`${root}/${folder}`))).map(({ name }) => `${folder}/${name}`);
  const files = names.map(async (name): Promise<[string, string]> => {
    return [`${directory}/${name}`, withoutDate(decodeText(await Deno.readFile(`${root}/${name}`)))];
  });
  return new Map(await Promise.all(files));
}

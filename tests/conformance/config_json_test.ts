/** What `lintForJson()` says `GetConfigJSON` can not carry is what a real Asterisk's answer loses. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readState } from "../../_tools/asterisk.ts";
import { lintForJson, parse } from "../../config/mod.ts";
import { RawManager } from "../support/raw_manager.ts";
import { hasAsterisk } from "./harness.ts";

const directory = "/etc/asterism";
const folder = `json-${crypto.randomUUID()}`;

const line = fc.constantFrom(
  ...["[a]", "[b]", "[A]", "[t](!)", "[c](t)", "[d](t,a)", '[q"\\;]', "[a\tb]", "x=1", "X=1", "y=2", "templates=1"],
  ...["x=a\tb", "x\ty=1", "x=é", 'x="\\', "x=\xff", "\xfez=1", "[\xff]", "x=\x7f", "x=a\x01b", "istemplate=1"],
);

Deno.test({
  name: "[Asterisk] lintForJson() finds something exactly where GetConfigJSON loses something",
  ignore: !hasAsterisk(),
  fn: async () => {
    const state = await readState();
    if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
    const path = `${state.root}${directory}/${folder}`;
    await Deno.mkdir(path);
    try {
      using manager = await RawManager.open(state.manager);
      const property = fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const text = `[a]\n${lines.join("\n")}\n`;
        const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
        const file = parse(bytes);
        fc.pre(file.valid);
        await Deno.writeFile(`${path}/a.conf`, bytes);

        const json = await manager.getConfigJson(`${folder}/a.conf`);

        const held = file.sections.map(({ name, inherits, settings }) => [
          name,
          Object.fromEntries([
            ...(inherits.length > 0 ? [["templates", inherits.join(",")]] : []),
            ...settings.map((setting) => [setting.name, setting.value]),
          ]),
        ]);
        const count = file.sections.reduce((sum, { inherits, settings }) => {
          return sum + 1 + settings.length + Math.min(inherits.length, 1);
        }, 0);
        assertEquals(lintForJson(file).length === 0, carries(json, held, count), JSON.stringify(text));
      });
      await fc.assert(property, { numRuns: 1_000 });
    } finally {
      await Deno.remove(path, { recursive: true });
    }
  },
});

/** Whether an answer is JSON, and has all that is held. */
function carries(json: string, held: unknown[][], count: number): boolean {
  try {
    const bytes = Uint8Array.from(json, (character) => character.charCodeAt(0));
    const read = Object.entries(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    assertEquals(read.sort(), held.sort());
    return count === sizeOf(read);
  } catch {
    return false;
  }
}

function sizeOf(read: readonly [string, unknown][]): number {
  return read.reduce((sum, [, value]) => {
    return sum + 1 + (typeof value === "object" && value !== null ? Object.keys(value).length : 0);
  }, 0);
}

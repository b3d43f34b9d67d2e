/**
 * What a file says is what the real Asterisk holds of it, by its own `GetConfig`: for all sample files of its package, and for files
 * put together at random from what is hard to read.
 */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readState } from "../../_tools/asterisk.ts";
import { type ConfigFileSystem, type ConfigSection, load } from "../../config/mod.ts";
import { encodeText } from "../../config/source_text.ts";
import { DenoFileSystem } from "../../config/mod.ts";
import { type ManagerSection, RawManager } from "../support/raw_manager.ts";
import { hasAsterisk } from "./harness.ts";

/** Where Asterisk looks, as it sees it, and a folder there that is ours. */
const directory = "/etc/asterism";
const folder = `config-${crypto.randomUUID()}`;

/** The files of the Asterisk that is installed below a folder. */
class RootedFileSystem implements ConfigFileSystem {
  readonly #root: string;
  readonly #files = new DenoFileSystem();

  constructor(root: string) {
    this.#root = root;
  }

  readFile(path: string): Promise<Uint8Array | undefined> {
    return this.#files.readFile(this.#root + path);
  }

  readFolder(path: string): Promise<string[] | undefined> {
    return this.#files.readFolder(this.#root + path);
  }
}

interface Installation {
  readonly root: string;
  readonly manager: RawManager;
  readonly fs: ConfigFileSystem;
}

async function withInstallation(body: (installation: Installation) => Promise<void>): Promise<void> {
  const state = await readState();
  if (state?.origin !== "installed") throw new Error("Cannot find an installed Asterisk: run deno task test:asterisk");
  const { root } = state;
  await Deno.mkdir(`${root}${directory}/${folder}/d`, { recursive: true });
  try {
    using manager = await RawManager.open(state.manager);
    await body({ root, manager, fs: new RootedFileSystem(root) });
  } finally {
    await Deno.remove(`${root}${directory}/${folder}`, { recursive: true });
  }
}

/** One character for each byte, as the manager gives it. */
function bytesOf(text: string): string {
  return Array.from(encodeText(text), (byte) => String.fromCharCode(byte)).join("");
}

function describe(section: ConfigSection): ManagerSection {
  const { name, isTemplate, settings, inherits } = section;
  const lines = settings.map((setting) => bytesOf(`${setting.name}=${setting.value}`));
  return { name: bytesOf(name), isTemplate, lines, templates: inherits.map(bytesOf).join(",") };
}

/** All files of a folder and of those in it. */
function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap(({ name, isDirectory }) => {
    return isDirectory ? filesBelow(`${folder}/${name}`).map((inner) => `${name}/${inner}`) : [name];
  });
}

async function compare({ root, manager, fs }: Installation, name: string, content: Uint8Array): Promise<void> {
  await Deno.writeFile(`${root}${directory}/${folder}/${name}`, content);

  const file = await load(`${folder}/${name}`, { fs, asteriskDirectory: directory });
  const held = await manager.getConfig(`${folder}/${name}`);

  assertEquals(file.valid, held !== undefined, name);
  assertEquals(file.sections.map(describe), held?.filter(({ isTemplate }) => !isTemplate) ?? [], name);
  assertEquals(file.templates.map(describe), held?.filter(({ isTemplate }) => isTemplate) ?? [], name);
  assertEquals(file.bytes, content);
}

Deno.test({
  name: "load() holds of each sample file what Asterisk holds",
  ignore: !hasAsterisk(),
  fn: () =>
    withInstallation(async (installation) => {
      const samples = `${installation.root}/etc/asterisk`;
      const names = filesBelow(samples);
      for (const name of names) {
        // deno-lint-ignore no-await-in-loop -- the manager answers one question after the other.
        await compare(installation, name.replaceAll("/", "-"), await Deno.readFile(`${samples}/${name}`));
      }
      assertEquals(names.filter((name) => name.endsWith(".conf")).length > 90, true, `${names.length} samples`);
    }),
});

const lines = [
  ["[a]", "[b]", "[t](!)", "[x](t)", "[a](+)", "[A](+)", "[t](+TEMPLATES=include)", "[a](+a=1)", "[a](+a=1&b=2)"],
  ["[b](t,a)", "[x](+,t)", "[x](t,+)", "[x](!,+)", "[](+a=.)", "[é]", "a=1", "a=2", "b=1", "A=1", "a+=2", "A+=2"],
  ["b += 3", "x=>y", "x+=>y", "a=1 ;c", "a=1\\;2", "a;--b", "--;", "a --;b=2", ";-- q --; b=1", "a=1 ;-- q --; 2"],
  [`#include ${folder}/d/fz1.conf`, `#include ${folder}/d/fz*.conf`, `#tryinclude ${folder}/none.conf`, "#exec x", ""],
  [
    `#include "${folder}/{d,e}/fz2.conf"`,
    "; c",
    "\\x=1",
    "\\+=1",
    "= 1",
    "no",
    "\0a=1",
    "\r",
    "\t a = é\t",
    "[a",
    "[a](b",
  ],
].flat();
const fragments = [
  "[",
  "]",
  "(",
  ")",
  "!",
  "+",
  "=",
  ";",
  "--",
  "\\",
  " ",
  "\n",
  "a",
  "b",
  "é",
  "\uFEFF",
  '"',
  ",",
  "&",
  "^$",
];
const line = fc.oneof(
  { arbitrary: fc.constantFrom(...lines), weight: 4 },
  { arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 6 }).map((parts) => parts.join("")), weight: 1 },
);
const text = fc.array(line, { maxLength: 14 }).map((parts) => `[a]\n${parts.join("\n")}\n`);

Deno.test({
  name: "load() holds of files put together at random what Asterisk holds",
  ignore: !hasAsterisk(),
  fn: () =>
    withInstallation(async (installation) => {
      const property = fc.asyncProperty(text, text, text, async (main, ...included) => {
        for (const [index, content] of included.entries()) {
          const path = `${installation.root}${directory}/${folder}/d/fz${index + 1}.conf`;
          // deno-lint-ignore no-await-in-loop -- two small files.
          await Deno.writeTextFile(path, content);
        }
        await compare(installation, "main.conf", new TextEncoder().encode(main));
      });
      await fc.assert(property, { numRuns: 1_000 });
    }),
});

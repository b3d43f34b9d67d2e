/** What the real Asterisk 22 said about each file of the corpus: what it holds, and what it logs. */
import { assertEquals } from "@std/assert";
import { type ConfigFile, type ConfigSection, type ExecOutput, type LogLine, parse } from "../../../config/mod.ts";
import { encodeText } from "../../../config/source_text.ts";

const folder = new URL("../../golden/config/", import.meta.url);

type Text = string | { latin1: string };

interface Golden {
  file: string;
  getConfig: GoldenConfig;
  getConfigTemplates?: GoldenConfig;
  log: LogLine[];
  execincludes?: boolean;
}

type GoldenConfig =
  | { response: "Success"; categories: { name: Text; variables: Text[]; templates?: string[]; isTemplate?: boolean }[] }
  | { response: "Error"; message: string };

/** What the commands of the corpus write. */
const outputs: Readonly<Record<string, ExecOutput>> = {
  "/bin/echo e=1": "e=1\n",
  "/bin/echo f=2": "f=2\n",
  'echo a=1 && printf "[b]\\nc=2\\n"': { output: "[b]\nc=2\n", errors: "a=1\n" },
  'printf "[b]\\nc=2\\n"': "[b]\nc=2\n",
  'printf "a=1;b=2"': "a=1;b=2",
  "/bin/true": "",
  'sh -c "echo oops >&2; echo k=1"': { output: "k=1\n", errors: "oops\n" },
  'echo "[broken"': "[broken\n",
  'echo "#include t/d/q.conf"': "#include t/d/q.conf\n",
  "echo k=1": "k=1\n",
};

function execute(command: string): ExecOutput {
  const output = outputs[command];
  if (output === undefined) throw new Error(`Cannot execute "${command}": the corpus has no such command`);
  return output;
}

function readFiles(below: URL, path = "", files: Record<string, Uint8Array> = {}): Record<string, Uint8Array> {
  for (const { name, isDirectory } of Deno.readDirSync(below)) {
    if (isDirectory) readFiles(new URL(`${name}/`, below), `${path}${name}/`, files);
    else files[`${path}${name}`] = Deno.readFileSync(new URL(name, below));
  }
  return files;
}

function readGolden(stem: string): { golden: Golden; file: ConfigFile } {
  const golden: Golden = JSON.parse(Deno.readTextFileSync(new URL(`${stem}.json`, folder)));
  const file = parse(Deno.readFileSync(new URL(`${stem}.conf`, folder)), {
    name: `/etc/asterisk/t/${golden.file}`,
    files: folders.has(stem) ? readFiles(new URL(`${stem}.files/`, folder)) : {},
    ...(golden.execincludes && { exec: execute }),
  });
  return { golden, file };
}

/** One character for each byte. */
function bytesOf(text: Text): string {
  if (typeof text !== "string") return text.latin1;
  return Array.from(encodeText(text), (byte) => String.fromCharCode(byte)).join("");
}

function describe(section: ConfigSection): unknown {
  const settings = section.settings.map(({ name, value }) => bytesOf(`${name}=${value}`));
  return [bytesOf(section.name), settings, section.inherits, section.isTemplate];
}

function expected(config: GoldenConfig, isTemplate: boolean): unknown[] {
  if (config.response === "Error") return [];
  return config.categories.filter((category) => (category.isTemplate ?? false) === isTemplate).map((category) => {
    return [bytesOf(category.name), category.variables.map(bytesOf), category.templates ?? [], isTemplate];
  });
}

const names = [...Deno.readDirSync(folder)];
const folders = new Set(names.filter(({ isDirectory }) => isDirectory).map(({ name }) => name.replace(/\.files$/, "")));
const stems = names.filter(({ name }) => name.endsWith(".json")).map(({ name }) => name.slice(0, -5)).sort();

for (const stem of stems) {
  Deno.test(`parse() holds and logs what Asterisk does for ${stem}`, () => {
    const { golden, file } = readGolden(stem);

    assertEquals(file.valid, golden.getConfig.response === "Success");
    assertEquals(file.sections.map(describe), expected(golden.getConfig, false));
    if (golden.getConfigTemplates?.response === "Success") {
      assertEquals(file.templates.map(describe), expected(golden.getConfigTemplates, true));
    }
    const log = golden.log.map(({ level, message }) => ({ level, message: message.replace("<TMP>", "1") }));
    assertEquals(file.log, log);
  });

  Deno.test(`parse() gives the bytes of ${stem} back, whole and by lines`, () => {
    const { file } = readGolden(stem);

    for (const { tree } of file.files) {
      let end = 0;
      for (const line of tree.lines()) {
        assertEquals(line.start, end);
        end = line.end;
      }
      assertEquals(end, tree.bytes.length);
    }
    assertEquals(file.bytes, Deno.readFileSync(new URL(`${stem}.conf`, folder)));
    assertEquals(encodeText(file.text), file.bytes);
  });
}

Deno.test("parse() has a diagnostic for each file that Asterisk does not load, and a range within the file for each", () => {
  for (const stem of stems) {
    const { file } = readGolden(stem);

    assertEquals(file.diagnostics.some(({ severity }) => severity === "fatal") || file.valid, true, stem);
    for (const { start, end, file: path } of file.diagnostics) {
      const length = file.files.find((source) => source.path === path)?.tree.bytes.length ?? -1;
      assertEquals(start.offset <= end.offset && end.offset <= length, true, `${stem} ${path}`);
    }
  }
});

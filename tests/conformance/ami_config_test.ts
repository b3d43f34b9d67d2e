/** A real Asterisk reads and changes its files as `getConfig()` and `updateConfig()` say, also together with `config/`. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type AmiClient,
  type AmiConfigChange,
  AmiConfigError,
  connect,
  createConfig,
  getConfig,
  listCategories,
  sendHeaders,
  updateConfig,
} from "@asterism/asterisk/ami";
import {
  compareConfigs,
  type ConfigChange,
  parse,
  parseUpdateConfig,
  UpdateConfigError,
  updateServerConfig,
} from "@asterism/asterisk/config";
import { readState } from "../../_tools/asterisk.ts";
import { decodeText, encodeText } from "../../config/source_text.ts";
import { goldenFiles, type GoldenUpdate, readGoldenUpdates } from "../config/bridge/golden_updates.ts";
import { hasAsterisk } from "./harness.ts";

interface Bench {
  readonly manager: AmiClient;
  /** A name for a file of this test, from Asterisk's folder. */
  name(file: string): string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  read(file: string): Promise<Uint8Array>;
}

function test(name: string, run: (bench: Bench) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !hasAsterisk(),
    async fn() {
      const state = await readState();
      if (state?.origin !== "installed") {
        throw new Error("Cannot find an installed Asterisk: run deno task test:asterisk");
      }
      const folder = `ami-config-${crypto.randomUUID()}`;
      const root = `${state.root}/etc/asterism/${folder}`;
      await Deno.mkdir(root);
      await Deno.chmod(root, 0o777); // Asterisk writes as a user of its own.
      try {
        await using manager = await connect({ ...state.manager, events: "off" });
        await run({
          manager,
          name: (file) => `${folder}/${file}`,
          async write(file, content) {
            await Deno.writeFile(`${root}/${file}`, typeof content === "string" ? encodeText(content) : content);
            await Deno.chmod(`${root}/${file}`, 0o666);
          },
          read: (file) => Deno.readFile(`${root}/${file}`),
        });
      } finally {
        await Deno.remove(root, { recursive: true });
      }
    },
  });
}

test("getConfig() gives what config/ reads of the same file, to the byte", async ({ manager, name, write }) => {
  const text = "[t](!)\na=1\na = 2\n[x](t)\nb=é \udce9y\n[ x ]\nc=1;d\nd=a\\;b\n[x]\n=e=f\nx=1=2\n";
  await write("a.conf", text);

  const sections = await getConfig(manager, name("a.conf"));

  assertEquals(compareConfigs(parse(encodeText(text)).contents, sections), []);
  assertEquals(sections.map(({ name }) => name), ["t", "x", " x ", "x"]);
  assertEquals((await getConfig(manager, name("a.conf"), { category: "X" })).length, 2);
  assertEquals((await getConfig(manager, name("a.conf"), { category: "T" })).length, 1);
  assertEquals((await getConfig(manager, name("a.conf"), { filter: "b=." })).map(({ inherits }) => inherits), [["t"]]);
  assertEquals((await getConfig(manager, name("a.conf"), { filter: "TEMPLATES=restrict" })).length, 1);
  assertEquals(await getConfig(manager, name("a.conf"), { category: "nobody" }), []);
  assertEquals(await listCategories(manager, name("a.conf")), ["x", " x ", "x"]);
});

test("what can not be read or made rejects with why", async ({ manager, name, write }) => {
  await write("broken.conf", "a=1\n");
  await write("empty.conf", "");
  const refusalOf = async (asked: Promise<unknown>) => (await assertRejects(() => asked, AmiConfigError)).refusal;
  const newcat: AmiConfigChange[] = [{ verb: "NewCat", section: "x" }];

  assertEquals(await refusalOf(getConfig(manager, name("gone.conf"))), "no-file");
  assertEquals(await refusalOf(getConfig(manager, name("broken.conf"))), "invalid-format");
  assertEquals(await refusalOf(listCategories(manager, name("broken.conf"))), "invalid-format");
  assertEquals(await refusalOf(getConfig(manager, "/etc/passwd")), "file-restricted");
  assertEquals(await getConfig(manager, name("empty.conf")), []);
  assertEquals(await listCategories(manager, name("empty.conf")), []);
  assertEquals(await refusalOf(createConfig(manager, name("empty.conf"))), "file-exists");
  assertEquals(await refusalOf(createConfig(manager, name("gone/a.conf"))), "no-folder");
  assertEquals(await refusalOf(createConfig(manager, "/etc/a.conf")), "file-restricted");
  assertEquals(await refusalOf(updateConfig(manager, { source: name("gone.conf") }, newcat)), "file-restricted");
  assertEquals(await refusalOf(updateConfig(manager, { source: name("broken.conf") }, newcat)), "invalid-format");
});

test("createConfig() makes a file that updateConfig() fills, also in several requests", async ({ manager, name }) => {
  await createConfig(manager, name("new.conf"));
  const values = Array.from({ length: 200 }, (_, index) => `${index}; "x" \\; --; ;-- => é`);
  const changes: AmiConfigChange[] = [
    { verb: "NewCat", section: "[a" },
    ...values.map((value): AmiConfigChange => ({ verb: "Append", section: "[a", name: "n", value })),
  ];

  await updateConfig(manager, { source: name("new.conf"), atomic: false }, changes);

  assertEquals(await getConfig(manager, name("new.conf")), [{
    name: "[a",
    isTemplate: false,
    inherits: [],
    settings: values.map((value) => ({ name: "n", value })),
  }]);
});

/** Recorded requests that a list of changes says, on files that need no "#exec". */
function sendable(golden: GoldenUpdate): AmiConfigChange[] | undefined {
  const isPlain = golden.request.every(([header, value]) => !/Filename$/.test(header) || value === "t/u.conf");
  if (!isPlain || Object.keys(golden.before).length > 1) return undefined;
  try {
    return parseUpdateConfig(golden.request);
  } catch (error) {
    if (error instanceof UpdateConfigError) return undefined;
    throw error;
  }
}

test("updateConfig() comes to what was recorded", async ({ manager, name, write, read }) => {
  const withoutHeader = (bytes: Uint8Array) =>
    decodeText(bytes).replaceAll(/^;! (?:Filename|Creation Date): .*$/gm, "");
  let compared = 0;
  for (const golden of readGoldenUpdates()) {
    const changes = sendable(golden);
    const [[path = "", before] = []] = Object.entries(goldenFiles(golden.before));
    if (changes === undefined || before === undefined) continue;
    // deno-lint-ignore no-await-in-loop -- One file after the other.
    await write("u.conf", before);
    const preserveEffectiveContext = !golden.request.some(([it, value]) => it.startsWith("Preserve") && value === "no");
    const options = { source: name("u.conf"), preserveEffectiveContext };
    try {
      // deno-lint-ignore no-await-in-loop -- The same.
      await updateConfig(manager, options, changes);
    } catch (error) {
      if (error instanceof TypeError) continue; // Not sent.
      assert(error instanceof AmiConfigError, String(error));
      assertEquals(error.response.get("Message"), golden.message, golden.name);
      // deno-lint-ignore no-await-in-loop -- The same.
      assertEquals(await read("u.conf"), before);
      continue;
    }
    assertEquals(golden.response, "Success", golden.name);
    // deno-lint-ignore no-await-in-loop -- The same.
    const after = withoutHeader(await read("u.conf"));
    assertEquals(after, withoutHeader(goldenFiles(golden.after)[path] ?? before), golden.name);
    compared++;
  }
  assert(compared >= 40, `${compared} compared`);
});

test("a file that is loaded by GetConfig is edited by config/ and written by UpdateConfig", async ({ manager, name, write, read }) => {
  const text = "[phone](!)\ntype = endpoint\n\n[alice](phone) ; the front desk\nallow = ulaw\n";
  await write("pjsip.conf", text);
  const file = parse(text, { name: name("pjsip.conf") });
  assertEquals(compareConfigs(file.contents, await getConfig(manager, name("pjsip.conf"))), []);
  const changes: ConfigChange[] = [
    { verb: "Append", section: "alice", name: "allow", value: "opus" },
    { verb: "NewCat", section: "bob", inherits: ["phone"] },
    { verb: "Append", section: "bob", name: "contact", value: "sip:bob@127.0.0.1;transport=tcp" },
  ];

  const update = await updateServerConfig(sendHeaders(manager), file, changes);

  assertEquals(update, { sent: true, losses: [], error: undefined, differences: [] });
  const edited = file.copy();
  edited.apply(changes);
  assertEquals(compareConfigs(edited.contents, await getConfig(manager, name("pjsip.conf"))), []);
  assert(decodeText(await read("pjsip.conf")).includes("contact = sip:bob@127.0.0.1\\;transport=tcp"));
  // The same list by the client alone.
  await updateConfig(manager, { source: name("pjsip.conf") }, [{ verb: "DelCat", section: "bob" }]);
  assertEquals((await getConfig(manager, name("pjsip.conf"))).map((section) => section.name), ["phone", "alice"]);
});

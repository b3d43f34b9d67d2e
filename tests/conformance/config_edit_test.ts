/** What the editor writes is read by the real Asterisk as it is meant, and the bridge and its UpdateConfig agree. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readState } from "../../_tools/asterisk.ts";
import { compareConfigs, getServerConfig, type SendAction } from "../../config/bridge/server_config.ts";
import { updateServerConfig } from "../../config/bridge/update_server.ts";
import { parse } from "../../config/parse.ts";
import { encodeText } from "../../config/source_text.ts";
import { makeEdit, randomEdit, randomFile } from "../config/edit/random_edit.ts";
import { hasAsterisk } from "./harness.ts";

const directory = "/etc/asterism";
const folder = `edit-${crypto.randomUUID()}`;

interface Server {
  readonly send: SendAction;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

async function withServer(body: (server: Server) => Promise<void>): Promise<void> {
  const state = await readState();
  if (state?.origin !== "installed") throw new Error("Cannot find an installed Asterisk: run deno task test:asterisk");
  const path = `${state.root}${directory}/${folder}`;
  await Deno.mkdir(path, { recursive: true });
  await Deno.chmod(path, 0o777);
  using connection = await Deno.connect({ hostname: state.manager.hostname, port: state.manager.port });
  const send = sender(connection);
  await send("Login", [["Username", state.manager.username], ["Secret", state.manager.secret], ["Events", "off"]]);
  try {
    await body({
      send,
      async write(name, bytes) {
        await Deno.writeFile(`${path}/${name}`, bytes);
        await Deno.chmod(`${path}/${name}`, 0o666);
      },
    });
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

/** One action at a time; bytes that are no UTF-8 stay apart as they do in the editor. */
function sender(connection: Deno.Conn): SendAction {
  let text = "";
  const buffer = new Uint8Array(65_536);
  return async (name, headers) => {
    const lines = [["Action", name], ...headers].map(([header, value]) => `${header}: ${value}\r\n`);
    await connection.write(encodeText(`${lines.join("")}\r\n`));
    for (;;) {
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        const message = text.slice(0, end).split("\r\n");
        text = text.slice(end + 4);
        if (message.some((line) => line.startsWith("Response: "))) return message.map(toHeader);
        continue;
      }
      // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
      const count = await connection.read(buffer);
      if (count === null) throw new Error("Cannot read from the manager: the connection was closed");
      for (const byte of buffer.subarray(0, count)) text += String.fromCharCode(byte);
    }
  };
}

function toHeader(line: string): [string, string] {
  const colon = line.indexOf(": ");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 2)];
}

function bytesOf(text: string): string {
  return Array.from(encodeText(text), (byte) => String.fromCharCode(byte)).join("");
}

Deno.test({
  name: "what random edits leave is read by Asterisk as it is meant",
  ignore: !hasAsterisk(),
  fn: () =>
    withServer(async ({ send, write }) => {
      const edits = fc.array(randomEdit, { minLength: 8, maxLength: 8 });
      const samples = fc.sample(fc.tuple(randomFile, edits), { numRuns: 300, seed: 7 });
      let compared = 0;
      for (const [index, [text, list]] of samples.entries()) {
        const name = `${folder}/${index}.conf`;
        const file = parse(text, { name });
        if (!file.valid) continue;
        for (const edit of list) {
          try {
            makeEdit(file, edit);
          } catch (error) {
            assert(error instanceof TypeError);
          }
        }
        // deno-lint-ignore no-await-in-loop -- one connection takes one action at a time.
        await write(`${index}.conf`, file.bytes);
        // deno-lint-ignore no-await-in-loop -- as above.
        const server = await getServerConfig(send, name);
        assert(server.found, file.text);
        const ours = [...file.sections, ...file.templates].map(({ name, isTemplate, inherits, settings }) => ({
          name: bytesOf(name),
          isTemplate,
          inherits: inherits.map(bytesOf),
          settings: settings.map((setting) => ({ name: bytesOf(setting.name), value: bytesOf(setting.value) })),
        }));
        // A value that ends in a byte of UTF-8 is the same; one that AMI splits is not told from two lines.
        if (
          file.text.includes("\r") && ours.some(({ settings }) => settings.some(({ value }) => value.includes("\r")))
        ) continue;
        assertEquals(compareConfigs(ours, server.sections), [], file.text);
        compared++;
      }
      assert(compared > 200, `only ${compared} files were compared`);
    }),
});

Deno.test({
  name: "updateServerConfig() makes changes on Asterisk that come out as they do here",
  ignore: !hasAsterisk(),
  fn: () =>
    withServer(async ({ send, write }) => {
      const text = "[general]\na = 1\n\n[tpl](!)\nt1 = one\n\n[x](tpl)\nx1 = 10\nallow = ulaw\n";
      await write("u.conf", encodeText(text));
      const file = parse(text, { name: `${folder}/u.conf` });

      const result = await updateServerConfig(send, file, [
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

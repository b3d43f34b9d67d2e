/** Of which lines of `queues.conf` a real Asterisk complains, option by option. */
import { assertEquals } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { type OptionSchema, parse, queues, read } from "../../config/mod.ts";
import { ManagerLine } from "../support/manager_line.ts";
import { valuesFor } from "../support/schema_values.ts";
import { hasAsterisk } from "./harness.ts";

/** Asterisk does not say which queue it means where a word of these is unknown. */
const nameless: readonly string[] = ["joinempty", "leavewhenempty"];

Deno.test({
  name: "[Asterisk] queues: lines that the schema says are dropped are those that Asterisk warns about",
  ignore: !hasAsterisk(),
  fn: async () => {
    const state = await readState();
    if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
    const options: Readonly<Record<string, OptionSchema>> = queues.sections.queue.options;
    // What is too large for a number of C is taken for another one, of which there is nothing to say.
    const lines = Object.entries(options).filter(([name]) => !nameless.includes(name)).flatMap(([name, option]) =>
      [...new Set(valuesFor(option))].filter((value) => value !== "4294967296").map((value) => `${name}=${value}`)
    ).concat("nosuch=1");
    const text = `[general]\n${lines.map((line, index) => `[q${index}x]\n${line}\n`).join("")}`;
    const [path, log] = ["etc/asterism/queues.conf", "var/log/asterisk/messages.log"].map((name) =>
      `${state.root}/${name}`
    );
    if (path === undefined || log === undefined) throw new Error("Unreachable: two paths");
    const { diagnostics } = read(queues, parse(text, { name: "queues.conf" }));
    using line = await ManagerLine.open(state.manager);
    const module = (type: "load" | "unload") =>
      line.ask([`Action: ModuleLoad\r\nModule: app_queue.so\r\nLoadType: ${type}`]);

    await Deno.writeTextFile(path, text);
    try {
      const before = (await Deno.readTextFile(log)).length;
      await module("load");
      const said = (await readUntilNow(log, line)).slice(before);

      const ours = diagnostics.filter(({ severity }) => severity === "dropped").map(({ start }) =>
        (start.line - 3) / 2
      );
      const theirs = [...said.matchAll(/\bq(\d+)x\b/g)].map(([, index]) => Number(index));
      assertEquals(
        ours.map((index) => lines[index]),
        [...new Set(theirs)].sort((a, b) => a - b).map((at) => lines[at]),
      );
      assertEquals(ours.length > 5, true);
    } finally {
      await module("unload");
      await Deno.remove(path);
    }
  },
});

/** The log with all that was said until now, which Asterisk writes when it finds the time: what is said last is waited for. */
async function readUntilNow(log: string, line: ManagerLine): Promise<string> {
  const last = `NOSUCH${Date.now()}`;
  await line.ask([`Action: Getvar\r\nVariable: ${last}(x)`]);
  const signal = AbortSignal.timeout(10_000);
  for (;;) {
    signal.throwIfAborted();
    // deno-lint-ignore no-await-in-loop -- the file is another one each time.
    const text = await Deno.readTextFile(log);
    if (text.includes(last)) return text;
  }
}

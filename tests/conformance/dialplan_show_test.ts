/** `dialplan show` of the real Asterisk, and ours of the same dialplan. */
import { assertEquals } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { loadDialplan } from "../../config/dialplan/load.ts";
import { showDialplan } from "../../config/dialplan/show.ts";
import type { DialplanSource } from "../../config/dialplan/source.ts";
import { readSource } from "../config/dialplan/dialplan_source.ts";
import { patternGolden } from "../config/dialplan/dialplan_golden.ts";
import { hasAsterisk } from "./harness.ts";

/** Asterisk's command line, over AMI. */
class CommandLine implements Disposable {
  readonly #connection: Deno.Conn;
  #text = "";

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(): Promise<CommandLine> {
    const state = await readState();
    if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
    const { hostname, port, username, secret } = state.manager;
    const line = new CommandLine(await Deno.connect({ hostname, port }));
    await line.#ask(`Action: Login\r\nUsername: ${username}\r\nSecret: ${secret}\r\nEvents: off`);
    return line;
  }

  /** Runs a command and resolves with its output. */
  async run(command: string): Promise<string> {
    const lines = (await this.#ask(`Action: Command\r\nCommand: ${command}`)).split("\r\n");
    const output = lines.flatMap((line) => /^Output: ?([^]*)$/.exec(line)?.[1] ?? []).join("\n");
    return output.replace(/(?:\\n)?\nCommand '.*' failed\.$/, "");
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #ask(action: string): Promise<string> {
    await this.#connection.write(new TextEncoder().encode(`${action}\r\n\r\n`));
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const answer = /(?:^|\r\n)(Response: [^]*?)\r\n\r\n/.exec(this.#text);
      if (answer !== null) {
        this.#text = this.#text.slice(answer.index + answer[0].length);
        return answer[1] ?? "";
      }
      // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
      const count = await this.#connection.read(buffer);
      if (count === null) throw new Error("Cannot read from the manager: the connection was closed");
      this.#text += decoder.decode(buffer.subarray(0, count), { stream: true });
    }
  }
}

/** What was typed has no file and another registrar, and the rest must be the same. */
function withoutRegistrar(text: string): string {
  return text.replace(/ *\[[^[\]]*\]$/gm, "").replace(/created by '.*'/g, "created").trimEnd();
}

/** The contexts of the recorded patterns, as far as a command can hold them, under names of our own. */
function typedContexts(): DialplanSource {
  const sections = Object.entries(patternGolden.patterns).flatMap(([name, patterns]) => {
    const settings = patterns.filter((pattern) => !/[\s\\]|\[\[|\[[^\]]*$/.test(pattern))
      .flatMap((pattern) =>
        [1, 2].map((priority) => ({ name: "exten", value: `${pattern},${priority},NoOp(${pattern})` }))
      );
    return [{ name: `asterism-${name}`, settings }];
  });
  return { name: "typed", sections };
}

Deno.test({
  name: "[Asterisk] showDialplan() shows the dialplan of the conformance suite as Asterisk does",
  ignore: !hasAsterisk(),
  fn: async () => {
    using line = await CommandLine.open();
    const text = await Deno.readTextFile(new URL("../../_tools/asterisk/extensions.conf", import.meta.url));
    const { dialplan } = loadDialplan(readSource(text));

    const shown = await line.run("dialplan show default");

    assertEquals(showDialplan(dialplan, { context: "default" }).trimEnd(), shown.trimEnd());
  },
});

Deno.test({
  name: "[Asterisk] showDialplan() shows patterns as Asterisk does, whole contexts and single numbers",
  ignore: !hasAsterisk(),
  fn: async () => {
    using line = await CommandLine.open();
    const source = typedContexts();
    const { dialplan } = loadDialplan(source);

    for (const { name, settings } of source.sections) {
      try {
        for (const { value } of settings) {
          // deno-lint-ignore no-await-in-loop -- the first of two lines for one extension counts.
          await line.run(`dialplan add extension ${value} into ${name}`);
        }
        const numbers = patternGolden.cases.filter(({ context, number }) =>
          name === `asterism-${context}` && !number.includes(" ")
        )
          .map(({ number }) => number);
        for (const what of [name, ...numbers.map((number) => `${number}@${name}`)]) {
          // deno-lint-ignore no-await-in-loop -- one connection answers one command at a time.
          const shown = await line.run(`dialplan show ${what}`);
          const [extension, context] = what.includes("@") ? what.split("@") : [undefined, what];
          const ours = showDialplan(dialplan, {
            context: context ?? name,
            ...(extension !== undefined && { extension }),
          });
          assertEquals(withoutRegistrar(ours), withoutRegistrar(shown), what);
        }
      } finally {
        // deno-lint-ignore no-await-in-loop -- one connection answers one command at a time.
        await line.run(`dialplan remove context ${name}`);
      }
    }
  },
});

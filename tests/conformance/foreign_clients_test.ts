import { assertEquals } from "@std/assert";
import { simulate } from "@asterism/asterisk/simulator";
import { readState } from "../../_tools/asterisk.ts";
import extensions from "../../_tools/asterisk/extensions.conf" with { type: "text" };
import { hasAsterisk } from "./harness.ts";

/** Programs for clients that others wrote, and what each of them sees on any Asterisk. */
const programs: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  "node_ari_client.ts": [
    ["resources", ["channels", "bridges", "playbacks", "recordings", "applications"]],
    ["originated", "Local/echo@conformance;1"],
    ["StasisStart", ["one", "two"]],
    ["queued", "sound:beep"],
    ["PlaybackFinished", "done"],
    ["ChannelDtmfReceived", "5"],
    ["ChannelEnteredBridge", ["foreign-channel"]],
    ["ChannelLeftBridge", []],
    ["RecordingFinished", "done"],
    ["stored", "wav"],
    ["ChannelDestroyed", 17],
    ["gone", "Channel not found"],
  ],
  "ipcom_asterisk_ari.ts": [
    ["connected", true],
    ["StasisStart", ["one", "two"]],
    ["PlaybackFinished", "done"],
    ["ChannelDtmfReceived", "5"],
    ["ChannelEnteredBridge", ["foreign-channel"]],
    ["bridge", ["foreign-channel"]],
    ["asterisk", "pong"],
    ["ChannelDestroyed", "Normal Clearing"],
    ["gone", "not found"],
  ],
};

/** In milliseconds; each takes two or three seconds. */
const timeLimit = 60_000;

/** Runs the program, which may reach this machine's network and nothing else, and resolves with what it saw. */
async function run(program: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout, stderr, code } = await new Deno.Command("deno", {
    args: [
      "run",
      "--no-prompt",
      "--allow-net=127.0.0.1",
      "--ignore-env",
      new URL(`foreign/${program}`, import.meta.url).href,
      ...args,
    ],
    signal: AbortSignal.timeout(timeLimit),
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder().decode(stdout);
  const seen = text.split("\n").filter((line) => line.startsWith('["')).map((line) => JSON.parse(line));
  return code === 0 ? seen : { seen, code, stderr: new TextDecoder().decode(stderr) };
}

for (const [program, expected] of Object.entries(programs)) {
  Deno.test(`[simulator] foreign/${program} runs unchanged`, async () => {
    await using pbx = await simulate({ files: { "extensions.conf": extensions } });
    const { url, user } = pbx.ari;

    assertEquals(await run(program, url, user.username, user.password), expected);
  });

  Deno.test({
    name: `[Asterisk] foreign/${program} runs unchanged`,
    ignore: !hasAsterisk(),
    fn: async () => {
      const state = await readState();
      if (state === undefined) throw new Error("Cannot find an Asterisk to test against: run deno task test:asterisk");

      assertEquals(await run(program, state.url, state.username, state.password), expected);
    },
  });
}

/** AGI calls that a real Asterisk places: each command with its good results, and with failing ones where it has some. */
import {
  AgiAppError,
  type AgiCall,
  AgiHangupError,
  AgiInvalidCommandError,
  AgiUsageError,
  serve,
} from "@asterism/asterisk/agi";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { hasAsterisk } from "./harness.ts";
import { openManager } from "./real_manager.ts";

/** Has Asterisk call a FastAGI server with a channel that was answered, and runs the test as its handler. */
function test(
  name: string,
  run: (call: AgiCall, channel: string) => Promise<void>,
  { path = "/ask", args = "" }: { path?: string; args?: string } = {},
): void {
  Deno.test({
    name: `AGI: ${name}`,
    ignore: !hasAsterisk(),
    async fn() {
      const done = Promise.withResolvers<void>();
      const channel = `asterism-${crypto.randomUUID()}`;
      const errors: unknown[] = [];
      await using server = serve({ port: 0, onError: (error) => errors.push(error) }, {
        "*": async (call) => {
          try {
            await run(call, channel);
            done.resolve();
          } catch (error) {
            done.reject(error);
          }
        },
      });
      await using manager = await openManager();
      const over = manager.once("Hangup", { where: ({ Uniqueid }) => Uniqueid === channel });
      await manager.action("Originate", {
        Channel: "Local/202@default",
        ChannelId: channel,
        Application: "AGI",
        Data: `agi://127.0.0.1:${server.port}${path}${args}`,
        Async: true,
      });
      try {
        await done.promise;
      } finally {
        await manager.send("Hangup", { Channel: channel });
        await over;
      }
      assertEquals(errors, []);
    },
  });
}

test("a call has its request, its arguments and its variables", async (call, channel) => {
  assertEquals(call.args, ["one", "", "a b"]);
  assertEquals([call.env.agi_uniqueid, call.env.agi_network, call.env.agi_enhanced], [channel, "yes", "0.0"]);
  assertEquals(call.env.agi_network_script, "queue/sales%20north?x=1");
  await call.noop();
}, { path: "/queue/sales%20north?x=1", args: ",one,,a b" });

test("the channel is answered, shows its status, and that of others", async (call) => {
  await call.answer();
  assertEquals([await call.channelStatus(), await call.channelStatus("PJSIP/nobody-1")], ["up", undefined]);
  assertEquals(await call.hangup("PJSIP/nobody-1"), false);
});

test("files are played, to their end or from a place in them, and missing ones fail", async (call) => {
  const { digit, endpos = 0 } = await call.streamFile("hello-world", { escapeDigits: "#" });
  assertEquals([digit, endpos > 8_000], [undefined, true]);
  assertEquals((await call.streamFile("hello-world", { offset: endpos - 800 })).digit, undefined);
  assertEquals(await call.controlStreamFile("beep", { escapeDigits: "0", pause: "5", offset: 100 }), {
    digit: undefined,
    endpos: -1,
  });
  assertEquals((await call.getOption("beep", { escapeDigits: "1", timeout: 100 })).digit, undefined);
  await assertRejects(() => call.streamFile("no such file"), AgiAppError, "Cannot run STREAM FILE: it failed");
});

test("digits that are not pressed are waited for no longer than asked", async (call) => {
  assertEquals(await call.getData("beep", { timeout: 100, maxDigits: 4 }), { digits: "", timedOut: true });
  assertEquals(await call.waitForDigit(100), undefined);
});

test("numbers, letters, dates and times are said", async (call) => {
  const said = [
    await call.sayDigits("12*#"),
    await call.sayNumber(21),
    await call.sayAlpha("a"),
    await call.sayPhonetic("a"),
    await call.sayDate(0),
    await call.sayTime(0),
    await call.sayDateTime(0, { format: "M", timeZone: "UTC" }),
  ];
  assertEquals(new Set(said.map(({ digit }) => digit)), new Set([undefined]));
});

test("variables keep every character, are unset, and are read safely with line ends in them", async (call) => {
  const value = 'say "hi" \\ ${X} , (x) a=b ü';
  await call.setVariable("X", value);
  assertEquals(await call.getVariable("X"), value);
  assertEquals(await call.getVariable("X", { isSafe: true }), value);
  await call.setVariable("X", "");
  assertEquals([await call.getVariable("X"), await call.getVariable("NOPE")], ["", undefined]);
  assertEquals(await call.getFullVariable("${EVAL(a)}b"), "ab");
  assertEquals(await call.getFullVariable("x", "PJSIP/nobody-1"), undefined);
  await call.exec("Set", "LINES=${SHELL(printf 'a)\\n200 result=1 (b')}");
  assertEquals(typeof await call.getVariable("LINES", { isSafe: true }), "string");
  await call.setCallerId('"Jane" <555>');
  assertEquals(await call.getVariable("CALLERID(all)"), '"Jane" <555>');
});

test("the database is written, read, and emptied", async (call, family) => {
  await call.databasePut(family, "k", "v (1)");
  assertEquals([await call.databaseGet(family, "k"), await call.databaseGet(family, "nope")], ["v (1)", undefined]);
  await call.databaseDel(family, "k");
  await call.databasePut(family, "k", "v");
  assertEquals([await call.databaseDelTree(family), await call.databaseDelTree(family)], [true, false]);
});

test("applications and subroutines run, and missing ones fail", async (call) => {
  assertEquals(await call.exec("NoOp", ["a", "b"]), 0);
  await assertRejects(() => call.exec("NoSuchApplication"), AgiAppError, "this Asterisk does not have it");
  await assertRejects(() => call.gosub("default", "nowhere", 1), AgiAppError, "Gosub label not found");
  assertEquals((await call.dial("Local/nowhere@default", { timeout: 1 })).status, "CHANUNAVAIL");
});

test("recordings say why they end", async (call, channel) => {
  assertEquals((await call.recordFile(`/tmp/${channel}`, { timeout: 200 })).reason, "timeout");
  assertEquals((await call.recordFile("/no such folder/x", { timeout: 200 })).reason, "writeFailed");
});

test("what the channel has no means for is told or passed over", async (call) => {
  await call.sendText("hi");
  await call.sendImage("x");
  await call.setMusic(true, "default");
  await call.setMusic(false);
  await call.setAutoHangup(0);
  await call.verbose("from AGI", 3);
  await call.asyncAgiBreak();
  await assertRejects(() => call.receiveChar(100), AgiAppError);
  await assertRejects(() => call.receiveText(100), AgiAppError);
  await assertRejects(() => call.tddMode("on"), AgiAppError);
  await assertRejects(() => call.speechCreate("none"), AgiAppError);
  await assertRejects(() => call.speechDestroy(), AgiAppError);
  await assertRejects(() => call.speechSet("a", "b"), AgiAppError);
  await assertRejects(() => call.speechLoadGrammar("a", "b"), AgiAppError);
  await assertRejects(() => call.speechActivateGrammar("a"), AgiAppError);
  await assertRejects(() => call.speechDeactivateGrammar("a"), AgiAppError);
  await assertRejects(() => call.speechUnloadGrammar("a"), AgiAppError);
  await assertRejects(() => call.speechRecognize("beep", 100), AgiAppError);
});

test("the dialplan is told where to go on", async (call) => {
  await call.goto({ context: "default", extension: "203", priority: 1 });
  await assertRejects(() => call.setPriority("no such label"), AgiUsageError);
});

test("commands that there are not, and wrong arguments, are refused", async (call) => {
  await assertRejects(() => call.command("BOGUS"), AgiInvalidCommandError);
  const error = await assertRejects(() => call.execute("GET VARIABLE"), AgiUsageError);
  assertMatch(error.usage, /variablename/);
});

test("a line as long as Asterisk reads is sent, and a longer one is not", async (call) => {
  const longest = 8_191 - 'SET VARIABLE "X" ""\n'.length;
  await call.setVariable("X", "x".repeat(longest));
  await assertRejects(() => call.setVariable("X", "x".repeat(longest + 1)), RangeError);
  await call.noop();
});

test("after a hangup the signal tells it, and only some commands work", async (call) => {
  assertEquals(await call.hangup(), true);
  await assertRejects(() => call.waitForDigit(5_000), AgiHangupError);
  assertEquals(call.signal.aborted, true);
  await call.setVariable("X", "1");
  assertEquals(await call.getVariable("X"), "1");
  await assertRejects(() => call.answer(), AgiHangupError);
});

import {
  AgiAppError,
  type AgiCall,
  AgiDatabaseError,
  AgiHangupError,
  AgiInvalidCommandError,
  AgiUsageError,
} from "@asterism/asterisk/agi";
import { withCall } from "../support/agi_peer.ts";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";

/** Each command: what is called, the line that is sent, the answer, and the result. */
const commands: [
  name: string,
  run: (call: AgiCall) => Promise<unknown>,
  line: string,
  answer: string,
  result: unknown,
][] = [
  ["answer", (call) => call.answer(), "ANSWER", "200 result=0", undefined],
  ["asyncAgiBreak", (call) => call.asyncAgiBreak(), "ASYNCAGI BREAK", "200 result=0", undefined],
  ["channelStatus", (call) => call.channelStatus(), "CHANNEL STATUS", "200 result=6", "up"],
  [
    "channelStatus of none",
    (call) => call.channelStatus("PJSIP/x-1"),
    'CHANNEL STATUS "PJSIP/x-1"',
    "200 result=-1",
    undefined,
  ],
  [
    "controlStreamFile",
    (call) => call.controlStreamFile("beep", { escapeDigits: "0", pause: "5", offset: 100 }),
    'CONTROL STREAM FILE "beep" "0" "3000" "#" "*" "5" "100"',
    "200 result=0 endpos=-1",
    { digit: undefined, endpos: -1 },
  ],
  ["databaseDel", (call) => call.databaseDel("f", "k"), 'DATABASE DEL "f" "k"', "200 result=1", undefined],
  ["databaseDelTree", (call) => call.databaseDelTree("f"), 'DATABASE DELTREE "f"', "200 result=0", true],
  [
    "databaseDelTree of none",
    (call) => call.databaseDelTree("f", "k"),
    'DATABASE DELTREE "f" "k"',
    "200 result=1",
    false,
  ],
  ["databaseGet", (call) => call.databaseGet("f", "k"), 'DATABASE GET "f" "k"', "200 result=1 (v 1)", "v 1"],
  ["databaseGet of none", (call) => call.databaseGet("f", "k"), 'DATABASE GET "f" "k"', "200 result=0", undefined],
  ["databasePut", (call) => call.databasePut("f", "k", "v"), 'DATABASE PUT "f" "k" "v"', "200 result=1", undefined],
  ["exec", (call) => call.exec("Playback", ["a", "skip"]), 'EXEC "Playback" "a,skip"', "200 result=0", 0],
  ["getData", (call) => call.getData("x"), 'GET DATA "x"', "200 result=0012", { digits: "0012", timedOut: false }],
  [
    "getData with limits",
    (call) => call.getData("x", { timeout: 5_000, maxDigits: 4 }),
    'GET DATA "x" "5000" "4"',
    "200 result= (timeout)",
    { digits: "", timedOut: true },
  ],
  ["getData for ever", (call) => call.getData("x", { timeout: Infinity }), 'GET DATA "x" "-1"', "200 result=*1", {
    digits: "*1",
    timedOut: false,
  }],
  ["getData of one digit", (call) => call.getData("x", { maxDigits: 1 }), 'GET DATA "x" "0" "1"', "200 result=1", {
    digits: "1",
    timedOut: false,
  }],
  [
    "getFullVariable",
    (call) => call.getFullVariable("${CALLERID(all)}", "PJSIP/x-1"),
    'GET FULL VARIABLE "${CALLERID(all)}" "PJSIP/x-1"',
    '200 result=1 ("Bob" <123>)',
    '"Bob" <123>',
  ],
  [
    "getOption",
    (call) => call.getOption("x", { escapeDigits: "12", timeout: 100 }),
    'GET OPTION "x" "12" "100"',
    "200 result=49 endpos=5",
    {
      digit: "1",
      endpos: 5,
    },
  ],
  ["getVariable", (call) => call.getVariable("X"), 'GET VARIABLE "X"', "200 result=1 (a)", "a"],
  ["getVariable of several lines", (call) => call.getVariable("X"), 'GET VARIABLE "X"', "200 result=1 (a\nb)", "a\nb"],
  ["getVariable of none", (call) => call.getVariable("X"), 'GET VARIABLE "X"', "200 result=0", undefined],
  [
    "getVariable, safely",
    (call) => call.getVariable("X", { isSafe: true }),
    'GET FULL VARIABLE "${BASE64_ENCODE(${X})}"',
    "200 result=1 (YSkKMjAwIHJlc3VsdD0xIChi)",
    "a)\n200 result=1 (b",
  ],
  [
    "gosub",
    (call) => call.gosub("c", "e", 1, ["a", "b"]),
    'GOSUB "c" "e" "1" "a,b"',
    "100 result=0 Trying...\n200 result=0 Gosub complete",
    undefined,
  ],
  ["hangup", (call) => call.hangup(), "HANGUP", "200 result=1", true],
  ["hangup of none", (call) => call.hangup("PJSIP/x-1"), 'HANGUP "PJSIP/x-1"', "200 result=-1", false],
  ["noop", (call) => call.noop(), "NOOP", "200 result=0", undefined],
  ["receiveChar", (call) => call.receiveChar(100), 'RECEIVE CHAR "100"', "200 result=97", "a"],
  ["receiveText", (call) => call.receiveText(Infinity), 'RECEIVE TEXT "-1"', "200 result=1 (hi)", "hi"],
  [
    "recordFile",
    (call) => call.recordFile("/tmp/x"),
    'RECORD FILE "/tmp/x" "wav" "#" "20000"',
    "200 result=35 (dtmf) endpos=8",
    {
      reason: "digit",
      digit: "#",
      endpos: 8,
    },
  ],
  [
    "recordFile with all",
    (call) =>
      call.recordFile("x", { format: "gsm", escapeDigits: "", timeout: Infinity, offset: 5, beep: true, silence: 3 }),
    'RECORD FILE "x" "gsm" "" "-1" "5" "BEEP" "s=3"',
    "200 result=-1 (hangup) endpos=160",
    { reason: "hangup", digit: undefined, endpos: 160 },
  ],
  ["sayAlpha", (call) => call.sayAlpha("ab"), 'SAY ALPHA "ab" ""', "200 result=0", { digit: undefined }],
  ["sayDate", (call) => call.sayDate(new Date(5_500)), 'SAY DATE "5" ""', "200 result=0", { digit: undefined }],
  [
    "sayDateTime",
    (call) => call.sayDateTime(0, { timeZone: "UTC", escapeDigits: "#" }),
    'SAY DATETIME "0" "#" "ABdY \'digits/at\' IMp" "UTC"',
    "200 result=35",
    { digit: "#" },
  ],
  ["sayDigits", (call) => call.sayDigits([1, "2"]), 'SAY DIGITS "12" ""', "200 result=0", { digit: undefined }],
  ["sayNumber", (call) => call.sayNumber(-5, { gender: "f" }), 'SAY NUMBER "-5" "" "f"', "200 result=0", {
    digit: undefined,
  }],
  ["sayPhonetic", (call) => call.sayPhonetic("ab"), 'SAY PHONETIC "ab" ""', "200 result=0", { digit: undefined }],
  ["sayTime", (call) => call.sayTime(5), 'SAY TIME "5" ""', "200 result=0", { digit: undefined }],
  ["sendImage", (call) => call.sendImage("x"), 'SEND IMAGE "x"', "200 result=0", undefined],
  ["sendText", (call) => call.sendText("a b"), 'SEND TEXT "a b"', "200 result=0", undefined],
  ["setAutoHangup", (call) => call.setAutoHangup(1.5), 'SET AUTOHANGUP "1.5"', "200 result=0", undefined],
  ["setCallerId", (call) => call.setCallerId('"A" <1>'), 'SET CALLERID "\\"A\\" <1>"', "200 result=1", undefined],
  ["setContext", (call) => call.setContext("c"), 'SET CONTEXT "c"', "200 result=0", undefined],
  ["setExtension", (call) => call.setExtension("e"), 'SET EXTENSION "e"', "200 result=0", undefined],
  ["setMusic", (call) => call.setMusic(true, "jazz"), 'SET MUSIC "on" "jazz"', "200 result=0", undefined],
  ["setPriority", (call) => call.setPriority("label"), 'SET PRIORITY "label"', "200 result=0", undefined],
  ["setVariable", (call) => call.setVariable("X", 5), 'SET VARIABLE "X" "5"', "200 result=1", undefined],
  [
    "speechActivateGrammar",
    (call) => call.speechActivateGrammar("g"),
    'SPEECH ACTIVATE GRAMMAR "g"',
    "200 result=1",
    undefined,
  ],
  ["speechCreate", (call) => call.speechCreate("e"), 'SPEECH CREATE "e"', "200 result=1", undefined],
  [
    "speechDeactivateGrammar",
    (call) => call.speechDeactivateGrammar("g"),
    'SPEECH DEACTIVATE GRAMMAR "g"',
    "200 result=1",
    undefined,
  ],
  ["speechDestroy", (call) => call.speechDestroy(), "SPEECH DESTROY", "200 result=1", undefined],
  [
    "speechLoadGrammar",
    (call) => call.speechLoadGrammar("g", "p"),
    'SPEECH LOAD GRAMMAR "g" "p"',
    "200 result=1",
    undefined,
  ],
  [
    "speechRecognize",
    (call) => call.speechRecognize("p", 100),
    'SPEECH RECOGNIZE "p" "100"',
    "200 result=1 (timeout) endpos=0",
    { reason: "timeout", digit: undefined, endpos: 0, results: [] },
  ],
  ["speechSet", (call) => call.speechSet("n", "v"), 'SPEECH SET "n" "v"', "200 result=1", undefined],
  [
    "speechUnloadGrammar",
    (call) => call.speechUnloadGrammar("g"),
    'SPEECH UNLOAD GRAMMAR "g"',
    "200 result=1",
    undefined,
  ],
  [
    "streamFile",
    (call) => call.streamFile("x", { escapeDigits: "#", offset: 8 }),
    'STREAM FILE "x" "#" "8"',
    "200 result=35 endpos=9",
    {
      digit: "#",
      endpos: 9,
    },
  ],
  ["tddMode", (call) => call.tddMode("on"), 'TDD MODE "on"', "200 result=1", undefined],
  ["verbose", (call) => call.verbose("hi"), 'VERBOSE "hi" "1"', "200 result=1", undefined],
  ["waitForDigit", (call) => call.waitForDigit(Infinity), 'WAIT FOR DIGIT "-1"', "200 result=53", "5"],
];

for (const [name, run, line, answer, result] of commands) {
  Deno.test(`AgiCall.${name} is sent and read as Asterisk means it`, async () => {
    await withCall(async ({ call, peer }) => {
      const running = run(call);
      await peer.answer(line, `${answer}\n`);
      assertEquals(await running, result);
    });
  });
}

Deno.test("AgiCall has Asterisk's 47 commands", () => {
  assertEquals(new Set(commands.map(([, , line]) => (/^[A-Z ]+(?= "|$)/.exec(line) ?? [""])[0])).size, 47);
});

Deno.test("AgiCall has the arguments of the dialplan, empty ones too", async () => {
  await withCall(({ call }) => {
    assertEquals([call.args, call.env.agi_channel], [["a", "", "c"], "PJSIP/alice-00000001"]);
    return Promise.resolve();
  }, { variables: { agi_arg_1: "a", agi_arg_2: "", agi_arg_3: "c" } });
});

Deno.test("AgiCall rejects with AgiAppError when a command failed, and with AgiHangupError when the caller hung up", async () => {
  await withCall(async ({ call, peer }) => {
    const missing = call.streamFile("nofile");
    await peer.answer('STREAM FILE "nofile" ""', "200 result=-1 endpos=0\n");
    await peer.answer("CHANNEL STATUS", "200 result=6\n");
    const error = await assertRejects(() => missing, AgiAppError, "Cannot run STREAM FILE: it failed (endpos=0)");
    assertEquals([error instanceof AgiHangupError, error.reply?.result], [false, "-1"]);

    const hungUp = call.streamFile("beep");
    await peer.answer('STREAM FILE "beep" ""', "200 result=-1 endpos=5\nHANGUP\n");
    const hangup = await assertRejects(() => hungUp, AgiHangupError);
    assertEquals([hangup.sign, call.signal.reason.sign], ["result", "line"]);
  });
});

Deno.test("AgiCall finds a hangup out by itself where AGISIGHUP forbids Asterisk to tell it", async () => {
  await withCall(async ({ call, peer }) => {
    const digit = call.waitForDigit(100);
    await peer.answer('WAIT FOR DIGIT "100"', "200 result=-1\n");
    await peer.answer("CHANNEL STATUS", "511 Command Not Permitted on a dead channel or intercept routine\n");
    await assertRejects(() => digit, AgiHangupError);
    assertInstanceOf(call.signal.reason, AgiHangupError);
  });
});

Deno.test("AgiCall that is over runs what Asterisk allows, and refuses the rest without asking", async () => {
  await withCall(async ({ call, peer }) => {
    const noop = call.noop();
    await peer.answer("NOOP", "200 result=0\nHANGUP\n");
    await noop;
    assertEquals(call.signal.aborted, true);
    await assertRejects(() => call.answer(), AgiHangupError);
    const variable = call.setVariable("X", "1");
    await peer.answer('SET VARIABLE "X" "1"', "200 result=1\n");
    await variable;
  });
});

Deno.test("AgiCall rejects for commands and arguments that Asterisk does not know", async () => {
  await withCall(async ({ call, peer }) => {
    const unknown = call.command("BOGUS");
    await peer.answer("BOGUS", "510 Invalid or unknown command\n");
    await assertRejects(() => unknown, AgiInvalidCommandError, "Cannot run BOGUS");
    const wrong = call.execute("GET VARIABLE");
    await peer.answer(
      "GET VARIABLE",
      "520-Invalid command syntax.  Proper usage follows:\nUsage\n520 End of proper usage.\n",
    );
    assertEquals((await assertRejects(() => wrong, AgiUsageError)).usage, "Usage");
  });
});

Deno.test("AgiCall rejects for applications and entries that there are not, and what the channel can't", async () => {
  await withCall(async ({ call, peer }) => {
    const exec = call.exec("Nope");
    await peer.answer('EXEC "Nope" ""', "200 result=-2\n");
    await assertRejects(() => exec, AgiAppError, 'Cannot run application "Nope": this Asterisk does not have it');
    const put = call.databasePut("f", "k", "v");
    await peer.answer('DATABASE PUT "f" "k" "v"', "200 result=0\n");
    await assertRejects(() => put, AgiDatabaseError, 'Cannot run DATABASE PUT of "f/k"');
    const tdd = call.tddMode("on");
    await peer.answer('TDD MODE "on"', "200 result=0\n");
    await assertRejects(() => tdd, AgiAppError, "the channel has none");
    const speech = call.speechCreate("e");
    await peer.answer('SPEECH CREATE "e"', "200 result=0\n");
    await assertRejects(() => speech, AgiAppError, "there is no speech recognition");
  });
});

Deno.test("AgiCall refuses what can't be sent, and sends nothing", async () => {
  await withCall(async ({ call, peer }) => {
    await assertRejects(() => call.streamFile("x", { escapeDigits: "x" }), TypeError, 'with digits "x"');
    await assertRejects(() => call.waitForDigit(-5), RangeError, "Cannot run WAIT FOR DIGIT with timeout of -5");
    await assertRejects(() => call.waitForDigit(1.5), RangeError);
    await assertRejects(() => call.sayNumber(2 ** 40), RangeError);
    await assertRejects(() => call.sayDate(NaN), RangeError);
    await assertRejects(() => call.setAutoHangup(-1), RangeError);
    await assertRejects(() => call.setVariable("X", "a\nANSWER"), TypeError, "argument 2 has a line end");
    await assertRejects(() => call.command("NOOP\r\nANSWER"), TypeError);
    const noop = call.noop();
    await peer.answer("NOOP", "200 result=0\n");
    await noop;
  });
});

Deno.test("AgiCall gives up with a signal, and sends the next command when the answer has come", async () => {
  await withCall(async ({ call, peer }) => {
    const controller = new AbortController();
    const digit = call.waitForDigit(Infinity, { signal: controller.signal });
    assertEquals(await peer.next(), 'WAIT FOR DIGIT "-1"');
    controller.abort(new Error("enough"));
    await assertRejects(() => digit, Error, "enough");
    await assertRejects(() => call.noop({ signal: controller.signal }), Error, "enough");
    const noop = call.noop();
    await peer.send("200 result=53\n");
    await peer.answer("NOOP", "200 result=0\n");
    await noop;
  });
});

Deno.test("AgiCall.goto() says where the dialplan goes on", async () => {
  await withCall(async ({ call, peer }) => {
    const going = call.goto({ context: "c", extension: "e" });
    await peer.answer('SET CONTEXT "c"', "200 result=0\n");
    await peer.answer('SET EXTENSION "e"', "200 result=0\n");
    await peer.answer('SET PRIORITY "1"', "200 result=0\n");
    await going;
  });
});

Deno.test("AgiCall.dial() resolves with what became of it", async () => {
  await withCall(async ({ call, peer }) => {
    const dialing = call.dial(["PJSIP/a", "PJSIP/b"], { timeout: 20, options: "g" });
    await peer.answer('EXEC "Dial" "PJSIP/a&PJSIP/b,20,g"', "200 result=0\n");
    await peer.answer('GET VARIABLE "DIALSTATUS"', "200 result=1 (ANSWER)\n");
    await peer.answer('GET VARIABLE "ANSWEREDTIME"', "200 result=1 (12)\n");
    await peer.answer('GET VARIABLE "DIALEDPEERNAME"', "200 result=1 (PJSIP/a-1)\n");
    assertEquals(await dialing, { status: "ANSWER", answeredTime: 12, peer: "PJSIP/a-1" });
  });
});

Deno.test("AgiCall.close() hands the call back", async () => {
  await withCall(async ({ call, peer }) => {
    await call.close();
    await call.close();
    assertEquals(await peer.next(), undefined);
  });
});

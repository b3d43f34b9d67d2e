import { AgiError, AgiHangupError, AgiProtocolError } from "@asterism/asterisk/agi";
import { TimerWheel } from "../../_internal/timer_wheel.ts";
import { openStreamLink } from "../../agi/stream_link.ts";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { agiBlock, AgiPeer, withCall } from "../support/agi_peer.ts";
import { memoryPipe } from "../support/memory_pipe.ts";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";

Deno.test("a call's variables are read wherever they are cut, and the first line behind them", async () => {
  const text = `${agiBlock({ agi_arg_1: "a: b" })}HANGUP\n`;
  for (let cut = 1; cut < text.length; cut++) {
    const [ours, theirs] = memoryPipe();
    const peer = new AgiPeer(theirs);
    const opening = openStreamLink(ours);
    // deno-lint-ignore no-await-in-loop -- One cut after the other.
    await peer.send(text.slice(0, cut));
    // deno-lint-ignore no-await-in-loop -- The same.
    await peer.send(text.slice(cut));
    // deno-lint-ignore no-await-in-loop -- The same.
    const link = await opening;
    if (link === undefined) throw new Error(`Cannot open a link cut at ${cut}`);
    assertEquals([link.environment.agi_arg_1, link.maxLineBytes], ["a: b", 8_191]);
    if (!link.signal.aborted) {
      // deno-lint-ignore no-await-in-loop -- The same.
      await new Promise((resolve) => link.signal.addEventListener("abort", resolve));
    }
    assertEquals(link.signal.reason.sign, "line");
    // deno-lint-ignore no-await-in-loop -- The same.
    await link.close();
  }
});

Deno.test("a connection that closes without a word is no call, and one that says something else is refused at once", async () => {
  const [ours, theirs] = memoryPipe();
  const opening = openStreamLink(ours);
  theirs.close();
  assertEquals(await opening, undefined);

  const [server, browser] = memoryPipe();
  const refused = assertRejects(
    () => openStreamLink(server),
    AgiProtocolError,
    "Cannot take an AGI call: what came is none",
  );
  await new AgiPeer(browser).send("GET / HTTP/1.1\r\n");
  await refused;

  const [half, caller] = memoryPipe();
  const cut = assertRejects(() => openStreamLink(half), AgiProtocolError, "the connection ended within its variables");
  await new AgiPeer(caller).send("agi_network: yes\n");
  caller.close();
  await cut;
});

Deno.test("a call whose variables are too long is refused", async () => {
  const [ours, theirs] = memoryPipe();
  const refused = assertRejects(
    () => openStreamLink(ours, { maxEnvironmentBytes: 100 }),
    AgiProtocolError,
    "Cannot take an AGI call with variables of more than 100 bytes",
  );
  await new AgiPeer(theirs).send(agiBlock());
  await refused;
});

Deno.test("commands are sent one at a time, in the order in which they were asked for", async () => {
  await withCall(async ({ link, peer }) => {
    const answers = ["a", "b", "c"].map((word) => link.send(`NOOP ${word}`, "line"));
    assertEquals(await peer.next(), "NOOP a");
    await peer.send("200 result=0\n");
    await peer.answer("NOOP b", "200 result=1\n");
    await peer.answer("NOOP c", "200 result=2\n");
    assertEquals((await Promise.all(answers)).map(({ result }) => result), ["0", "1", "2"]);
  });
});

Deno.test("a hangup is told once, whenever it comes, and commands go on", async () => {
  await withCall(async ({ link, peer }) => {
    const digit = link.send("WAIT FOR DIGIT 100", "line");
    await peer.answer("WAIT FOR DIGIT 100", "HANGUP\n200 result=-1\nHANGUP\n");
    assertEquals((await digit).result, "-1");
    assertInstanceOf(link.signal.reason, AgiHangupError);
    assertEquals(link.signal.reason.sign, "line");
    const noop = link.send("NOOP", "line");
    await peer.answer("NOOP", "200 result=0\n");
    assertEquals((await noop).code, 200);
  });
});

Deno.test("a connection that Asterisk closes ends the commands, those that wait too, and the call", async () => {
  await withCall(async ({ link, peer }) => {
    const rejects = [link.send("NOOP", "line"), link.send("NOOP", "line")].map((answer) =>
      assertRejects(() => answer, AgiHangupError, "Asterisk closed the connection")
    );
    await peer.next();
    peer.close();
    await Promise.all(rejects);
    await link.ended;
    assertEquals(link.signal.reason.sign, "closed");
    await assertRejects(() => link.send("NOOP", "line"), AgiHangupError);
  });
});

Deno.test("a line that answers nothing ends the call: what answers to what is not known any more", async () => {
  await withCall(async ({ link, peer }) => {
    const value = link.send("GET VARIABLE X", "value");
    await peer.answer("GET VARIABLE X", "200 result=1 (a)\n200 result=1 (evil)\n");
    assertEquals((await value).data, "a");
    await link.ended;
    await assertRejects(() => link.send("NOOP", "line"), AgiProtocolError, "a line answers no command");
  });
});

Deno.test("an answer longer than allowed ends the call", async () => {
  await withCall(async ({ link, peer }) => {
    const rejects = assertRejects(
      () => link.send("GET VARIABLE X", "value"),
      AgiProtocolError,
      "more than 65536 bytes",
    );
    await peer.answer("GET VARIABLE X", `200 result=1 (${"x".repeat(70_000)})\n`);
    await rejects;
  }, { maxReplyBytes: 100 });
});

Deno.test("an answer that takes too long ends the call", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  using wheel = new TimerWheel(clock);
  await withCall(async ({ link, peer }) => {
    const rejects = assertRejects(
      () => link.send("NOOP", "line"),
      AgiHangupError,
      "Cannot wait longer for the answer to NOOP: none came within 1000 ms",
    );
    await peer.next();
    await clock.tick(1_100);
    await rejects;
  }, { idleTimeout: 1_000, wheel });
});

Deno.test("too many commands at once are refused, with both numbers", async () => {
  await withCall(async ({ link, peer }) => {
    const first = [link.send("NOOP", "line"), link.send("NOOP", "line")];
    await assertRejects(() => link.send("NOOP", "line"), AgiError, "Cannot send a command: 2 wait, and at most 1 may");
    await peer.answer("NOOP", "200 result=0\n");
    await peer.answer("NOOP", "200 result=0\n");
    await Promise.all(first);
  }, { maxWaitingCommands: 1 });
});

Deno.test("a link that is closed says failure where it is told to, but not into an answer that is under way", async () => {
  await withCall(async ({ link, peer }) => {
    await link.close({ isFailure: true });
    await link.close();
    assertEquals([await peer.next(), await peer.next()], ["failure", undefined]);
  });
  await withCall(async ({ link, peer }) => {
    const rejects = assertRejects(() => link.send("NOOP", "line"), AgiHangupError, "handed back to Asterisk");
    await peer.next();
    await link.close({ isFailure: true });
    assertEquals(await peer.next(), undefined);
    await rejects;
  });
});

Deno.test("each line is traced", async () => {
  const lines: string[] = [];
  await withCall(async ({ link, peer }) => {
    const noop = link.send("NOOP", "line");
    await peer.answer("NOOP", "200 result=0\n");
    await noop;
  }, { trace: ({ type, line }) => lines.push(`${type} ${line}`) });
  assertEquals(lines.slice(-3), ["received ", "sent NOOP", "received 200 result=0"]);
});

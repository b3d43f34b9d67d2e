/** Answers that a real Asterisk 22.10.1 gave, read by the codec, at once and cut at every byte. */
import { LineBuffer } from "../../agi/line_buffer.ts";
import { replyKindOfLine } from "../../agi/command_kinds.ts";
import type { AgiReply } from "../../agi/reply.ts";
import { ReplyReader } from "../../agi/reply_reader.ts";
import { assertEquals } from "@std/assert";

interface Exchange {
  readonly name: string;
  readonly send: string;
  readonly recv: string;
}

const text = Deno.readTextFileSync(new URL("../golden/agi/exchanges.jsonl", import.meta.url));
const exchanges: Exchange[] = text.trim().split("\n").map((line) => JSON.parse(line));

function read({ send, recv }: Exchange, cut: number): { replies: AgiReply[]; hangups: number } {
  const reader = new ReplyReader();
  reader.begin(replyKindOfLine(send));
  const buffer = new LineBuffer({ maxBytes: 10_000 });
  const bytes = Uint8Array.from(recv, (character) => character.charCodeAt(0));
  const lines = [...buffer.push(bytes.subarray(0, cut)), ...buffer.push(bytes.subarray(cut))];
  const received = lines.map((line) => reader.take(line)).filter((one) => one !== undefined);
  return {
    replies: received.flatMap((one) => one.type === "reply" ? [one.reply] : []),
    hangups: received.filter(({ type }) => type === "hangup").length,
  };
}

Deno.test.each(exchanges.map((exchange) => [exchange.name, exchange] as const))(
  "the answer of Asterisk to %s is one reply, wherever it is cut",
  (_, exchange) => {
    const whole = read(exchange, exchange.recv.length);
    const last = exchange.recv.split("\n").filter((line) => line !== "" && line !== "HANGUP").at(-1) ?? "";

    assertEquals([whole.replies.length, whole.hangups], [1, exchange.recv.endsWith("HANGUP\n") ? 1 : 0]);
    assertEquals(`${whole.replies[0]?.code}`, last.slice(0, 3));
    if (last.startsWith("200 ")) assertEquals(whole.replies[0]?.text, last.slice(4));
    for (let cut = 1; cut < exchange.recv.length; cut++) assertEquals(read(exchange, cut), whole);
  },
);

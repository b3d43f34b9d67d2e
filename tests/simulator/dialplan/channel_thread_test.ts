import { assertEquals } from "@std/assert";
import { ChannelThread } from "../../../simulator/dialplan/channel_thread.ts";

Deno.test("ChannelThread.clearDeadline() cancels what would tell of it", () => {
  const thread = new ChannelThread();
  let cancelled = 0;
  thread.deadline = { at: 1, timer: { [Symbol.dispose]: () => void cancelled++ } };
  thread.isOverdue = true;

  thread.clearDeadline();
  thread.clearDeadline();

  assertEquals([thread.deadline, thread.isOverdue, cancelled], [undefined, false, 1]);
});

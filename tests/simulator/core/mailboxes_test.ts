import { assertEquals } from "@std/assert";
import { Mailboxes } from "../../../simulator/core/mailboxes.ts";

Deno.test("Mailboxes keeps what it is told until it is told to forget it", () => {
  const mailboxes = new Mailboxes();
  mailboxes.set({ name: "1", oldMessages: 0, newMessages: 1 });
  mailboxes.set({ name: "1", oldMessages: 1, newMessages: 2 });

  const kept = mailboxes.list();
  const deleted = [mailboxes.delete("1"), mailboxes.delete("1"), mailboxes.get("1")];

  assertEquals([kept, deleted], [[{ name: "1", oldMessages: 1, newMessages: 2 }], [true, false, undefined]]);
});

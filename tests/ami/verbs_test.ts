import { assertEquals, assertRejects } from "@std/assert";
import { type AmiClient, AmiResponseError } from "@asterism/asterisk/ami";
import { answers, withManager } from "../support/ami_manager.ts";

/** Lets a verb send its action, answers that, and gives what was sent but for ActionID, and what the verb resolved with. */
async function ask<Value>(
  verb: (manager: AmiClient) => Promise<Value>,
  ...lines: readonly string[]
): Promise<{ sent: string[]; value: Value }> {
  let asked: { sent: string[]; value: Value } | undefined;
  await withManager(async ({ manager, peer }) => {
    const asking = verb(manager);
    const action = await answers(peer, ...lines);
    const sent = action.lines.filter((line) => !line.startsWith("ActionID: "));
    asked = { sent, value: await asking };
  });
  if (asked === undefined) throw new Error("Cannot tell what was asked: nothing was");
  return asked;
}

Deno.test("AmiVerbs.ping() is Ping", async () => {
  assertEquals((await ask((manager) => manager.ping(), "Ping: Pong")).sent, ["Action: Ping"]);
});

Deno.test("AmiVerbs.hangup() is Hangup, with a cause where there is one", async () => {
  const plain = await ask((manager) => manager.hangup("PJSIP/a-1"));
  assertEquals(plain.sent, ["Action: Hangup", "Channel: PJSIP/a-1"]);
  const busy = await ask((manager) => manager.hangup("PJSIP/a-1", { cause: 17 }));
  assertEquals(busy.sent, ["Action: Hangup", "Channel: PJSIP/a-1", "Cause: 17"]);
});

Deno.test("AmiVerbs.hangup() rejects when there is no such channel", async () => {
  const expected = 'Cannot run action Hangup: Asterisk answered Error "No such channel"';
  await ask(
    (manager) => assertRejects(() => manager.hangup("PJSIP/a-1"), AmiResponseError, expected),
    "Response: Error",
    "Message: No such channel",
  );
});

Deno.test("AmiVerbs.redirect() is Redirect, of one channel or of two", async () => {
  const one = await ask((manager) => manager.redirect("PJSIP/a-1", { context: "default", exten: "100" }));
  assertEquals(one.sent, [
    "Action: Redirect",
    "Channel: PJSIP/a-1",
    "Context: default",
    "Exten: 100",
    "Priority: 1",
  ]);
  const both = await ask((manager) =>
    manager.redirect("PJSIP/a-1", { context: "rooms", exten: "1", priority: "join", extraChannel: "PJSIP/b-2" })
  );
  assertEquals(both.sent.slice(4), [
    "Priority: join",
    "ExtraChannel: PJSIP/b-2",
    "ExtraContext: rooms",
    "ExtraExten: 1",
    "ExtraPriority: join",
  ]);
  const apart = await ask((manager) =>
    manager.redirect("PJSIP/a-1", {
      context: "a",
      exten: "1",
      extraChannel: "PJSIP/b-2",
      extraTarget: { context: "b", exten: "2" },
    })
  );
  assertEquals(apart.sent.slice(6), ["ExtraContext: b", "ExtraExten: 2", "ExtraPriority: 1"]);
});

Deno.test("AmiVerbs.playDtmf() is PlayDTMF", async () => {
  const plain = await ask((manager) => manager.playDtmf("PJSIP/a-1", "#"));
  assertEquals(plain.sent, ["Action: PlayDTMF", "Channel: PJSIP/a-1", "Digit: #"]);
  const received = await ask((manager) => manager.playDtmf("PJSIP/a-1", "5", { duration: 200, receive: true }));
  assertEquals(received.sent.slice(3), ["Duration: 200", "Receive: true"]);
});

Deno.test("AmiVerbs.absoluteTimeout() is AbsoluteTimeout", async () => {
  const { sent } = await ask((manager) => manager.absoluteTimeout("PJSIP/a-1", 60));
  assertEquals(sent, ["Action: AbsoluteTimeout", "Channel: PJSIP/a-1", "Timeout: 60"]);
});

Deno.test("AmiVerbs.channels() is Status, with variables", async () => {
  await withManager(async ({ manager, peer }) => {
    const reading = Array.fromAsync(manager.channels({ channel: "PJSIP/a-1", variables: ["A", "CALLERID(num)"] }));
    const action = await peer.expect("Status");
    await peer.answer(action, "EventList: start", "Message: Channel status will follow");
    const id = `ActionID: ${action.actionId}`;
    await peer.message("Event: Status", "Privilege: Call", "Channel: PJSIP/a-1", "Variable: A=1", id);
    await peer.message("Event: StatusComplete", id, "EventList: Complete", "ListItems: 1", "Items: 1");

    assertEquals((await reading).map(({ Channel, Variable }) => [Channel, Variable]), [["PJSIP/a-1", "A=1"]]);
    assertEquals(action.lines.slice(2), ["Channel: PJSIP/a-1", "Variables: A,CALLERID(num)"]);
  });
});

Deno.test("AmiVerbs.getVar() and setVar() are Getvar and Setvar, of a channel or global", async () => {
  const got = await ask((manager) => manager.getVar("A", { channel: "PJSIP/a-1" }), "Variable: A", "Value: x: y");
  assertEquals(got, { sent: ["Action: Getvar", "Variable: A", "Channel: PJSIP/a-1"], value: "x: y" });
  const unset = await ask((manager) => manager.getVar("A"), "Variable: A", "Value: ");
  assertEquals(unset, { sent: ["Action: Getvar", "Variable: A"], value: "" });
  const set = await ask((manager) => manager.setVar("A", 7, { channel: "PJSIP/a-1" }));
  assertEquals(set.sent, ["Action: Setvar", "Variable: A", "Value: 7", "Channel: PJSIP/a-1"]);
});

Deno.test("AmiVerbs.dbGet() is DBGet, and undefined for what there is not", async () => {
  await withManager(async ({ manager, peer }) => {
    const reading = manager.dbGet("cidname/5551234");
    const action = await peer.expect("DBGet");
    await peer.answer(action, "EventList: start", "Message: Result will follow");
    const id = `ActionID: ${action.actionId}`;
    await peer.message("Event: DBGetResponse", "Family: cidname", "Key: 5551234", "Val: Alice: A", id);
    await peer.message("Event: DBGetComplete", id, "EventList: Complete", "ListItems: 1");

    assertEquals(await reading, "Alice: A");
    assertEquals(action.lines.slice(2), ["Family: cidname", "Key: 5551234"]);
  });
  const missing = "Message: Database entry not found";
  assertEquals((await ask((manager) => manager.dbGet("a/b"), "Response: Error", missing)).value, undefined);
});

Deno.test("AmiVerbs.dbGet() rejects for other errors, and for what is no entry before anything is sent", async () => {
  await ask(
    (manager) => assertRejects(() => manager.dbGet("a/b"), AmiResponseError, "Permission denied"),
    "Response: Error",
    "Message: Permission denied",
  );
  await withManager(async ({ manager, peer }) => {
    for (const entry of ["", "family", "family/", "/key"]) {
      const expected = `Cannot use the AstDB entry ${JSON.stringify(entry)}: it must be "family/key"`;
      await assertRejects(() => manager.dbGet(entry), TypeError, expected);
    }
    const ping = manager.ping();
    assertEquals((await answers(peer, "Ping: Pong")).name, "Ping");
    await ping;
  });
});

Deno.test("AmiVerbs.dbGetTree() is DBGetTree, by names", async () => {
  await withManager(async ({ manager, peer }) => {
    const reading = manager.dbGetTree("cidname/555");
    const action = await peer.expect("DBGetTree");
    await peer.answer(action, "EventList: start", "Message: Result will follow");
    const id = `ActionID: ${action.actionId}`;
    await peer.message("Event: DBGetTreeResponse", "Key: /cidname/5551", "Val: A", id);
    await peer.message("Event: DBGetTreeResponse", "Key: /cidname/5552", "Val: B", id);
    await peer.message("Event: DBGetTreeComplete", id, "EventList: Complete", "ListItems: 2");

    assertEquals([...await reading], [["/cidname/5551", "A"], ["/cidname/5552", "B"]]);
    assertEquals(action.lines.slice(2), ["Family: cidname", "Key: 555"]);
  });
});

Deno.test("AmiVerbs.dbPut(), dbDel() and dbDelTree() are their actions, and tell whether there was something", async () => {
  const put = await ask((manager) => manager.dbPut("a/b/c", 1));
  assertEquals(put.sent, ["Action: DBPut", "Family: a", "Key: b/c", "Val: 1"]);
  const deleted = await ask((manager) => manager.dbDel("a/b"));
  assertEquals(deleted, { sent: ["Action: DBDel", "Family: a", "Key: b"], value: true });
  const missing = "Message: Database entry not found";
  const failed = "Message: Database entry could not be deleted";
  assertEquals((await ask((manager) => manager.dbDel("a/b"), "Response: Error", failed)).value, false);
  const tree = await ask((manager) => manager.dbDelTree("a"));
  assertEquals(tree, { sent: ["Action: DBDelTree", "Family: a"], value: true });
  assertEquals((await ask((manager) => manager.dbDelTree("a/b"), "Response: Error", missing)).value, false);
});

Deno.test("AmiVerbs.mailboxStatus() and mailboxCount() are their actions, in numbers", async () => {
  const status = await ask((manager) => manager.mailboxStatus("100@default"), "Mailbox: 100@default", "Waiting: 1");
  assertEquals(status, { sent: ["Action: MailboxStatus", "Mailbox: 100@default"], value: true });
  const none = await ask((manager) => manager.mailboxStatus("100"), "Mailbox: 100", "Waiting: 0");
  assertEquals(none.value, false);
  const counts = ["UrgMessages: 0", "NewMessages: 2", "OldMessages: 11"];
  const count = await ask((manager) => manager.mailboxCount("100"), "Mailbox: 100", ...counts);
  assertEquals(count, {
    sent: ["Action: MailboxCount", "Mailbox: 100"],
    value: { urgentMessages: 0, newMessages: 2, oldMessages: 11 },
  });
});

Deno.test("AmiVerbs.extensionState() is ExtensionState, in the context default where none is given", async () => {
  const lines = ["Exten: 100", "Context: default", "Hint: PJSIP/alice", "Status: 8", "StatusText: Ringing"];
  const state = await ask((manager) => manager.extensionState("100"), ...lines);
  assertEquals(state, {
    sent: ["Action: ExtensionState", "Exten: 100", "Context: default"],
    value: { hint: "PJSIP/alice", status: 8, statusText: "Ringing" },
  });
});

Deno.test("AmiVerbs.reload() is Reload, of all or of one module", async () => {
  assertEquals((await ask((manager) => manager.reload())).sent, ["Action: Reload"]);
  assertEquals((await ask((manager) => manager.reload("app_queue"))).sent, ["Action: Reload", "Module: app_queue"]);
});

Deno.test("AmiVerbs.pjsipEndpoints(), pjsipEndpoint() and pjsipRegistrations() are lists", async () => {
  const lists = [
    [(manager: AmiClient) => manager.pjsipEndpoints(), "PJSIPShowEndpoints", "EndpointList"],
    [(manager: AmiClient) => manager.pjsipEndpoint("alice"), "PJSIPShowEndpoint", "EndpointDetail"],
    [
      (manager: AmiClient) => manager.pjsipRegistrations(),
      "PJSIPShowRegistrationsOutbound",
      "OutboundRegistrationDetail",
    ],
  ] as const;
  for (const [verb, name, item] of lists) {
    await withManager(async ({ manager, peer }) => {
      const list = verb(manager);
      const reading = list.next();
      const action = await peer.expect(name);
      const id = `ActionID: ${action.actionId}`;
      await peer.answer(action, "EventList: start");
      await peer.message(`Event: ${item}`, id, "ObjectName: alice");
      await peer.message(`Event: ${item}Complete`, id, "EventList: Complete", "ListItems: 1");

      assertEquals((await reading).value.get("ObjectName"), "alice");
      assertEquals((await list.next()).done, true);
    });
  }
});

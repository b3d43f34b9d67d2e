/** No field of any action lets more be sent than it should: what would end a line is refused, and nothing is sent. */
import { assertEquals, assertRejects } from "@std/assert";
import { asteriskFacts, parseHeaderKey } from "../../ami/_tools/facts.ts";
import { answers, withManager } from "../support/ami_manager.ts";

const endings = ["\r\n", "\n", "\r", "\0"];
const injections = endings.map((ending) => `x${ending}Action: Command${ending}Command: core stop now`);

/** All fields of all actions; those that stand for several have a number, or some name. */
const places = Object.entries(asteriskFacts.actions).flatMap(([action, { fields }]) => {
  return Object.keys(fields).map((key) => {
    return { action, field: parseHeaderKey(key).name.replace("{number}", "000000").replace("{text}", "Any") };
  });
});

Deno.test("a value with a line end or NUL is refused in each field of each action, and nothing is sent", async () => {
  await withManager(async ({ manager, peer }) => {
    for (const { action, field } of places) {
      for (const injection of injections) {
        for (const value of [injection, ["fine", injection]]) {
          await assertRejects(
            () => manager.send(action, { [field]: value }),
            TypeError,
            `Cannot send action "${action}" with header "${field}"`,
          );
        }
      }
    }

    // What comes next is the first that was sent.
    const ping = manager.ping();
    assertEquals((await answers(peer, "Ping: Pong")).name, "Ping");
    await ping;
  });
  assertEquals(places.length > 300, true);
});

Deno.test("errors about a value do not show it, as it may be a secret", async () => {
  await withManager(async ({ manager }) => {
    const error = await assertRejects(() => manager.send("Login", { Username: "a", Secret: "hush\r\nEvents: on" }));

    assertEquals(String(error).includes("hush"), false);
  });
});

Deno.test("names of actions, headers and variables with a line end are refused, and nothing is sent", async () => {
  await withManager(async ({ manager, peer }) => {
    for (const injection of injections) {
      await assertRejects(() => manager.send(injection), TypeError, "Cannot send action");
      await assertRejects(() => manager.send("UserEvent", { [injection]: "a" }), TypeError, "Cannot send action");
      const variables = [{ [injection]: "a" }, { A: injection }];
      for (const Variable of variables) {
        await assertRejects(
          () => manager.send("Originate", { Channel: "Local/1@a", Variable }),
          TypeError,
          "Cannot se",
        );
      }
    }

    const ping = manager.ping();
    assertEquals((await answers(peer, "Ping: Pong")).name, "Ping");
    await ping;
  });
});

Deno.test("lists, commands, originate and the verbs refuse line ends as well", async () => {
  await withManager(async ({ manager, peer }) => {
    const bad = "x\r\nAction: Command";
    const attempts: (() => Promise<unknown>)[] = [
      () => Array.fromAsync(manager.list("Status", { Channel: bad })),
      () => Array.fromAsync(manager.channels({ variables: [bad] })),
      () => manager.command(bad),
      () => manager.originate({ Channel: bad, Application: "Wait" }),
      () => manager.hangup(bad),
      () => manager.redirect("a", { context: bad, exten: "1" }),
      () => manager.playDtmf("a", bad),
      () => manager.getVar(bad),
      () => manager.setVar("A", bad),
      () => manager.dbGet(`a/${bad}`),
      () => manager.dbGetTree(bad),
      () => manager.dbPut("a/b", bad),
      () => manager.dbDel(`${bad}/b`),
      () => manager.dbDelTree(bad),
      () => manager.mailboxStatus(bad),
      () => manager.mailboxCount(bad),
      () => manager.extensionState(bad),
      () => manager.reload(bad),
      () => Array.fromAsync(manager.pjsipEndpoint(bad)),
    ];
    for (const attempt of attempts) await assertRejects(attempt, TypeError, "Cannot send action");

    const ping = manager.ping();
    assertEquals((await answers(peer, "Ping: Pong")).name, "Ping");
    await ping;
  });
});

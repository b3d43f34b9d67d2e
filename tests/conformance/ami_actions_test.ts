/** Each action that this Asterisk has, once with a valid and once with an invalid request: answered as its type says. */
import { assert, assertEquals } from "@std/assert";
import { type AmiClient, type AmiMessage, connect } from "@asterism/asterisk/ami";
import { readState } from "../../_tools/asterisk.ts";
import type { InstalledAsterisk } from "../../_tools/asterisk/state.ts";
import { asteriskFacts } from "../../ami/_tools/facts.ts";
import { listActions } from "../../ami/generated/lists.ts";
import { eventProblems, type Header, type Message, readMessages, responseProblems } from "../support/ami_facts.ts";
import { loadModules } from "../support/asterisk_modules.ts";
import { ManagerWorld } from "../support/manager_world.ts";
import { actionCases } from "./ami_action_cases.ts";
import { hasAsterisk } from "./harness.ts";

/** Modules that Debian does not build. */
const absent = /^(?:DAHDI|PRI|Meetme|MWI)/;

/** A case without the types that tie it to its action. */
interface AnyCase {
  readonly valid: ((world: ManagerWorld) => object | Promise<object>) | string;
  readonly refused?: string;
  readonly undo?: (world: ManagerWorld) => Promise<unknown>;
  readonly isOwn?: boolean;
}

interface Part {
  readonly name: string;
  readonly run: (context: { state: InstalledAsterisk; t: Deno.TestContext }) => Promise<void>;
}

const parts: Part[] = [];

Deno.test({
  name: "[Asterisk] actions of AMI",
  ignore: !hasAsterisk(),
  fn: async (t) => {
    const state = await readState();
    if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
    await using _ = await loadModules(state);
    // deno-lint-ignore no-await-in-loop -- parts one after the other.
    for (const { name, run } of parts) await t.step(name, (t) => run({ state, t }));
  },
});

const cases: ReadonlyMap<string, AnyCase> = new Map(Object.entries(actionCases));

part("the cases are of all actions that there are, and 10 can not be sent validly", async ({ state }) => {
  await using manager = await openManager(state);
  const listed = await manager.action("ListCommands");

  const names = [...listed.entries()].map(([name]) => name).filter((name) => name in asteriskFacts.actions);
  assertEquals(names.sort(), [...cases.keys()].sort());
  const absentNames = Object.keys(asteriskFacts.actions).filter((name) => !cases.has(name));
  assertEquals(absentNames.filter((name) => !absent.test(name)), []);
  assertEquals({ cases: cases.size, absent: absentNames.length }, { cases: 135, absent: 19 });
  assertEquals([...cases.values()].filter(({ valid }) => typeof valid === "string").length, 10);
});

part("a valid request of each action is answered as its type says", async ({ state, t }) => {
  await using manager = await openManager(state);
  for (const [name, { valid, undo, isOwn = false }] of cases) {
    if (typeof valid === "string") continue;
    // deno-lint-ignore no-await-in-loop -- what one action makes another must not see.
    await t.step(name, async () => {
      await using world = await ManagerWorld.open(manager, state);
      const fields = await valid(world);
      try {
        if (!isOwn) return await sendValid(manager, name, fields);
        await using own = await openManager(state, { events: "off", reconnect: false });
        await sendValid(own, name, fields);
      } finally {
        await undo?.(world);
      }
    });
  }
});

part("a request that lacks its fields is refused, with Asterisk's words in the error", async ({ state, t }) => {
  await using manager = await openManager(state);
  for (const [name, { refused }] of cases) {
    if (refused === undefined) continue;
    // deno-lint-ignore no-await-in-loop -- actions one after the other.
    await t.step(name, async () => {
      const answer = await manager.send(name);

      assertEquals([answer.name, answer.get("Message")?.trimEnd()], ["Error", refused]);
    });
  }
});

part("what needs no fields is refused to who has not logged in", async ({ state }) => {
  const names = [...cases].filter(([, { refused }]) => refused === undefined).map(([name]) => name);
  // After Login comes nothing, as Asterisk hangs up; and Logoff is for everybody.
  const asked = [...names.filter((name) => name !== "Login" && name !== "Logoff"), "Login"];

  const answers = await askUnknown(state, asked);

  assertEquals(
    answers,
    asked.map((name) => [name, name === "Login" ? "Authentication failed" : "Permission denied"]),
  );
  assertEquals(asked.length + 1, names.length);
});

part("each list comes to its end while events rush by", async ({ state, t }) => {
  await using manager = await openManager(state);
  await using noisy = await openManager(state, { events: "off" });
  await using world = await ManagerWorld.open(manager, state);
  await world.bridged();
  await world.participant();
  let heard = 0;
  using _handler = manager.on("UserEvent", () => heard++);
  const controller = new AbortController();
  const flood = makeNoise(noisy, controller.signal);
  try {
    for (const name of Object.keys(listActions)) {
      const valid = cases.get(name)?.valid;
      if (typeof valid !== "function" || cases.get(name)?.isOwn) continue;
      // deno-lint-ignore no-await-in-loop -- lists one after the other.
      await t.step(name, async () => {
        const fields = await valid(world);
        // deno-lint-ignore no-await-in-loop -- lists one after the other.
        for (let round = 0; round < 5; round++) await sendValid(manager, name, fields);
        await cases.get(name)?.undo?.(world);
      });
    }
  } finally {
    controller.abort();
  }
  const sent = await flood;
  assert(heard > 1_000, `${heard} of ${sent} events were heard`);
});

async function sendValid(manager: AmiClient, name: string, fields: object): Promise<void> {
  const sent = Object.fromEntries(Object.entries(fields));
  if (listActions[name] === undefined) {
    const answer = await manager.send(name, sent);
    assert(answer.name !== "Error", `${name} was answered ${answer}`);
    assertEquals(responseProblems(name, headersOf(answer)), []);
    return;
  }
  const { items, complete } = listActions[name];
  const list = manager.sendList(name, sent);
  for (let next = await list.next();; next = await list.next()) {
    const { value } = next;
    if (value.kind === "event") assertEquals(eventProblems(headersOf(value)), []);
    if (next.done) {
      const isEmpty = listActions[name].emptyErrors.includes(value.get("Message")?.trimEnd() ?? "");
      assert(value.name === complete || isEmpty, `${name} ended with ${value}`);
      return;
    }
    assert(items.length === 0 || items.includes(value.name), `${name} has the item ${value.name}`);
  }
}

function headersOf(message: AmiMessage): Message {
  const [first, ...rest]: Header[] = [...message.entries()].map(([name, value]) => [name, value.trimEnd()] as const);
  if (first === undefined) throw new TypeError("Cannot read an empty message");
  return [first, ...rest];
}

function openManager({ manager }: InstalledAsterisk, options: { events?: string; reconnect?: boolean } = {}) {
  return connect({ ...manager, ...options });
}

/** Sends actions without a login, and gives what was said to each. */
async function askUnknown({ manager }: InstalledAsterisk, names: readonly string[]): Promise<string[][]> {
  using connection = await Deno.connect(manager);
  const text = names.map((name) => `Action: ${name}\r\nActionID: ${name}\r\n\r\n`).join("");
  await new Blob([text]).stream().pipeTo(connection.writable, { preventClose: true });
  const answers = await new Response(connection.readable).text();
  return readMessages(answers.replace(/^.*\r\n/, "")).map((headers) => new Map(headers))
    .filter((headers) => headers.get("Response") === "Error")
    .map((headers) => [headers.get("ActionID") ?? "", headers.get("Message") ?? ""]);
}

async function makeNoise(manager: AmiClient, signal: AbortSignal): Promise<number> {
  let sent = 0;
  while (!signal.aborted) {
    const events = Array.from(
      { length: 50 },
      () => manager.action("UserEvent", { UserEvent: "Noise", Number: sent++ }),
    );
    // deno-lint-ignore no-await-in-loop -- a little at a time, so that the others have a turn.
    await Promise.all(events);
  }
  return sent;
}

/** Adds a part of the test, which is one for all as modules are loaded for it. */
function part(name: string, run: Part["run"]): void {
  parts.push({ name, run });
}

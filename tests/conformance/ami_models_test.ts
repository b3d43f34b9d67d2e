/** Live models on the real Asterisk: whatever is called, transferred and lost, they end as the lists. */
import {
  type AmiClient,
  AmiError,
  liveAgents,
  liveBridges,
  liveChannels,
  liveDeviceStates,
  liveExtensionStates,
  livePresenceStates,
  liveQueues,
} from "@asterism/asterisk/ami";
import { assertEquals, assertRejects } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { agentModel } from "../../ami/models/agents.ts";
import { bridgeModel } from "../../ami/models/bridges.ts";
import { channelModel } from "../../ami/models/channels.ts";
import type { ModelDefinition } from "../../ami/models/model.ts";
import { queueModel } from "../../ami/models/queues.ts";
import { deviceStateModel, extensionStateModel, presenceStateModel } from "../../ami/models/states.ts";
import { CallCenter, callCenter, hangUpAll } from "../support/call_center.ts";
import { CutLine } from "../support/cut_line.ts";
import { randomFrom, type RandomText } from "../support/random_text.ts";
import { hasExpendableAsterisk } from "./harness.ts";
import { openManager } from "./real_manager.ts";

/** Longest that things may take to come to rest, in milliseconds. */
const restLimit = 5_000;

/** Runs with a call center, a client that works it, and one that is watched and whose connection can be cut. */
function test(name: string, run: (bench: Bench) => Promise<void>): void {
  Deno.test({
    name: `[Asterisk] ${name}`,
    ignore: !hasExpendableAsterisk(),
    async fn() {
      const state = await readState();
      if (state?.origin !== "installed") {
        throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
      }
      const line = new CutLine();
      await using control = await openManager();
      await hangUpAll(control);
      await using _ = await CallCenter.open(control, state);
      await using watched = await openManager(line.options);
      await run({ control, watched, line });
    },
  });
}

interface Bench {
  readonly control: AmiClient;
  readonly watched: AmiClient;
  readonly line: CutLine;
}

/** All models, each with how its lists are read. */
async function openModels(manager: AmiClient) {
  return [
    [await liveChannels(manager), channelModel({ dialplan: true })],
    [await liveBridges(manager), bridgeModel],
    [await liveQueues(manager), queueModel],
    [await liveDeviceStates(manager), deviceStateModel],
    [await liveExtensionStates(manager), extensionStateModel],
    [await livePresenceStates(manager), presenceStateModel],
    [await liveAgents(manager), agentModel],
  ] as const;
}

interface Entries {
  readonly name: string;
  entries(): Iterable<[id: string, item: object]>;
}

/** What a list says now, and what a model holds, without what Asterisk sends no events about. */
async function compared(manager: AmiClient, model: Entries, definition: ModelDefinition<object>) {
  const answers = [];
  // deno-lint-ignore no-await-in-loop -- one list after the other.
  for (const list of definition.lists) answers.push(await Array.fromAsync(manager.sendList(list)));
  const told = (entries: Iterable<[string, object]>) =>
    Object.fromEntries([...entries].map(([id, item]) => {
      const { Application: _, ApplicationData: __, Priority: ___, params: ____, ...rest } = { ...item } as Record<
        string,
        unknown
      >;
      const members = Array.isArray(rest.members) &&
        rest.members.map(({ CallsTaken: _, LastCall: __, ...member }) => member);
      // Who was put into another channel's place has its number without a word.
      const callers = Array.isArray(rest.callers) &&
        rest.callers.map(({ Uniqueid, Channel }) => ({ Uniqueid, Channel }));
      return [id, { ...rest, members, callers }];
    }));
  return { name: model.name, held: told(model.entries()), listed: told(definition.read(answers)) };
}

/** Waits until model and list are the same; what still differs after the limit is the error. */
async function assertSame(manager: AmiClient, model: Entries, definition: ModelDefinition<object>): Promise<void> {
  const deadline = AbortSignal.timeout(restLimit);
  for (;;) {
    // deno-lint-ignore no-await-in-loop -- until it is the same.
    const { name, held, listed } = await compared(manager, model, definition);
    if (deadline.aborted) return assertEquals(held, listed, `${name} held, and as listed`);
    try {
      return assertEquals(held, listed);
    } catch {
      // Events are still under way: those of this are behind them.
      const fence = manager.once("UserEvent", { where: (event) => event.get("UserEvent") === "Fence" });
      // deno-lint-ignore no-await-in-loop -- the same.
      await manager.action("UserEvent", { UserEvent: "Fence" });
      // deno-lint-ignore no-await-in-loop -- the same.
      await fence;
    }
  }
}

const extensions = [
  "up",
  "ringing",
  "busy",
  "dial-late",
  "dial-late",
  "dial-both",
  "dial-busy",
  "optimized",
  "queue",
  "night",
];
let calls = 0;

/**
 * Does one thing at random, whatever Asterisk says to it. `Bridge` and `Atxfer` are not among them: between channels that end at the same moment they
 * can end a real Asterisk 22.10.1, too.
 */
async function doSomething(manager: AmiClient, random: RandomText): Promise<void> {
  const channels = await Array.fromAsync(manager.list("CoreShowChannels"));
  const Channel = channels.length === 0 ? "none" : random.pick(channels).Channel;
  const Interface = `Local/${random.below(3)}@center`;
  const target = { Context: "center", Exten: random.pick(["up", "late", "ringing"]) };
  switch (random.below(12)) {
    case 0:
      return void await manager.send("Hangup", { Channel });
    case 1:
      return void await manager.send("Redirect", { Channel, ...target, Priority: 1 });
    case 2:
      return void await manager.send("BlindTransfer", { Channel, ...target });
    case 3:
      return void await manager.send("QueueAdd", { Queue: random.pick(["sales", "night"]), Interface, Paused: true });
    case 4:
      return void await manager.send("QueueRemove", { Queue: random.pick(["sales", "night"]), Interface });
    case 5:
      return void await manager.send("QueuePause", {
        Interface,
        Paused: random.pick(["true", "false"]),
        Reason: "tea",
      });
    case 6:
      await manager.command(`devstate change Custom:center ${random.pick(["INUSE", "NOT_INUSE", "BUSY", "RINGING"])}`);
      return void await manager.command(
        `presencestate change CustomPresence:center ${random.pick(["away", "dnd", "xa"])},,`,
      );
    case 7:
      return void await manager.send("Setvar", {
        Channel,
        Variable: "CALLERID(num)",
        Value: String(random.below(1_000)),
      });
    default:
      return await callCenter(manager, random.pick(extensions), `center-${Deno.pid}-${++calls}`);
  }
}

async function doMany(manager: AmiClient, random: RandomText, count: number): Promise<void> {
  // deno-lint-ignore no-await-in-loop -- one thing after the other.
  for (let done = 0; done < count; done++) await doSomething(manager, random);
}

for (const seed of [1, 2, 3]) {
  test(`all live models end as their lists after random calls, and again after a loss (${seed})`, async ({ control, watched, line }) => {
    const random = randomFrom(seed);
    await doMany(control, random, 10);
    const models = await openModels(watched);
    const followed = models.map(([model]) => {
      const known = new Map<string, object>(model.entries());
      model.on("*", (change: { type: string; id: string; item?: object }) => {
        if (change.item === undefined) known.delete(change.id);
        else known.set(change.id, change.item);
      });
      return known;
    });

    await doMany(control, random, 60);
    // deno-lint-ignore no-await-in-loop -- one model after the other.
    for (const [model, definition] of models) await assertSame(control, model, definition);

    const resyncs = models.map(([model]) => model.resyncs());
    line.cut();
    await doMany(control, random, 30);
    const told = await Promise.all(resyncs.map((stream) => stream.next()));
    for (const { value } of told) assertEquals(value?.cause, "resumed");
    await doMany(control, random, 20);
    // deno-lint-ignore no-await-in-loop -- the same.
    for (const [model, definition] of models) await assertSame(control, model, definition);

    await hangUpAll(control);
    // deno-lint-ignore no-await-in-loop -- the same.
    for (const [model, definition] of models) await assertSame(control, model, definition);
    assertEquals([models[0][0].size, models[1][0].get("none")], [0, undefined]);
    for (const [index, [model]] of models.entries()) {
      assertEquals(new Map<string, object>(model.entries()), followed[index]);
    }
    for (const [model] of models) await model.close();
    for (const stream of resyncs) stream[Symbol.dispose]();
  });
}

test("a live model says which class of events the user may not read, and which module is not loaded", async ({ control }) => {
  const unasked = await openManager({ events: "system" });
  await assertRejects(() => liveChannels(unasked), AmiError, 'events of class "call" are not asked for');
  await unasked.close();
  await using queues = await liveQueues(control);
  const end = assertRejects(() => queues.closed, AmiError, "is the module app_queue.so loaded?");
  await control.action("ModuleLoad", { Module: "app_queue.so", LoadType: "unload" });
  await end;
  await assertRejects(() => liveQueues(control), AmiError, "is the module app_queue.so loaded?");
});

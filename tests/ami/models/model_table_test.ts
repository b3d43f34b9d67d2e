import { bridgeModel } from "../../../ami/models/bridges.ts";
import { channelModel } from "../../../ami/models/channels.ts";
import type { ModelDefinition } from "../../../ami/models/model.ts";
import { ModelTable } from "../../../ami/models/model_table.ts";
import { queueModel } from "../../../ami/models/queues.ts";
import { deviceStateModel } from "../../../ami/models/states.ts";
import { AmiError } from "../../../ami/errors.ts";
import type { AmiMessage } from "../../../ami/message.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { AmiWorld, type Happening, happenings } from "../../support/ami_world.ts";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

function state(device: string, value: string): AmiMessage {
  return amiMessage("Event: DeviceStateChange", `Device: ${device}`, `State: ${value}`);
}

Deno.test("ModelTable.apply() tells what an event adds and changes, and nothing when nothing differs", () => {
  const table = new ModelTable(deviceStateModel, 10);
  const first = state("Custom:a", "INUSE");
  assertEquals(table.apply(first), [
    { type: "added", id: "Custom:a", item: { Device: "Custom:a", State: "INUSE" }, cause: "event", event: first },
  ]);
  assertEquals(table.apply(state("Custom:a", "INUSE")), []);
  const second = state("Custom:a", "BUSY");
  assertEquals(table.apply(second), [{
    type: "changed",
    id: "Custom:a",
    item: { Device: "Custom:a", State: "BUSY" },
    before: { Device: "Custom:a", State: "INUSE" },
    cause: "event",
    event: second,
  }]);
});

Deno.test("ModelTable.load() tells only the outcome of a list and of what came while it was read", () => {
  const table = new ModelTable(deviceStateModel, 10);
  for (const device of ["Custom:a", "Custom:b", "Custom:c"]) table.apply(state(device, "INUSE"));
  const changes = table.load({
    answers: [[state("Custom:a", "INUSE"), state("Custom:b", "BUSY"), state("Custom:d", "BUSY")]],
    events: [state("Custom:d", "RINGING"), state("Custom:d", "INUSE")],
  });

  assertEquals(changes.map(({ type, id, cause }) => `${type} ${id} ${cause}`), [
    "changed Custom:b resync",
    "removed Custom:c resync",
    "added Custom:d resync",
  ]);
  assertEquals(table.items.get("Custom:d"), { Device: "Custom:d", State: "INUSE" });
});

Deno.test("ModelTable holds no more than its limit, parts counted, and says both numbers", () => {
  const states = new ModelTable(deviceStateModel, 1);
  states.apply(state("Custom:a", "INUSE"));
  assertThrows(
    () => states.apply(state("Custom:b", "INUSE")),
    AmiError,
    'Cannot keep 2 device states: at most 1 are kept, as "limit" says',
  );
  const queues = new ModelTable(queueModel, 2);
  queues.load({ answers: [[amiMessage("Event: QueueParams", "Queue: sales")]], events: [] });
  const join = (id: string) => amiMessage("Event: QueueCallerJoin", "Queue: sales", `Uniqueid: ${id}`, "Position: 1");
  queues.apply(join("a"));
  assertThrows(() => queues.apply(join("b")), AmiError, "Cannot keep 3 queues");
});

/** What may be in between what happens: events that come, a list that is asked for, made and read, and a gap. */
type Step = Happening | { readonly kind: "deliver"; readonly count: number } | {
  readonly kind: "ask" | "gap" | "load" | "make";
};

const steps = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ kind: fc.constantFrom(...happenings), one: fc.nat(50), other: fc.nat(50) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("deliver" as const), count: fc.nat(6) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("ask" as const, "make" as const, "load" as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("gap" as const) }) },
  ),
  { maxLength: 120, size: "max" },
);

/** Reads lists as the follower does: what comes since one was asked for, or since a gap, waits until it is read. */
function runSteps<Item extends object>(definition: ModelDefinition<Item>, all: readonly Step[], slow: boolean) {
  const world = new AmiWorld();
  const table = new ModelTable(definition, 100_000);
  let held: AmiMessage[] | undefined = [];
  let answers: AmiMessage[][] | undefined;
  const known = new Map<string, Item>();
  const see = (changes: ReturnType<typeof table.apply>) => {
    for (const change of changes) {
      if (change.type === "removed") known.delete(change.id);
      else known.set(change.id, change.item);
    }
  };
  const deliver = (count: number) => {
    for (const event of world.events.splice(0, count)) {
      if (!definition.events.includes(event.name)) continue;
      if (held !== undefined) held.push(event);
      else see(table.apply(event));
    }
  };
  const make = () => answers = definition.lists.map((list) => world.list(list));
  const load = () => {
    if (held === undefined || answers === undefined) return;
    see(table.load({ answers, events: held }));
    held = answers = undefined;
  };
  for (const step of all) {
    if (step.kind === "deliver") deliver(step.count);
    else if ("one" in step) world.happen(step);
    else if (step.kind === "ask") held ??= [];
    else if (step.kind === "load") load();
    else if (step.kind === "make" && held !== undefined) make();
    else if (step.kind === "gap") {
      world.events = [];
      held = [];
      answers = undefined;
    }
    if (!slow) deliver(Infinity);
  }
  if (held !== undefined) {
    answers ?? make();
    load();
  }
  deliver(Infinity);
  const fresh = definition.read(definition.lists.map((list) => world.list(list)));
  return { items: table.items, fresh, known };
}

for (const definition of [channelModel({ dialplan: true }), bridgeModel, queueModel]) {
  Deno.test(`a model of ${definition.name} ends as a fresh list, and so do its changes, whatever happens and gets lost`, () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (all, slow) => {
        const { items, fresh, known } = runSteps<object>(definition, all, slow);
        assertEquals(new Map(items), fresh);
        assertEquals(known, fresh);
      }),
      { numRuns: 1_000 },
    );
  });
}

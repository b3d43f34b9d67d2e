import { type LiveQueue, queueModel } from "../../../ami/models/queues.ts";
import { ModelTable } from "../../../ami/models/model_table.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

function table(): ModelTable<LiveQueue> {
  const queues = new ModelTable(queueModel, 100);
  queues.load({
    answers: [[
      amiMessage(
        "Event: QueueParams",
        "Queue: sales",
        "Max: 0",
        "Strategy: ringall",
        "Calls: 2",
        "Completed: 5",
        "ActionID: 1",
      ),
      amiMessage("Event: QueueMember", "Queue: sales", "Name: Ann", "Location: PJSIP/ann", "Penalty: 1", "Paused: 0"),
      amiMessage(
        "Event: QueueEntry",
        "Queue: sales",
        "Position: 2",
        "Channel: PJSIP/b-2",
        "Uniqueid: 1.2",
        "CallerIDNum: unknown",
      ),
      amiMessage(
        "Event: QueueEntry",
        "Queue: sales",
        "Position: 1",
        "Channel: PJSIP/a-1",
        "Uniqueid: 1.1",
        "CallerIDNum: 5",
      ),
      amiMessage("Event: QueueParams", "Queue: empty", "Max: 0"),
    ]],
    events: [],
  });
  return queues;
}

function callers(queues: ModelTable<LiveQueue>): string[] | undefined {
  return queues.items.get("sales")?.callers.map(({ Uniqueid }) => Uniqueid);
}

Deno.test("a model of queues has each queue's figures, members and callers, the first one first", () => {
  const queues = table();
  const sales = queues.items.get("sales");
  assertEquals(sales?.params, { Max: "0", Strategy: "ringall", Completed: "5" });
  assertEquals(sales?.callers, [
    { Uniqueid: "1.1", Channel: "PJSIP/a-1", CallerIDNum: "5", CallerIDName: "" },
    { Uniqueid: "1.2", Channel: "PJSIP/b-2", CallerIDNum: "<unknown>", CallerIDName: "" },
  ]);
  assertEquals(sales?.members.map(({ MemberName, Interface }) => [MemberName, Interface]), [["Ann", "PJSIP/ann"]]);
  assertEquals(queues.items.get("empty")?.callers, []);
});

Deno.test("a model of queues follows callers to their places, and what they are called", () => {
  const queues = table();
  const apply = (name: string, ...lines: readonly string[]) => queues.apply(amiMessage(`Event: ${name}`, ...lines));
  apply("QueueCallerJoin", "Queue: sales", "Uniqueid: 1.3", "Position: 2", "Count: 3");
  assertEquals(callers(queues), ["1.1", "1.3", "1.2"]);
  apply("Rename", "Channel: PJSIP/a-1", "Newname: PJSIP/z-9", "Uniqueid: 1.1");
  apply("NewCallerid", "Channel: PJSIP/z-9", "Uniqueid: 1.1", "CallerIDNum: 77", "CallerIDName: Zoe");
  assertEquals(queues.items.get("sales")?.callers[0], {
    Uniqueid: "1.1",
    Channel: "PJSIP/z-9",
    CallerIDNum: "77",
    CallerIDName: "Zoe",
  });
  apply("QueueCallerLeave", "Queue: sales", "Uniqueid: 1.3", "Position: 2");
  assertEquals(callers(queues), ["1.1", "1.2"]);
  apply("BridgeEnter", "BridgeUniqueid: b", "Uniqueid: 1.2", "Channel: PJSIP/b-2");
  assertEquals(callers(queues), ["1.1"], "taken out by Bridge");
  apply("Hangup", "Uniqueid: 1.1");
  assertEquals(callers(queues), []);
  assertEquals(apply("QueueCallerJoin", "Queue: unheard", "Uniqueid: 1.3", "Position: 1"), []);
});

Deno.test("a model of queues follows members, and makes none of what is told of one that is gone", () => {
  const queues = table();
  const apply = (name: string, ...lines: readonly string[]) =>
    queues.apply(amiMessage(`Event: ${name}`, "Queue: sales", ...lines));
  const members = () => queues.items.get("sales")?.members.map(({ Interface, Paused }) => `${Interface} ${Paused}`);
  apply("QueueMemberPause", "MemberName: Ann", "Interface: PJSIP/ann", "Paused: 1", "PausedReason: tea");
  apply("QueueMemberAdded", "MemberName: Bea", "Interface: Local/bea", "Paused: 0");
  apply("QueueMemberPause", "MemberName: Eve", "Interface: Local/eve", "Paused: 1");
  assertEquals(members(), ["Local/bea 0", "PJSIP/ann 1"]);
  const inCall = () => queues.items.get("sales")?.members.map(({ InCall }) => InCall);
  apply("AgentConnect", "Interface: Local/bea", "Channel: PJSIP/a-1");
  assertEquals(inCall(), ["1", ""]);
  apply("AgentComplete", "Interface: Local/bea", "Channel: PJSIP/a-1");
  assertEquals(inCall(), ["0", ""]);
  apply("QueueMemberRemoved", "MemberName: Ann", "Interface: PJSIP/ann");
  assertEquals(members(), ["Local/bea 0"]);
});

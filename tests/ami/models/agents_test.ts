import { agentModel } from "../../../ami/models/agents.ts";
import { ModelTable } from "../../../ami/models/model_table.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

Deno.test("a model of agents follows logins, the state of their devices, names of channels, and logoffs", () => {
  const agents = new ModelTable(agentModel, 100);
  agents.load({
    answers: [[amiMessage("Event: Agents", "Agent: 1001", "Name: One", "Status: AGENT_LOGGEDOFF")]],
    events: [],
  });
  const apply = (name: string, ...lines: readonly string[]) => {
    agents.apply(amiMessage(`Event: ${name}`, ...lines));
    const { Status, Channel } = agents.items.get("1001") ?? {};
    return `${Status} ${Channel}`;
  };
  assertEquals(apply("DeviceStateChange", "Device: Agent:1001", "State: NOT_INUSE"), "AGENT_LOGGEDOFF ");
  assertEquals(apply("AgentLogin", "Channel: PJSIP/a-1", "Uniqueid: 1.1", "Agent: 1001"), "AGENT_IDLE PJSIP/a-1");
  assertEquals(apply("DeviceStateChange", "Device: Agent:1001", "State: INUSE"), "AGENT_ONCALL PJSIP/a-1");
  assertEquals(apply("DeviceStateChange", "Device: PJSIP/1001", "State: NOT_INUSE"), "AGENT_ONCALL PJSIP/a-1");
  assertEquals(apply("Rename", "Channel: PJSIP/a-1", "Newname: PJSIP/b-2", "Uniqueid: 1.1"), "AGENT_ONCALL PJSIP/b-2");
  assertEquals(apply("DeviceStateChange", "Device: Agent:1001", "State: NOT_INUSE"), "AGENT_IDLE PJSIP/b-2");
  assertEquals(apply("AgentLogoff", "Agent: 1001"), "AGENT_LOGGEDOFF ");
  assertEquals(apply("AgentLogin", "Agent: 1009", "Channel: x"), "AGENT_LOGGEDOFF ");
  assertEquals(agents.items.size, 1);
});

import type { AmiMessage } from "../message.ts";
import type { ModelDefinition } from "./model.ts";

/** An agent of `agents.conf`. */
export interface LiveAgent {
  /** Id of the agent. */
  readonly Agent: string;
  /** Name of the agent; empty for one that was added since the list was read. */
  readonly Name: string;
  /**
   * `AGENT_LOGGEDOFF`, `AGENT_IDLE` or `AGENT_ONCALL`. The last is as the state of the agent's device tells, which need not be told when the agent was
   * taken into a bridge by others than a queue.
   */
  readonly Status: string;
  /** Name of the agent's channel; empty while logged off. */
  readonly Channel: string;
  /** Uniqueid of the agent's channel; empty while logged off. */
  readonly Uniqueid: string;
}

/** Keeps agents, by their ids. */
export const agentModel: ModelDefinition<LiveAgent> = {
  name: "agents",
  // No event of agents tells that one has a call; the state of the agent's device does.
  events: ["AgentLogin", "AgentLogoff", "DeviceStateChange", "Rename"],
  lists: ["Agents"],
  module: "app_agent_pool",
  read: ([items = []]) => new Map(items.map((item) => [item.get("Agent") ?? "", agentOf(item)])),
  edits(event, agents) {
    if (event.name === "Rename") {
      const Channel = event.get("Newname") ?? "";
      return [...agents].filter(([, { Uniqueid }]) => Uniqueid !== "" && Uniqueid === event.get("Uniqueid"))
        .map(([id, agent]) => ({ id, item: { ...agent, Channel } }));
    }
    const id = event.get("Agent") ?? /^Agent:(.*)$/s.exec(event.get("Device") ?? "")?.[1] ?? "";
    const agent = agents.get(id);
    return agent === undefined ? [] : [{ id, item: edited(agent, event) }];
  },
};

function agentOf(item: AmiMessage): LiveAgent {
  const get = (name: string) => item.get(name) ?? "";
  return {
    Agent: get("Agent"),
    Name: get("Name"),
    Status: get("Status"),
    Channel: get("Channel"),
    Uniqueid: get("Uniqueid"),
  };
}

function edited(agent: LiveAgent, event: AmiMessage): LiveAgent {
  if (event.name === "AgentLogoff") return { ...agent, Status: "AGENT_LOGGEDOFF", Channel: "", Uniqueid: "" };
  if (event.name === "AgentLogin") {
    const { Channel = "", Uniqueid = "" } = { Channel: event.get("Channel"), Uniqueid: event.get("Uniqueid") };
    return { ...agent, Status: "AGENT_IDLE", Channel, Uniqueid };
  }
  const Status = statuses.get(event.get("State") ?? "");
  return Status === undefined || agent.Status === "AGENT_LOGGEDOFF" ? agent : { ...agent, Status };
}

/** What the state of an agent's device says of one who is logged in. */
const statuses: ReadonlyMap<string, string> = new Map([["NOT_INUSE", "AGENT_IDLE"], ["INUSE", "AGENT_ONCALL"]]);

/** Modules that the Asterisk of the tests does not load by itself, for want of their configuration files. */
import { connect } from "@asterism/asterisk/ami";
import type { InstalledAsterisk } from "../../_tools/asterisk/state.ts";
import { RawManager } from "./raw_manager.ts";

/** A module, and the file that it needs. */
export interface ModuleSetup {
  /** Name of the module, without `.so`. */
  readonly module: string;
  /** Name of the file in Asterisk's folder. */
  readonly file: string;
  readonly text: string;
  /** Whether the module is there already and only has to read its file. @default {false} */
  readonly isLoaded?: boolean;
}

const folder = "/etc/asterism";

/** Queues, conferences, agents, parking, NOTIFYs, IAX2, XMPP and voicemail. IAX2 listens on the port above that of SIP. */
export function managerModules({ sip }: InstalledAsterisk["ports"]): ModuleSetup[] {
  return [
    {
      module: "app_queue",
      file: "queues.conf",
      text:
        "[general]\n\n[members]\nstrategy = ringall\nmember => Local/silent@conformance/n,2,Ann\n\n[callers]\njoinempty = yes\n",
    },
    {
      module: "app_confbridge",
      file: "confbridge.conf",
      text: "[general]\n\n[default_user]\ntype = user\nquiet = yes\n\n[default_bridge]\ntype = bridge\n",
    },
    { module: "app_agent_pool", file: "agents.conf", text: "[general]\n\n[1001]\nfullname = Ann\n" },
    {
      module: "res_parking",
      file: "res_parking.conf",
      text: "[general]\n\n[default]\nparkext => 700\nparkpos => 701-720\ncontext => parkedcalls\n",
    },
    { module: "res_pjsip_notify", file: "pjsip_notify.conf", text: "[probe]\nEvent => talk\n" },
    {
      module: "chan_iax2",
      file: "iax.conf",
      text: `[general]\nbindaddr = 127.0.0.1\nbindport = ${sip + 1}\n\n[peer]\ntype = friend\nhost = 127.0.0.1\n`,
    },
    { module: "res_xmpp", file: "xmpp.conf", text: "[general]\ndebug = no\n" },
    {
      module: "app_voicemail",
      file: "voicemail.conf",
      text: "[general]\nformat = wav\n\n[default]\n100 => 1234,Alice,alice@example.com\n",
      isLoaded: true,
    },
  ];
}

/** Writes the files and loads the modules; disposing unloads them and removes what was written. */
export async function loadModules(
  state: InstalledAsterisk,
  modules: readonly ModuleSetup[] = managerModules(state.ports),
): Promise<AsyncDisposable> {
  const restore: (() => Promise<unknown>)[] = [];
  const undo = async () => {
    const problems: unknown[] = [];
    await destroyHoldingBridges(state).catch((problem: unknown) => problems.push(problem));
    // deno-lint-ignore no-await-in-loop -- what was loaded last is unloaded first.
    for (const step of restore.reverse()) await step().catch((problem: unknown) => problems.push(problem));
    if (problems.length > 0) throw new AggregateError(problems, "Cannot leave Asterisk as it was");
  };
  try {
    for (const setup of modules) {
      const path = `${state.root}${folder}/${setup.file}`;
      // deno-lint-ignore no-await-in-loop -- modules are loaded in order.
      await Deno.writeTextFile(path, setup.text, { createNew: true });
      if (setup.isLoaded) restore.push(() => askFor(state, setup, "reload"));
      restore.push(() => Deno.remove(path));
      // deno-lint-ignore no-await-in-loop -- modules are loaded in order.
      await askFor(state, setup, setup.isLoaded ? "reload" : "load");
      if (!setup.isLoaded) restore.push(() => askFor(state, setup, "unload"));
    }
  } catch (error) {
    await undo();
    throw error;
  }
  return { [Symbol.asyncDispose]: undo };
}

async function askFor(state: InstalledAsterisk, { module }: ModuleSetup, loadType: string): Promise<void> {
  using manager = await RawManager.open(state.manager);
  for (let attempt = 1;; attempt++) {
    // deno-lint-ignore no-await-in-loop -- another attempt only where one failed.
    const answer = await manager.send("ModuleLoad", [["Module", `${module}.so`], ["LoadType", loadType]]);
    if (answer[0]?.[1] === "Success") return;
    if (attempt === 10) throw new Error(`Cannot ${loadType} ${module}: ${answer.join(", ")}`);
    // It is in use until the last channel has left it: let Asterisk wait.
    // deno-lint-ignore no-await-in-loop -- another attempt only where one failed.
    await manager.send("Originate", Object.entries(unanswered));
  }
}

/**
 * Destroys the bridges that parking and the agent pool keep, and lets Asterisk come to rest: its bridge manager comes back to a bridge after it
 * was destroyed, and crashes where the module is gone by then.
 */
async function destroyHoldingBridges(state: InstalledAsterisk): Promise<void> {
  await using manager = await connect({ ...state.manager, events: "off", reconnect: false });
  const kept: string[] = [];
  for await (const { BridgeUniqueid, BridgeCreator } of manager.list("BridgeList")) {
    if (["AgentPool", "Parking"].includes(BridgeCreator)) kept.push(BridgeUniqueid);
  }
  // An empty one may have gone by itself.
  await Promise.all(kept.map((bridge) => manager.send("BridgeDestroy", { BridgeUniqueid: bridge })));
  await manager.send("Originate", unanswered);
}

/** A call that nobody answers: for two seconds Asterisk does nothing else on this connection. */
const unanswered = { Channel: "Local/silent@conformance/n", Application: "NoOp", Timeout: "2000" };

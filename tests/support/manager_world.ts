/** What actions need something of: channels, bridges, conferences, callers in queues, made by actions and gone at the end. */
import type { AmiClient } from "@asterism/asterisk/ami";
import type { InstalledAsterisk } from "../../_tools/asterisk/state.ts";

const timeLimit = 10_000;

/** Two channels that are connected. */
export interface BridgedChannels {
  readonly channel: string;
  readonly peer: string;
  readonly bridge: string;
}

/** Makes what actions are about, on a real Asterisk. */
export class ManagerWorld implements AsyncDisposable {
  readonly manager: AmiClient;
  readonly state: InstalledAsterisk;
  /** A folder of our own in that of Asterisk's configuration, relative to it. */
  readonly folder: string = `actions-${crypto.randomUUID()}`;
  readonly #path: string;
  readonly #channels: string[] = [];

  private constructor(manager: AmiClient, state: InstalledAsterisk) {
    this.manager = manager;
    this.state = state;
    this.#path = `${state.root}/etc/asterism/${this.folder}`;
  }

  static async open(manager: AmiClient, state: InstalledAsterisk): Promise<ManagerWorld> {
    const world = new ManagerWorld(manager, state);
    await Deno.mkdir(world.#path);
    await Deno.chmod(world.#path, 0o777); // Asterisk is another user.
    return world;
  }

  /** A channel that is answered and executes an application, by default one that waits; gives its name. */
  async channel(application = "Wait", data = "600", far = "up"): Promise<string> {
    const { Channel } = await this.manager.originate({
      Channel: `Local/${far}@conformance/n`,
      Application: application,
      Data: data,
    }, { signal: AbortSignal.timeout(timeLimit) });
    this.#channels.push(Channel);
    return Channel;
  }

  /** A channel that is answered and executes an extension of the context `conformance`; gives its name. */
  async extension(exten: string): Promise<string> {
    const place = { Context: "conformance", Exten: exten, Priority: 1 };
    const { Channel } = await this.manager.originate({ Channel: "Local/up@conformance/n", ...place }, {
      signal: AbortSignal.timeout(timeLimit),
    });
    this.#channels.push(Channel);
    return Channel;
  }

  /** Two channels in a bridge. */
  async bridged(): Promise<BridgedChannels> {
    const bridged = this.#heard("BridgeEnter", (event) => event.get("BridgeNumChannels") === "2");
    const channel = await this.channel("Dial", "Local/up@conformance/n");
    const event = await bridged;
    const bridge = event.get("BridgeUniqueid") ?? "";
    const names: string[] = [];
    for await (const { Channel } of this.manager.list("BridgeInfo", { BridgeUniqueid: bridge })) names.push(Channel);
    const peer = names.find((name) => name !== channel) ?? "";
    this.#channels.push(peer);
    return { channel, bridge, peer };
  }

  /** A participant of a conference of our own. */
  async participant(): Promise<{ conference: string; channel: string }> {
    const conference = `room-${crypto.randomUUID()}`;
    const joined = this.#heard("ConfbridgeJoin", (event) => event.get("Conference") === conference);
    const channel = await this.channel("ConfBridge", conference);
    await joined;
    return { conference, channel };
  }

  /** A caller in the queue `callers`, which has no members. */
  async caller(): Promise<string> {
    const joined = this.#heard("QueueCallerJoin", (event) => event.get("Queue") === "callers");
    const channel = await this.channel("Queue", "callers");
    await joined;
    return channel;
  }

  /** An agent who has logged in. */
  async agent(): Promise<string> {
    const loggedIn = this.#heard("AgentLogin", () => true);
    await this.channel("AgentLogin", "1001");
    await loggedIn;
    return "1001";
  }

  /** A channel that waits for AGI commands. */
  async asyncAgi(): Promise<string> {
    const started = this.#heard("AsyncAGIStart", () => true);
    const channel = await this.channel("AGI", "agi:async");
    await started;
    return channel;
  }

  /** Number of a fax session. */
  async faxSession(): Promise<string> {
    await this.channel("ReceiveFAX", "/tmp/asterism.tif", "echo");
    // No event tells of the session, unless res_fax.conf says so.
    for (let attempt = 0; attempt < 1_000; attempt++) {
      for await (const { SessionNumber } of this.manager.list("FAXSessions")) return SessionNumber;
    }
    throw new Error("Cannot find the fax session: there is none");
  }

  /** Starts a recording of a channel; gives its id. */
  async mixMonitor(channel: string): Promise<string> {
    const { MixMonitorID = "" } = await this.manager.action("MixMonitor", {
      Channel: channel,
      File: "asterism-actions.wav",
      Options: "i(MIXMONITOR_ID)",
    });
    return MixMonitorID;
  }

  /** Writes a configuration file; gives its name. */
  async file(text: string): Promise<string> {
    const name = `${crypto.randomUUID()}.conf`;
    await Deno.writeTextFile(`${this.#path}/${name}`, text);
    await Deno.chmod(`${this.#path}/${name}`, 0o666);
    return `${this.folder}/${name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Many have gone already.
    for (const channel of this.#channels) await this.manager.send("Hangup", { Channel: channel });
    await Deno.remove(this.#path, { recursive: true });
  }

  #heard(name: string, where: (event: { get(header: string): string | undefined }) => boolean) {
    return this.manager.once(name, { signal: AbortSignal.timeout(timeLimit), where });
  }
}

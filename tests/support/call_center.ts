/** A real Asterisk with queues, agents, hints, transfers and extensions to call, of which the test is the only user. */
import type { AmiClient } from "@asterism/asterisk/ami";
import type { InstalledAsterisk } from "../../_tools/asterisk.ts";

const files: Readonly<Record<string, string>> = {
  "queues.conf": `[general]
persistentmembers = no

[sales]
strategy = ringall
timeout = 3
retry = 1
member => Local/late@center/n,0,Ann
member => Local/ringing@center/n,1,Bea

[night]
joinempty = yes
`,
  "agents.conf": `[general]

[1001]
fullname = Agent One

[1002]
fullname = Agent Two
`,
  "features.conf": `[general]

[featuremap]
blindxfer = #1
atxfer = *2
`,
};

const dialplan = `
[center]
exten => up,1,Answer(1)
 same => n,Wait(600)
exten => ringing,1,Ringing()
 same => n,Wait(600)
exten => busy,1,Wait(0.1)
 same => n,Busy(1)
exten => late,1,Ringing()
 same => n,Wait(0.3)
 same => n,Answer()
 same => n,Wait(600)
exten => dial-late,1,Dial(Local/late@center/n,20,tT)
 same => n,Hangup()
exten => dial-busy,1,Dial(Local/busy@center/n,20)
 same => n,Hangup()
exten => dial-ringing,1,Dial(Local/ringing@center/n,1)
 same => n,Hangup()
exten => dial-both,1,Dial(Local/ringing@center/n&Local/late@center/n,20)
 same => n,Hangup()
exten => optimized,1,Dial(Local/late@center,20)
 same => n,Hangup()
exten => queue,1,Answer()
 same => n,Queue(sales,,,,20)
 same => n,Hangup()
exten => night,1,Answer()
 same => n,Queue(night,,,,20)
 same => n,Hangup()
exten => impatient,1,Answer()
 same => n,Queue(night,,,,1)
 same => n,Hangup()
exten => agent,1,AgentLogin(1001,s)
exten => hinted,hint,Custom:center
exten => hinted,1,Hangup()
`;

const modules = ["app_queue.so", "app_agent_pool.so"];

/** Files and modules of a call center; they are taken away again when it is disposed. */
export class CallCenter implements AsyncDisposable {
  readonly #manager: AmiClient;
  readonly #folder: string;
  readonly #extensions: string;

  private constructor(manager: AmiClient, folder: string, extensions: string) {
    this.#manager = manager;
    this.#folder = folder;
    this.#extensions = extensions;
  }

  /** Adds it to an Asterisk that `manager` is logged in at. */
  static async open(manager: AmiClient, { root }: Pick<InstalledAsterisk, "root">): Promise<CallCenter> {
    const folder = `${root}/etc/asterism`;
    const center = new CallCenter(manager, folder, await Deno.readTextFile(`${folder}/extensions.conf`));
    try {
      for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${folder}/${name}`, text);
      await Deno.writeTextFile(`${folder}/extensions.conf`, `${center.#extensions}${dialplan}`);
      await center.#reload();
      for (const Module of modules) await manager.action("ModuleLoad", { Module, LoadType: "load" });
    } catch (error) {
      await center[Symbol.asyncDispose]();
      throw error;
    }
    return center;
  }

  /** Hangs all channels up, and takes the files and modules away. */
  async [Symbol.asyncDispose](): Promise<void> {
    await hangUpAll(this.#manager);
    for (const Module of modules) await this.#manager.send("ModuleLoad", { Module, LoadType: "unload" });
    await this.#manager.send("DBDel", { Family: "CustomDevstate", Key: "center" });
    for (const name of Object.keys(files)) await Deno.remove(`${this.#folder}/${name}`).catch(() => {});
    await Deno.writeTextFile(`${this.#folder}/extensions.conf`, this.#extensions);
    await this.#reload();
  }

  async #reload(): Promise<void> {
    await this.#manager.command("dialplan reload");
    await this.#manager.command("module reload features");
  }
}

/** Hangs all channels up, and resolves when there are none. */
export async function hangUpAll(manager: AmiClient): Promise<void> {
  const deadline = AbortSignal.timeout(10_000);
  for (;;) {
    // deno-lint-ignore no-await-in-loop -- until there are none.
    const channels = await Array.fromAsync(manager.list("CoreShowChannels"));
    if (channels.length === 0) return;
    if (deadline.aborted) throw new Error(`Cannot hang up: there are still ${channels.map(({ Channel }) => Channel)}`);
    // deno-lint-ignore no-await-in-loop -- the same.
    await Promise.all(channels.map(({ Channel }) => manager.send("Hangup", { Channel })));
  }
}

/** Calls an extension of the call center by a Local channel whose id begins so; what calls waits. */
export async function callCenter(manager: AmiClient, extension: string, ChannelId: string): Promise<void> {
  await manager.action("Originate", {
    Channel: `Local/${extension}@center/n`,
    Application: "Wait",
    Data: "600",
    Async: true,
    ChannelId,
  });
}

import { readState } from "../../_tools/asterisk.ts";
import { ariConfiguration, CONFIGURATION_FOLDER } from "../../_tools/asterisk/configuration.ts";
import { memoryPipe } from "../support/memory_pipe.ts";
import { RawManager } from "../support/raw_manager.ts";
import { AppServer } from "./app_server.ts";
import { openAsterisk } from "./asterisk_backend.ts";
import type { Backend } from "./backend.ts";
import { hasAsterisk } from "./harness.ts";
import { openSimulator } from "./simulator_backend.ts";

/** What a test of WebSockets that Asterisk opens gets. */
export interface OutboundConformance {
  readonly backend: Backend;
  readonly signal: AbortSignal;
  /** The server that they lead to. */
  readonly server: AppServer;
}

/** Sections of the files, given the port of the server. */
export interface OutboundFiles {
  /** What `ari.conf` holds besides the users of all tests. */
  readonly ari: string;
  /** `websocket_client.conf`. */
  readonly clients: (port: number) => string;
}

const timeLimit = 60_000;

/** Defines a test of WebSockets that Asterisk opens: on the simulator in memory, on the real one by its configuration. */
export function outboundConformance(
  name: string,
  files: OutboundFiles,
  body: (given: OutboundConformance) => Promise<void>,
): void {
  const openers = hasAsterisk() ? [onSimulator, onAsterisk] : [onSimulator];
  for (const open of openers) {
    Deno.test(`[${open === onSimulator ? "simulator" : "Asterisk"}] ${name}`, async () => {
      const controller = new AbortController();
      // deno-lint-ignore asterism/no-sleep-in-tests -- a limit, not a sleep: nothing waits for it to pass.
      const timer = setTimeout(() => controller.abort(new Error(`Cannot wait longer for "${name}"`)), timeLimit);
      try {
        await using server = new AppServer(controller.signal);
        await using backend = await open(server, files);
        await body({ backend, server, signal: controller.signal });
      } finally {
        clearTimeout(timer);
      }
    });
  }
}

async function onSimulator(server: AppServer, { ari, clients }: OutboundFiles): Promise<Backend> {
  return await openSimulator({
    files: { "ari.conf": ariConfiguration + ari, "websocket_client.conf": clients(9_999) },
    network: {
      connect: () => {
        const [near, far] = memoryPipe();
        server.accept(far);
        return Promise.resolve(near);
      },
    },
  });
}

async function onAsterisk(server: AppServer, files: OutboundFiles): Promise<Backend> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) server.accept(connection);
  })();
  const backend = await openOutboundAsterisk(files, listener.addr.port);
  return {
    ...backend,
    async [Symbol.asyncDispose]() {
      await backend[Symbol.asyncDispose]();
      listener.close();
      await accepting;
    },
  };
}

/** The real Asterisk, which opens WebSockets to a port of this machine until it is disposed of. */
export async function openOutboundAsterisk({ ari, clients }: OutboundFiles, port: number): Promise<Backend> {
  const state = await readState();
  if (state?.origin !== "installed") throw new Error("Cannot find an installed Asterisk: run deno task test:asterisk");
  const folder = `${state.root}${CONFIGURATION_FOLDER}`;
  const configure = async (ariConf: string, clientConf: string) => {
    await Deno.writeTextFile(`${folder}/ari.conf`, ariConf);
    await Deno.writeTextFile(`${folder}/websocket_client.conf`, clientConf);
    using manager = await RawManager.open(state.manager);
    for (const module of ["res_websocket_client.so", "res_ari.so"]) {
      // deno-lint-ignore no-await-in-loop -- The second one reads what the first one has read.
      await manager.send("Reload", [["Module", module]]);
    }
  };
  await configure(ariConfiguration + ari, clients(port));
  const backend = await openAsterisk();
  return {
    ...backend,
    async [Symbol.asyncDispose]() {
      await configure(ariConfiguration, "");
      await backend[Symbol.asyncDispose]();
    },
  };
}

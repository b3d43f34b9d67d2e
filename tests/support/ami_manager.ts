/** A client of the manager interface that is logged in at a server of which the test says each byte. */
import { type AmiClient, connect, type ConnectOptions } from "@asterism/asterisk/ami";
import { type AmiPeer, AmiServer, type ReceivedAction } from "./ami_server.ts";

/** What a test has. */
export interface ManagerBench {
  readonly manager: AmiClient;
  readonly peer: AmiPeer;
  readonly server: AmiServer;
}

/** Logs a client in, and off again at the end. */
export async function withManager(
  run: (bench: ManagerBench) => Promise<void>,
  options: Partial<ConnectOptions> = {},
): Promise<void> {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, ...options });
  using peer = await server.acceptLogin();
  const manager = await connecting;
  await run({ manager, peer, server });
  const closing = manager.close();
  await peer.serve();
  await closing;
}

/** Takes the next action and answers it. */
export function answers(peer: AmiPeer, ...lines: readonly string[]): Promise<ReceivedAction> {
  return peer.action().then(async (action) => {
    await peer.answer(action, ...lines);
    return action;
  });
}

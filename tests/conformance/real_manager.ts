import { type AmiClient, connect, type ConnectOptions } from "@asterism/asterisk/ami";
import { readState } from "../../_tools/asterisk.ts";

/** A client of the manager interface of the real Asterisk that the suite runs on. */
export async function openManager(options: Partial<ConnectOptions> = {}): Promise<AmiClient> {
  const state = await readState();
  if (state?.origin !== "installed") {
    throw new Error("Cannot find an Asterisk to test against: run deno task test:asterisk");
  }
  const { hostname, port, username, secret } = state.manager;
  return await connect({ hostname, port, username, secret, ...options });
}

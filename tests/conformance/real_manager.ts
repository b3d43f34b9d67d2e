import { type AmiClient, connect, type ConnectOptions } from "@asterism/asterisk/ami";
import { type InstalledAsterisk, readState } from "../../_tools/asterisk.ts";

/** The real Asterisk that the suite runs on. */
export async function realAsterisk(): Promise<InstalledAsterisk> {
  const state = await readState();
  if (state?.origin !== "installed") {
    throw new Error("Cannot find an Asterisk to test against: run deno task test:asterisk");
  }
  return state;
}

/** A client of its manager interface. */
export async function openManager(options: Partial<ConnectOptions> = {}): Promise<AmiClient> {
  const { hostname, port, username, secret } = (await realAsterisk()).manager;
  return await connect({ hostname, port, username, secret, ...options });
}

/** The same over HTTP. */
export async function openHttpManager(options: Partial<ConnectOptions> = {}): Promise<AmiClient> {
  const { url, manager: { username, secret } } = await realAsterisk();
  return await connect({ url, username, secret, ...options });
}

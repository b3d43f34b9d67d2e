import { AmiClient, openClient } from "./client.ts";
import type { ConnectOptions } from "./connect_options.ts";

/**
 * Connects to Asterisk's manager interface and logs in.
 *
 * Rejects with `AmiAuthenticationError` when Asterisk does not let the user in, with `AmiConnectionError` when nothing answers, with
 * `AmiProtocolError` when something else does, and with `TypeError` or `RangeError` for options that make no sense. Events that come right behind
 * the login wait until the program has had one turn to listen for them. When the connection is lost it comes back by itself, with the same user,
 * events and filters; what happened meanwhile is not known, see {@linkcode AmiClient.status}.
 *
 * @example A client for one Asterisk
 * ```ts ignore
 * import { connect } from "@asterism/asterisk/ami";
 *
 * await using manager = await connect({ hostname: "127.0.0.1", username: "admin", secret: "secret" });
 * manager.on("Hangup", (event) => console.log(event.Channel, event.Cause, event["Cause-txt"]));
 * for await (const { Channel, Duration } of manager.list("CoreShowChannels")) console.log(Channel, Duration);
 * ```
 */
export async function connect(options: ConnectOptions): Promise<AmiClient> {
  const client = new AmiClient(options);
  try {
    await openClient(client, options.signal);
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

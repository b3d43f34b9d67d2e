import { AriClient } from "./client.ts";
import type { ConnectOptions } from "./connect_options.ts";

/**
 * Connects to Asterisk's REST interface, and asks it once for its version, so that a wrong address or password shows here.
 *
 * Rejects with {@linkcode AriConnectionError} when nothing answers, with an `AriResponseError` of status 401 for a
 * wrong user or password, with an `AriProtocolError` when something else answers, and throws `TypeError` for a malformed URL.
 * Events come once applications are registered, by {@linkcode AriClient.run}, `register` or `serve`.
 *
 * @param url Where Asterisk's HTTP server is: `http://127.0.0.1:8088`, with the prefix of `http.conf` when it has one
 *
 * @example A client for one Asterisk
 * ```ts
 * import { connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate(); // A fake Asterisk; give the URL and user of yours instead.
 * await using ari = await connect(pbx.ari.url, pbx.ari.user);
 * console.log((await ari.asterisk.getInfo()).system?.version);
 * ```
 */
export async function connect(url: string, options: ConnectOptions): Promise<AriClient> {
  const client = new AriClient(url, options);
  try {
    const call = options.signal === undefined ? {} : { signal: options.signal };
    await client.asterisk.getInfo({ only: "system" }, call);
    if (options.apiDocs !== undefined) await client.apiDocs.read(options.apiDocs, call);
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

/**
 * Calls somebody for each caller and lets the two talk: music while it rings, a word when nobody can take the call. Whoever
 * hangs up first, no leg and no bridge is left behind.
 *
 * `deno run --allow-net examples/bridge_calls.ts http://127.0.0.1:8088 asterisk asterisk PJSIP/bob`, with a dialplan that has
 * `exten => 100,1,Stasis(switchboard)`.
 *
 * @module
 */
import {
  type AriClient,
  AriDialError,
  type AriServer,
  type Call,
  type Channel,
  connect,
  consult,
  prompts,
} from "@asterism/asterisk/ari";

/** Serves the application: calls `endpoint` for each call to it. */
export function switchboard(ari: AriClient, endpoint: string, log: (line: string) => void = console.log): AriServer {
  return ari.serve({ apps: "switchboard" }, async (channel, call) => {
    const outcome = await connectTo(channel, endpoint, call);
    log(`${channel.caller.name} ${outcome} ${endpoint}`);
  });
}

async function connectTo(channel: Channel, endpoint: string, call: Call): Promise<string> {
  await channel.answer();
  try {
    await using consultation = await consult(channel, { endpoint, call, timeout: 20 });
    await consultation.join();
    await consultation.ended();
  } catch (error) {
    if (!(error instanceof AriDialError)) throw error;
    await prompts(channel, ["sound:vm-nobodyavail", "sound:goodbye"], { signal: call.signal });
    await channel.hangup();
    return `did not reach (${error.cause_txt})`;
  }
  if (!call.signal.aborted) await channel.hangup();
  return "has talked with";
}

if (import.meta.main) {
  const [url = "http://127.0.0.1:8088", username = "asterisk", password = "asterisk", endpoint = "PJSIP/bob"] =
    Deno.args;
  await using ari = await connect(url, { username, password });
  await using server = switchboard(ari, endpoint);
  await server.ready;
  console.log(`Calls to "switchboard" on ${ari.url} go to ${endpoint}`);
  await server.finished;
}

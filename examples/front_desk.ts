/**
 * A front desk: asks the caller for a four-digit customer number, three times at most, and then offers a menu. Keys cut what is
 * being said, and who knows the menu types ahead: `0042#1`.
 *
 * `deno run --allow-net examples/front_desk.ts http://127.0.0.1:8088 asterisk asterisk`, with a dialplan that has
 * `exten => 100,1,Stasis(front-desk)`.
 *
 * @module
 */
import { type AriClient, type AriServer, type Channel, collect, connect, handOver, menu } from "@asterism/asterisk/ari";

const customers: ReadonlyMap<string, string> = new Map([["0042", "Arthur"], ["0007", "James"]]);

/** Serves the application; each call runs {@linkcode receive}. */
export function frontDesk(ari: AriClient, log: (line: string) => void = console.log): AriServer {
  return ari.serve({ apps: "front-desk" }, (channel, { signal }) => receive(channel, signal, log));
}

/** What happens with one call. When the caller hangs up, whatever waits here rejects, and that is the end of it. */
async function receive(channel: Channel, signal: AbortSignal, log: (line: string) => void): Promise<void> {
  await channel.answer();
  const entry = await collect(channel, {
    prompt: "sound:agent-user",
    invalidPrompt: "sound:auth-incorrect",
    failurePrompt: "sound:goodbye",
    minDigits: 4,
    maxDigits: 4,
    validate: (digits) => customers.has(digits),
    signal,
  });
  if (entry.type !== "digits") return await channel.hangup();
  log(`${customers.get(entry.digits)} is at the front desk`);
  const chosen = await menu(channel, {
    prompt: ["sound:demo-instruct", "sound:vm-press", "digits:1", "sound:vm-press", "digits:2"],
    invalidPrompt: "sound:pm-invalid-option",
    choices: { "1": "sales", "2": "time", "#": "bye" },
    default: "sales",
    signal,
  });
  const choice = chosen.type === "choice" || chosen.type === "default" ? chosen.value : "bye";
  log(`They want ${choice}`);
  if (choice === "bye") return await channel.hangup();
  await handOver(channel, { context: "default", extension: choice, priority: 1 }, { signal });
}

if (import.meta.main) {
  const [url = "http://127.0.0.1:8088", username = "asterisk", password = "asterisk"] = Deno.args;
  await using ari = await connect(url, { username, password });
  await using server = frontDesk(ari);
  await server.ready;
  console.log(`The front desk is open on ${ari.url}`);
  await server.finished;
}

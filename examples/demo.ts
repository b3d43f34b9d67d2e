/**
 * Shows one call from both sides: a caller dials, hears, presses keys and hangs up; the hello-world program of
 * `examples/hello_world.ts` does what it does on a real Asterisk. Asterisk is the simulator, in memory: no network, and the
 * seconds that sounds take pass at once.
 *
 * `deno task demo`
 *
 * @module
 */
import { connect } from "@asterism/asterisk/ari";
import { type JournalEntry, simulate } from "@asterism/asterisk/simulator";
import { helloWorld } from "./hello_world.ts";

const began = performance.now();
await using pbx = await simulate({
  listen: false,
  files: {
    "extensions.conf": `
[default]
exten => 100,1,Stasis(hello-world)
 same => n,Wait(5)
 same => n,Hangup()
`,
  },
  sounds: { "asterisk-friend": 1_000 },
});
const start = pbx.clock.now();
const trace = pbx.journal.on((entry) => print(entry));

console.log(`${bold("A call to extension 100")}, whose dialplan says ${bold("Stasis(hello-world)")}`);
console.log(
  `${cyan("caller")} on the phone, ${gray("dialplan")} in Asterisk, ${green("events")} to the program, its ${
    yellow("requests")
  }\n`,
);

await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
helloWorld(ari);
await using _registration = await ari.register({ apps: "hello-world" });

const call = await pbx.phone("PJSIP/alice").call("100");
await call.heard("sound:hello-world");
const left = ari.once("StasisEnd");
for (const [key, sound] of [["4", "sound:digits/4"], ["*", "sound:asterisk-friend"], ["#", "sound:goodbye"]] as const) {
  await call.press(key);
  await call.heard(sound);
}
await left; // The program lets the call go on in the dialplan: a second of that.
await new Promise<void>((resolve) => pbx.clock.schedule(1_000, resolve));
await call.hangup();
const { cause } = await call.ended();
pbx.assertIdle(); // Nothing is left: no channel, no playback.
trace[Symbol.dispose]();

const seconds = ((pbx.clock.now() - start) / 1_000).toFixed(1);
console.log(`
${bold("Done")}: hangup cause ${cause}, ${seconds} s of call in ${
  (performance.now() - began).toFixed(0)
} ms, nothing left behind.

Try next:
  ${bold("deno task test")}                   the tests, against the simulator
  ${bold("examples/hello_world.ts")}          the program; give it URL, user and password of your Asterisk
  ${bold("examples/demo.ts")}                 this caller: press other keys, hang up in the middle
  ${bold("deno task asterisk up")}            on Debian, as root: a real Asterisk 22.10 to compare with
Without Deno installed, say ${bold("npx -y deno@2.9.6 task …")}`);

function print(entry: JournalEntry): void {
  const line = describe(entry);
  if (line !== undefined) console.log(`${gray(((entry.time - start) / 1_000).toFixed(3).padStart(7))}  ${line}`);
}

/** One line for each side; what the demo itself asks before the call is left out. */
function describe(entry: JournalEntry): string | undefined {
  switch (entry.face) {
    case "phone":
      return cyan(`caller    ${[entry.kind.replace("-", " "), entry.detail].filter(Boolean).join(" ")}`);
    case "dialplan":
      return gray(`dialplan    ${entry.context},${entry.exten},${entry.priority}: ${entry.application}(${entry.data})`);
    case "event":
      return green(`event         → ${entry.type}${about(entry.event)}`);
    case "rest":
      if (entry.path.startsWith("/ari/asterisk/info")) return undefined;
      if (entry.kind === "request") return yellow(`request       ← ${entry.method} ${decodeURIComponent(entry.path)}`);
      return entry.status < 400 ? undefined : yellow(`request       → ${entry.status} ${entry.message}`);
    case "websocket":
      return gray(`program   WebSocket of ${entry.applications.join(", ")} ${entry.kind}`);
    case "simulator":
      return entry.message;
    default:
      throw new Error(`Unreachable: ${entry satisfies never}`);
  }
}

/** What tells this event from others of its type. */
function about(event: Readonly<Record<string, unknown>>): string {
  const { digit, playback, channel } = event;
  if (typeof digit === "string") return ` ${digit}`;
  if (hasText(playback, "media_uri")) return ` ${playback.media_uri}`;
  return hasText(channel, "state") ? ` (${channel.state})` : "";
}

function hasText<Field extends string>(value: unknown, field: Field): value is Record<Field, string> {
  return typeof value === "object" && value !== null && field in value;
}

function bold(text: string): string {
  return paint(1, text);
}

function gray(text: string): string {
  return paint(90, text);
}

function cyan(text: string): string {
  return paint(36, text);
}

function green(text: string): string {
  return paint(32, text);
}

function yellow(text: string): string {
  return paint(33, text);
}

function paint(code: number, text: string): string {
  return Deno.noColor || !Deno.stdout.isTerminal() ? text : `\x1b[${code}m${text}\x1b[0m`;
}

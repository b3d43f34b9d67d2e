/**
 * A call as a program written for npm's `@ipcom/asterisk-ari` makes it, unchanged. Prints what it saw, a line of JSON each; the
 * package's own lines of log lie between them.
 */
import { AriClient } from "npm:@ipcom/asterisk-ari@1.0.0";

const [url = "", username = "", password = ""] = Deno.args;
const { hostname, port } = new URL(url);

function saw(what: string, value?: unknown): void {
  console.log(JSON.stringify([what, value]));
}

const client = new AriClient({ host: hostname, port: Number(port), username, password, secure: false });
await client.connectWebSocket(["foreign"]);
saw("connected", client.isWebSocketConnected());

type EventName = Parameters<typeof client.once>[0];
function next(type: EventName): Promise<Record<string, unknown>> {
  return new Promise((resolve) => client.once(type, (event) => resolve(Object(event))));
}

const started = next("StasisStart");
await client.channels.originateWithId("foreign-channel", {
  endpoint: "Local/echo@conformance",
  app: "foreign",
  appArgs: "one,two",
});
saw("StasisStart", (await started).args);
const channel = client.Channel("foreign-channel");

const played = next("PlaybackFinished");
await channel.play({ media: "sound:beep" }, "foreign-playback");
saw("PlaybackFinished", Object((await played).playback).state);

const pressed = next("ChannelDtmfReceived");
await client.channels.sendDTMF("foreign-channel", "5");
saw("ChannelDtmfReceived", (await pressed).digit);

await client.bridges.createBridge({ type: "mixing", bridgeId: "foreign-bridge", name: "foreign" });
const entered = next("ChannelEnteredBridge");
await client.bridges.addChannels("foreign-bridge", { channel: ["foreign-channel"] });
saw("ChannelEnteredBridge", Object((await entered).bridge).channels);
saw("bridge", (await client.bridges.get("foreign-bridge")).channels);
await client.bridges.removeChannels("foreign-bridge", { channel: ["foreign-channel"] });
await client.bridges.destroy("foreign-bridge");

saw("asterisk", (await client.asterisk.ping()).ping);
const destroyed = next("ChannelDestroyed");
await channel.hangup();
saw("ChannelDestroyed", (await destroyed).cause_txt);
saw("gone", await client.channels.get("foreign-channel").then(() => "still there", () => "not found"));
await client.destroy();
// It keeps a timer of its own.
Deno.exit(0);

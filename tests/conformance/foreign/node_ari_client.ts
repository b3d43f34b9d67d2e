/**
 * A call as a program written for npm's `ari-client` makes it, unchanged: it reads /ari/api-docs, and then originates, plays, presses
 * a key, bridges, records and hangs up. Prints what it saw, a line of JSON each.
 */
// @ts-types="./node_ari_client.d.ts"
import ari from "npm:ari-client@2.2.0";

const [url = "", username = "", password = ""] = Deno.args;

function saw(what: string, value?: unknown): void {
  console.log(JSON.stringify([what, value]));
}

const client = await ari.connect(url, username, password);
saw("resources", ["channels", "bridges", "playbacks", "recordings", "applications"].filter((name) => name in client));
await client.start("foreign");

const channel = client.Channel("foreign-channel");
const started = new Promise((resolve) => channel.once("StasisStart", resolve));
const originated = await channel.originate({ endpoint: "Local/echo@conformance", app: "foreign", appArgs: "one,two" });
saw("originated", originated.name.replace(/-[0-9a-f]{8}/, ""));
saw("StasisStart", Object(await started).args);

const playback = client.Playback("foreign-playback");
const played = new Promise((resolve) => playback.once("PlaybackFinished", resolve));
saw("queued", (await channel.play({ media: "sound:beep" }, playback)).media_uri);
saw("PlaybackFinished", Object(await played).playback.state);

// The far end sends the key back.
const pressed = new Promise((resolve) => channel.once("ChannelDtmfReceived", resolve));
await channel.sendDTMF({ dtmf: "5" });
saw("ChannelDtmfReceived", Object(await pressed).digit);

const bridge = client.Bridge("foreign-bridge");
await bridge.create({ type: "mixing" });
const entered = new Promise((resolve) => channel.once("ChannelEnteredBridge", resolve));
await bridge.addChannel({ channel: channel.id });
saw("ChannelEnteredBridge", Object(await entered).bridge.channels);
const left = new Promise((resolve) => channel.once("ChannelLeftBridge", resolve));
await bridge.removeChannel({ channel: channel.id });
saw("ChannelLeftBridge", Object(await left).bridge.channels);
await bridge.destroy();

const recording = client.LiveRecording("foreign-recording");
const recorded = new Promise((resolve) => recording.once("RecordingFinished", resolve));
await channel.record({ name: recording.name, format: "wav", ifExists: "overwrite" }, recording);
await client.recordings.stop({ recordingName: recording.name });
saw("RecordingFinished", Object(await recorded).recording.state);
saw("stored", (await client.recordings.getStored({ recordingName: recording.name })).format);
await client.recordings.deleteStored({ recordingName: recording.name });

const destroyed = new Promise((resolve) => channel.once("ChannelDestroyed", resolve));
await channel.hangup({ reason: "busy" });
saw("ChannelDestroyed", Object(await destroyed).cause);
try {
  await client.channels.get({ channelId: channel.id });
} catch (error) {
  saw("gone", JSON.parse(Object(error).message).message);
}
client.stop();

/** One way to listen to a flood, in a process of its own: prints the events a second of each round. `ari_events.ts` runs these. */
import { floodTypes, wantedType } from "./ari_flood_events.ts";

const [way = "", url = "", rounds = "", count = ""] = Deno.args;
const headers = { authorization: `Basic ${btoa("flood:flood")}` };

/** Called for each event that is listened for. */
let listen: (event: { type: string }) => void = () => {};
const handle = (event: { type: string }) => listen(event);

/** Each opens the WebSocket and calls `handle` for the events that it is about. */
const ways: Readonly<Record<string, () => Promise<void>>> = {
  "bare all": () => {
    return open((data) => {
      const event = JSON.parse(data);
      switch (event.type) {
        case "ChannelCreated":
        case "StasisStart":
        case "ChannelVarset":
        case "ChannelDialplan":
        case "ChannelStateChange":
        case "PlaybackStarted":
        case "PlaybackFinished":
        case "ChannelDtmfReceived":
        case "ChannelHangupRequest":
        case "StasisEnd":
          handle(event);
      }
    });
  },
  "bare one": () => {
    return open((data) => {
      const at = data.indexOf('"type":"') + 8;
      if (data.slice(at, data.indexOf('"', at)) === wantedType) handle(JSON.parse(data));
    });
  },
  "asterism all": async () => {
    const { connect } = await import("../../ari/mod.ts");
    const ari = await connect(url, { username: "flood", password: "flood", proofTimeout: Infinity });
    for (const type of floodTypes) ari.on(type, handle);
    await ari.register({ apps: "flood" });
  },
  "asterism one": async () => {
    const { connect } = await import("../../ari/mod.ts");
    const ari = await connect(url, { username: "flood", password: "flood", proofTimeout: Infinity });
    ari.on(wantedType, handle);
    await ari.register({ apps: "flood" });
  },
  "ari-client all": async () => {
    // Not known when this is checked, so that no check asks npm.
    const { default: ari } = await import(["npm:ari-client", "2.2.0"].join("@"));
    const client = await ari.connect(url, "flood", "flood");
    for (const type of floodTypes) client.on(type, handle);
    await client.start("flood");
  },
  "ari-client one": async () => {
    const { default: ari } = await import(["npm:ari-client", "2.2.0"].join("@"));
    const client = await ari.connect(url, "flood", "flood");
    client.on(wantedType, handle);
    await client.start("flood");
  },
};

function open(receive: (data: string) => void): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ari/events?app=flood`, { headers });
  socket.addEventListener("message", ({ data }) => receive(data));
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", reject);
  });
}

async function flood(events: number): Promise<number> {
  const share = way.endsWith("one") ? 1 / floodTypes.length : 1;
  const finished = Promise.withResolvers<void>();
  let left = events * share;
  listen = () => {
    if (--left === 0) finished.resolve();
  };
  const start = performance.now();
  const response = await fetch(`${url}/ari/flood?count=${events}`, { method: "POST", headers });
  await response.body?.cancel();
  await finished.promise;
  return events / (performance.now() - start) * 1_000;
}

await ways[way]?.();
await flood(40_000); // Until then some of these are not warm.
for (let round = 0; round < Number(rounds); round++) console.log(await flood(Number(count)));
Deno.exit();

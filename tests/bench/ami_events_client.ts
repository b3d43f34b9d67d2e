/** One way to take a flood, in a process of its own: prints the events a second of each round. `ami_events.ts` runs these. */
import { wantedType } from "./ami_flood_events.ts";

const [way = "", url = "", rounds = "", count = ""] = Deno.args;
const { hostname, port } = new URL(url);
const total = Number(count);

/** Sends an action of the flood's, and does not wait. */
let startFlood: () => void = () => {};
/** Is called at the end of each flood. */
let finish: () => void = () => {};
let seen = 0;
/** The first message of a flood answers the action. */
let isAnswered = false;
/** Two fields of one event are read by whoever wants it, in the same way. */
function see(channel: string | undefined, uniqueid: string | undefined): void {
  if (channel === undefined || uniqueid === undefined) throw new Error("Cannot read the fields of an event");
}

/** Counts the events that came, or those of the wanted type, which are one of ten. */
function counted(weight: number): void {
  seen += weight;
  if (seen === total) finish();
}

/** A connection of Deno's, on which all that comes goes to `take`. */
async function openBare(take: (bytes: Uint8Array) => void): Promise<void> {
  const connection = await Deno.connect({ hostname, port: Number(port) });
  startFlood = () => void connection.write(new TextEncoder().encode(`Action: Flood\r\nCount: ${count}\r\n\r\n`));
  const buffer = new Uint8Array(65_536);
  await connection.read(buffer);
  (async () => {
    for (let read = await connection.read(buffer); read !== null; read = await connection.read(buffer)) {
      take(buffer.subarray(0, read));
    }
  })();
}

/** Splits what comes into messages; the answer to the action is the first of them. */
function splitting(take: (text: string) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  let text = "";
  return (bytes) => {
    text += decoder.decode(bytes, { stream: true });
    let start = 0;
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n", start)) {
      take(text.slice(start, end));
      start = end + 4;
    }
    text = text.slice(start);
  };
}

function parse(text: string): Record<string, string> {
  const message: Record<string, string> = {};
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) message[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return message;
}

async function openClient() {
  const { connect } = await import("../../ami/mod.ts");
  const manager = await connect({ hostname, port: Number(port), username: "flood", secret: "flood" });
  startFlood = () => void manager.send("Flood", { Count: count });
  return manager;
}

interface NodePeer {
  on(name: string, handler: (event: Record<string, string>) => void): void;
}

async function openYana(): Promise<NodePeer> {
  // Not known when this is checked, so that no check asks npm.
  const { default: Yana } = await import(["npm:yana", "0.3.0"].join("@"));
  const yana = new Yana({ host: hostname, port: Number(port), login: "flood", password: "flood", events: true });
  await new Promise<void>((resolve) => yana.connect(resolve));
  startFlood = () => yana.send({ Action: "Flood", Count: count });
  return yana;
}

async function openAsteriskManager(): Promise<NodePeer> {
  const { default: AsteriskManager } = await import(["npm:asterisk-manager", "0.2.0"].join("@"));
  const manager = new AsteriskManager(Number(port), hostname, "flood", "flood", true);
  await new Promise<void>((resolve) => manager.action({ action: "Ping" }, () => resolve()));
  startFlood = () => manager.action({ action: "Flood", Count: count });
  return manager;
}

/** Each opens a connection and calls `counted` for the events that it is about. */
const ways: Readonly<Record<string, () => Promise<void>>> = {
  "bare one": () => {
    return openBare(splitting(() => {
      if (isAnswered) counted(1);
      isAnswered = true;
    }));
  },
  "bare all": () => {
    return openBare(splitting((text) => {
      const { Event, Channel, Uniqueid, Device } = parse(text);
      if (Event === undefined) return;
      see(Channel ?? Device, Uniqueid ?? Event);
      counted(1);
    }));
  },
  "asterism one": async () => {
    const manager = await openClient();
    manager.on(wantedType, ({ Channel, Uniqueid }) => {
      see(Channel, Uniqueid);
      counted(10);
    });
  },
  "asterism all": async () => {
    const manager = await openClient();
    manager.on("*", (event) => {
      see(event.Channel ?? event.Device, event.Uniqueid ?? event.Event);
      counted(1);
    });
  },
  "yana one": async () => {
    const yana = await openYana();
    yana.on(wantedType, ({ Channel, Uniqueid }) => {
      see(Channel, Uniqueid);
      counted(10);
    });
  },
  "yana all": async () => {
    const yana = await openYana();
    yana.on("event", (event) => {
      see(event.Channel ?? event.Device, event.Uniqueid ?? event.Event);
      counted(1);
    });
  },
  "asterisk-manager one": async () => {
    const manager = await openAsteriskManager();
    manager.on(wantedType.toLowerCase(), ({ channel, uniqueid }) => {
      see(channel, uniqueid);
      counted(10);
    });
  },
  "asterisk-manager all": async () => {
    const manager = await openAsteriskManager();
    manager.on("managerevent", (event) => {
      see(event.channel ?? event.device, event.uniqueid ?? event.event);
      counted(1);
    });
  },
};

await ways[way]?.();
for (let round = 0; round < Number(rounds) + 1; round++) {
  const { promise, resolve } = Promise.withResolvers<void>();
  finish = resolve;
  seen = 0;
  isAnswered = false;
  const start = performance.now();
  startFlood();
  await promise;
  // The first is for warming up.
  if (round > 0) console.log((total / (performance.now() - start) * 1_000).toFixed(0));
}
Deno.exit();

/** One way to send pings, 64 in flight, in a process of its own: prints the answers a second of each round. `ami_actions.ts` runs these. */
const [way = "", , rounds = "", count = "", url = ""] = Deno.args;
const { hostname, port, username, password } = new URL(url);
const inFlight = 64;

/** Sends one ping, and says when its answer has come. */
type Ping = () => Promise<unknown>;

const ways: Readonly<Record<string, () => Promise<Ping>>> = {
  async bare() {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay();
    const encoder = new TextEncoder();
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    await connection.read(buffer);
    await connection.write(
      encoder.encode(`Action: Login\r\nUsername: ${username}\r\nSecret: ${password}\r\nEvents: off\r\n\r\n`),
    );
    await connection.read(buffer);
    const waiting: (() => void)[] = [];
    let unsent = "";
    // What is asked for in one turn goes out in one write, as a client would do that was made for this alone.
    const flush = async () => {
      const bytes = encoder.encode(unsent);
      unsent = "";
      // deno-lint-ignore no-await-in-loop -- what is left is known only then.
      for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    };
    (async () => {
      let text = "";
      let next = 0;
      for (let read = await connection.read(buffer); read !== null; read = await connection.read(buffer)) {
        text += decoder.decode(buffer.subarray(0, read), { stream: true });
        let start = 0;
        for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n", start)) {
          start = end + 4;
          waiting[next++]?.();
        }
        text = text.slice(start);
        waiting.splice(0, next);
        next = 0;
      }
    })();
    let id = 0;
    return () => {
      if (unsent === "") queueMicrotask(flush);
      unsent += `Action: Ping\r\nActionID: bare-${++id}\r\n\r\n`;
      return new Promise<void>((resolve) => waiting.push(resolve));
    };
  },
  async asterism() {
    const { connect } = await import("../../ami/mod.ts");
    const manager = await connect({ hostname, port: Number(port), username, secret: password, events: "off" });
    return () => manager.action("Ping");
  },
  async yana() {
    // Not known when this is checked, so that no check asks npm.
    const { default: Yana } = await import(["npm:yana", "0.3.0"].join("@"));
    const yana = new Yana({ host: hostname, port: Number(port), login: username, password, events: false });
    await new Promise<void>((resolve) => yana.connect(resolve));
    return () => new Promise((resolve) => yana.send({ Action: "Ping" }, resolve));
  },
};

const ping = await ways[way]?.();
for (let round = 0; round < Number(rounds) + 1; round++) {
  let left = Number(count);
  const worker = async () => {
    // deno-lint-ignore no-await-in-loop -- the next one goes when this one is answered.
    while (left-- > 0) await ping?.();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  // The first is for warming up.
  if (round > 0) console.log((Number(count) / (performance.now() - start) * 1_000).toFixed(0));
}
Deno.exit();

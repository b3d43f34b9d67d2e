/** One way to send requests, 32 at once, in a process of its own: prints the requests a second of each round. `ari_rest.ts` runs these. */
const [way = "", url = "", rounds = "", count = ""] = Deno.args;
const headers = { authorization: `Basic ${btoa("flood:flood")}` };
const atOnce = 32;

/** Each gives a function that sends one request and resolves with its parsed answer. */
const ways: Readonly<Record<string, () => Promise<() => Promise<unknown>>>> = {
  "bare fetch": () => Promise.resolve(async () => (await fetch(`${url}/ari/asterisk/ping`, { headers })).json()),
  "asterism http": () => connectBy("http"),
  "asterism websocket": () => connectBy("websocket"),
};

async function connectBy(rest: "http" | "websocket"): Promise<() => Promise<unknown>> {
  const { connect } = await import("../../ari/mod.ts");
  const ari = await connect(url, {
    username: "flood",
    password: "flood",
    proofTimeout: Infinity,
    maxRequests: atOnce,
    rest,
  });
  if (rest === "websocket") await ari.register({ apps: "flood" });
  return () => ari.asterisk.ping();
}

async function measure(send: () => Promise<unknown>, requests: number): Promise<number> {
  let left = requests;
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left-- > 0) await send();
  }));
  return requests / (performance.now() - start) * 1_000;
}

const send = await ways[way]?.();
if (send === undefined) throw new TypeError(`Cannot measure "${way}": no such way`);
await measure(send, 5_000); // To be warm.
for (let round = 0; round < Number(rounds); round++) console.log(await measure(send, Number(count)));
Deno.exit();

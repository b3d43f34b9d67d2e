/** Does what `ari_start_client.ts` does by bare `fetch`: asks who is there, and sends a first request. */
const [url = ""] = Deno.args;
const headers = { authorization: `Basic ${btoa("flood:flood")}` };
await (await fetch(`${url}/ari/asterisk/info?only=system`, { headers })).json();
await (await fetch(`${url}/ari/asterisk/ping`, { headers })).json();
Deno.exit();

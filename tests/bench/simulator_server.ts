/** A simulator on a port, in a process of its own, until its standard input ends: what `simulator_ratios.ts` puts load on. */
import extensions from "../../_tools/asterisk/extensions.conf" with { type: "text" };
import { simulate } from "../../simulator/mod.ts";

await using pbx = await simulate({ files: { "extensions.conf": extensions } });
console.log(JSON.stringify({ url: pbx.ari.url, ...pbx.ari.user }));
for await (const _ of Deno.stdin.readable);

/**
 * Calls and requests as spans of OpenTelemetry, on the simulator: `OTEL_DENO=true deno run --allow-net=127.0.0.1 examples/telemetry.ts`. Deno
 * sends them to a collector on this machine; `OTEL_EXPORTER_OTLP_PROTOCOL=console` prints them instead.
 */
import { connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";

await using pbx = await simulate({ files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(greeter)\n" } });
await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, rest: "auto" });
await using server = ari.serve({ apps: "greeter" }, async (channel) => {
  await channel.answer();
  await channel.setChannelVar({ variable: "GREETED", value: "yes" });
  await channel.getChannelVar({ variable: "GREETED" });
  await channel.hangup();
});
await server.ready;
const call = await pbx.phone("PJSIP/alice").call("100");
console.log(`Ended with cause ${(await call.ended()).cause}`);
await server.drain(); // The handler has hung up, and may end before it is stopped.

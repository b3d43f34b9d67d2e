/**
 * Answers a call and greets the caller; says each digit that is pressed, "asterisk, your friend" for a star, and on a
 * pound sign says goodbye and lets the call go on in the dialplan.
 *
 * `deno run --allow-net examples/hello_world.ts http://127.0.0.1:8088 asterisk asterisk`, with a dialplan that has
 * `exten => 100,1,Stasis(hello-world)`.
 *
 * @module
 */
import { type AriClient, connect } from "@asterism/asterisk/ari";

/** The application: what it does with each call. */
export function helloWorld(ari: AriClient): void {
  ari.on("StasisStart", async ({ channel }) => {
    channel.on("ChannelDtmfReceived", async ({ digit }) => {
      if (digit === "#") {
        await channel.play({ media: "sound:goodbye" });
        await channel.continueInDialplan();
      } else await channel.play({ media: digit === "*" ? "sound:asterisk-friend" : `sound:digits/${digit}` });
    });
    await channel.answer();
    await channel.play({ media: "sound:hello-world" });
  });
}

if (import.meta.main) {
  const [url = "http://127.0.0.1:8088", username = "asterisk", password = "asterisk"] = Deno.args;
  await using ari = await connect(url, { username, password });
  helloWorld(ari);
  console.log(`Waiting for calls to "hello-world" on ${ari.url}`);
  await ari.run({ apps: ["hello-world"] }); // Until closed.
}

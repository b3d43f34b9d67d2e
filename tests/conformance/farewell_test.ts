import { connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";

conformance("who hears all may leave while device states change, and Asterisk goes on answering", async (given) => {
  const { backend, signal } = given;
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  for (let leaver = 1; leaver <= 40; leaver++) {
    const app = `leaver-${crypto.randomUUID().slice(0, 8)}`;
    // deno-lint-ignore no-await-in-loop -- One after the other, or it would not be known which of them Asterisk stumbled over.
    await using registration = await ari.register({ apps: app, subscribeAll: true, signal });
    const ended = Promise.withResolvers<void>();
    using _ = ari.on("ChannelDestroyed", ({ channel }) => {
      if (channel.id === app) ended.resolve();
    });
    // Its end changes the state of two devices.
    // deno-lint-ignore no-await-in-loop -- The same.
    await ari.channels.originate({ endpoint: "Local/3005@default", app, channelId: app }, { signal });
    // deno-lint-ignore no-await-in-loop -- The same.
    await ended.promise;
    // deno-lint-ignore no-await-in-loop -- The same.
    await registration.close();
  }

  const { system } = await ari.asterisk.getInfo({ only: "system" }, { signal });
  assertEquals(typeof system?.version, "string");
});

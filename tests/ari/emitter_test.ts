import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { withDesk } from "../support/desk.ts";

Deno.test("off() removes a handler as often as it was added, waitFor() takes what a predicate holds for", async () => {
  await withDesk(async ({ ari }) => {
    const leg = ari.channel();
    let heard = 0;
    const handler = () => void heard++;
    ari.on("StasisStart", handler);
    leg.on("StasisStart", handler);
    leg.on("StasisStart", handler);
    ari.off("StasisStart", handler);
    leg.off("StasisStart", handler);
    leg.off("StasisStart", handler);
    const up = leg.waitFor((event) => event.type === "ChannelStateChange" && event.channel.state === "Up");
    const any = ari.waitFor((event) => event.type === "StasisStart");
    const wrong = assertRejects(
      () =>
        ari.waitFor(() => {
          throw new Error("wrong");
        }),
      Error,
      "wrong",
    );
    await leg.originate({ endpoint: "Local/3000@default", app: "desk" });

    assertEquals([(await up).type, (await any).type, heard], ["ChannelStateChange", "StasisStart", 0]);
    await wrong;
    await leg.hangup();
  });
});

Deno.test("a stream of one object holds its events only, within its capacity", async () => {
  await withDesk(async ({ ari }) => {
    const [first, second] = [ari.channel(), ari.channel()];
    using stream = first.stream(["StasisStart", "StasisEnd"]);
    using small = first.stream(["StasisStart", "StasisEnd"], { capacity: 1 });
    for (const leg of [second, first]) {
      await leg.originate({ endpoint: "Local/3000@default", app: "desk" });
      const ended = leg.ended();
      await leg.hangup();
      await ended;
    }

    const events = [await stream.next(), await stream.next()].map(({ value }) => value?.type);
    assertEquals(events, ["StasisStart", "StasisEnd"]);
    await small.next();
    const error = await assertRejects(() => small.next(), Error);
    assertInstanceOf(error, Error);
  });
});

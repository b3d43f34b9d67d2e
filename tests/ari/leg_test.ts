import { AriDialError, AriResponseError } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { legVerbs } from "../../ari/leg.ts";
import { makeHandle, type ObjectHost } from "../../ari/objects.ts";
import { withDesk } from "../support/desk.ts";
import { restOfHost } from "../support/rest_of_host.ts";

const refusal = new AriResponseError({ operation: "x", method: "POST", path: "/", status: 500, body: undefined });

Deno.test("originate() of a handle rejects with the cause when nobody answers, and leaves no leg", async () => {
  await withDesk(async ({ pbx, ari }) => {
    const busy = await assertRejects(
      () => ari.channel("c1").originate({ endpoint: "PJSIP/carol", app: "desk" }),
      AriDialError,
    );
    const late = await assertRejects(
      () => ari.channel("c2").originate({ endpoint: "PJSIP/dave", app: "desk", timeout: 5 }),
      AriDialError,
    );

    assertEquals([busy.channelId, busy.cause, busy.dialstatus], ["c1", 17, "BUSY"]);
    assertEquals([late.cause, late.cause_txt], [19, "User alerting, no answer"]);
    assertEquals(
      busy.message,
      'Cannot reach anybody with channel "c1": it ended with cause 17 (User busy, BUSY)',
    );
    pbx.assertIdle();
  });
});

Deno.test("originate() and createAndDial() of a handle that are given up leave no leg", async () => {
  await withDesk(async ({ pbx, ari }) => {
    for (const verb of ["originate", "createAndDial"] as const) {
      const controller = new AbortController();
      const leg = ari.channel();
      leg.on("ChannelStateChange", () => controller.abort(new Error("enough")));

      await assertRejects(
        () => leg[verb]({ endpoint: "PJSIP/dave", app: "desk" }, { signal: controller.signal }),
        Error,
        "enough",
      );
      await leg.ended();
    }
    pbx.assertIdle();
  });
});

Deno.test("originate() of a handle that is refused, or given up before it begins, makes nothing", async () => {
  await withDesk(async ({ pbx, ari }) => {
    const aborted = AbortSignal.abort(new Error("enough"));

    await assertRejects(
      () => ari.channel().originate({ endpoint: "Nothing/bob", app: "desk" }),
      AriResponseError,
    );
    await assertRejects(
      () => ari.channel().originate({ endpoint: "PJSIP/bob", app: "desk" }, { signal: aborted }),
      Error,
      "enough",
    );
    pbx.assertIdle();
  });
});

Deno.test("createAndDial() resolves with the answer, and rejects with the cause", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().createAndDial({ endpoint: "PJSIP/bob", app: "desk", timeout: 30 });
    const error = await assertRejects(
      () => ari.channel().createAndDial({ endpoint: "PJSIP/carol", app: "desk" }),
      AriDialError,
    );

    assertEquals(leg.state, "Up");
    assertEquals([error.cause, error.cause_txt], [17, "User busy"]);
    await leg.hangup();
  });
});

Deno.test("startExternalMedia() resolves when its channel can be put into a bridge", async () => {
  await withDesk(async ({ ari }) => {
    const media = await ari.channel().startExternalMedia({
      app: "desk",
      external_host: "127.0.0.1:9",
      format: "ulaw",
    });
    const bridge = await ari.bridge().createWithId({ type: "mixing" });
    await bridge.addChannel({ channel: media.id });

    assertEquals((await bridge.get()).channels, [media.id]);
    await media.hangup();
    await bridge.destroy();
  });
});

Deno.test("calls that are refused leave no listener behind", async () => {
  const listening = new Set<object>();
  const added = (): Disposable => {
    const entry = { [Symbol.dispose]: () => void listening.delete(entry) };
    listening.add(entry);
    return entry;
  };
  const host: ObjectHost = {
    ...restOfHost,
    clock: systemClock,
    run: () => Promise.reject(refusal),
    on: added,
    once: (_key, _name, { signal } = {}) => {
      const entry = added();
      return new Promise((_, reject) =>
        signal?.addEventListener("abort", () => {
          entry[Symbol.dispose]();
          reject(signal.reason);
        })
      );
    },
    onGone: added,
  };
  for (const verb of ["originate", "createAndDial", "startExternalMedia"]) {
    await assertRejects(async () => await legVerbs[verb]?.call(makeHandle(host, "Channel", "a"), {}), AriResponseError);
  }

  assertEquals(listening.size, 0);
});

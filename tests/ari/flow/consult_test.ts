import {
  AriDialError,
  AriGoneError,
  AriResponseError,
  collect,
  consult,
  type Consultation,
  group,
  prompts,
} from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { elapsed, type FlowAppOptions, type FlowCallSetup, withCall } from "../../support/flow_app.ts";

/** A call whose caller wants to talk to Bob; in the end nothing may be left. */
async function withBob(
  body: (setup: FlowCallSetup) => Promise<void>,
  endpoints?: FlowAppOptions["endpoints"],
): Promise<void> {
  await withCall(async (setup) => {
    {
      await using _legs = await setup.ari.register({ apps: "legs" });
      setup.pbx.phone("PJSIP/bob");
      await body(setup);
      await setup.caller.hangup();
      // The release goes on for a moment after the last event.
      await setup.ari.asterisk.ping();
      await setup.ari.asterisk.ping();
    }
    assertEquals(setup.errors, []);
    setup.pbx.assertIdle();
  }, endpoints === undefined ? {} : { endpoints });
}

const bob = { endpoint: "PJSIP/bob", app: "legs" };

async function answered(
  setup: FlowCallSetup,
): Promise<{ consultation: Consultation; phone: Awaited<ReturnType<typeof ring>> }> {
  const consulting = consult(setup.channel, bob);
  const phone = await ring(setup);
  phone.answer();
  return { consultation: await consulting, phone };
}

function ring({ pbx }: FlowCallSetup) {
  return pbx.phone("PJSIP/bob").incoming();
}

Deno.test("consult() calls while the caller hears music, talks with who answers, and joins the two", async () => {
  await withBob(async (setup) => {
    const { consultation, phone } = await answered(setup);
    const collecting = collect(consultation.leg, { prompt: "sound:hello-world", maxDigits: 1 });
    await phone.press("1");
    assertEquals((await collecting).digits, "1");
    await consultation.join();

    const [bridge] = await setup.ari.bridges.list();
    assertEquals(bridge?.channels.toSorted(), [setup.channel.id, consultation.leg.id].sort());
    await setup.caller.hangup();
    await phone.ended();
    await consultation.ended();
    assertEquals(await setup.ari.bridges.list(), []);
  });
});

Deno.test("consult() asks for music for the caller, of a class, and stops it when they are joined", async () => {
  await withBob(async (setup) => {
    const moh = () =>
      [...setup.pbx.journal].flatMap((entry) =>
        entry.face === "rest" && entry.kind === "request" && entry.path.includes("/moh")
          ? [`${entry.method} ${entry.path.split("?")[1] ?? ""}`]
          : []
      );
    const consulting = consult(setup.channel, { ...bob, moh: "jazz" });
    (await ring(setup)).answer();
    const consultation = await consulting;
    assertEquals(moh(), ["POST mohClass=jazz"]);
    await consultation.join();
    assertEquals(moh(), ["POST mohClass=jazz", "DELETE "]);
    await consultation.cancel();
    const none = consult(setup.channel, { ...bob, moh: false });
    (await ring(setup)).reject();
    await assertRejects(() => none, AriDialError);
    assertEquals(moh().length, 2);
  });
});

Deno.test("consult() rejects with the cause when they do not answer, and the caller is where they were", async () => {
  await withBob(async (setup) => {
    const busy = consult(setup.channel, bob);
    (await ring(setup)).reject({ status: 486 });
    const first = await assertRejects(() => busy, AriDialError);
    const [time, second] = await elapsed(
      setup.pbx,
      () => assertRejects(() => consult(setup.channel, { ...bob, timeout: 5 }), AriDialError),
    );

    assertEquals([first.cause, first.cause_txt, first.dialstatus], [17, "User busy", "BUSY"]);
    assertEquals([second.cause, second.cause_txt, second.dialstatus], [19, "User alerting, no answer", undefined]);
    assertEquals(time, 5_000);
    assertEquals(await prompts(setup.channel, "sound:hello-world"), { type: "finished" });
  });
});

Deno.test("consult() leaves no leg when the caller hangs up while it rings", async () => {
  await withBob(async (setup) => {
    const consulting = consult(setup.channel, bob);
    consulting.catch(() => {});
    const phone = await ring(setup);
    await setup.caller.hangup();

    await assertRejects(() => consulting, AriGoneError, 'left "app"');
    await phone.ended();
  });
});

Deno.test("consult() leaves no leg when its signal aborts, also before Asterisk has answered", async () => {
  await withBob(async (setup) => {
    const stop = new AbortController();
    const consulting = consult(setup.channel, { ...bob, signal: stop.signal }).catch((reason) => reason);
    const phone = await ring(setup);
    stop.abort("no time");
    assertEquals(await consulting, "no time");
    await phone.ended();
    const early = new AbortController();
    const second = consult(setup.channel, { ...bob, moh: false, signal: early.signal }).catch((reason) => reason);
    early.abort("even less");

    assertEquals(await second, "even less");
    assertEquals((await setup.ari.channels.list()).map(({ id }) => id), [setup.channel.id]);
    assertEquals(await consult(setup.channel, { ...bob, signal: early.signal }).catch((reason) => reason), "even less");
  });
});

Deno.test("consult() rejects with what Asterisk says when it cannot call, and for a caller who has gone", async () => {
  await withBob(async (setup) => {
    await assertRejects(
      () => consult(setup.channel, { endpoint: "PJSIP/nobody", app: "legs" }),
      AriResponseError,
      "500",
    );
    assertEquals(await prompts(setup.channel, "sound:hello-world"), { type: "finished" });
    await setup.caller.hangup();

    await assertRejects(() => consult(setup.channel, bob), AriGoneError, "is gone");
  });
});

Deno.test("Consultation.cancel() hangs the leg up and leaves the caller in the application, before and after they joined", async () => {
  await withBob(async (setup) => {
    for (const isJoined of [false, true]) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      const { consultation, phone } = await answered(setup);
      if (isJoined) await consultation.join();
      await consultation.cancel();
      await consultation.cancel();
      await phone.ended();
      await consultation.ended();

      assertEquals(consultation.signal.aborted, true);
      assertEquals(await setup.ari.bridges.list(), []);
      assertEquals(await prompts(setup.channel, "sound:hello-world"), { type: "finished" });
    }
  });
});

Deno.test("Consultation ends when the leg hangs up, and the caller goes on without music", async () => {
  await withBob(async (setup) => {
    const { consultation, phone } = await answered(setup);
    await consultation.join();
    await phone.hangup();
    await consultation.ended();

    assertEquals(await setup.ari.bridges.list(), []);
    assertEquals(await prompts(setup.channel, "sound:hello-world"), { type: "finished" });
  });
});

Deno.test("Consultation.join() rejects when one of them has gone, and nothing is left", async () => {
  await withBob(async (setup) => {
    const { consultation, phone } = await answered(setup);
    await phone.hangup();
    await consultation.ended();

    await assertRejects(() => consultation.join(), AriGoneError, 'left "legs"');
    const other = await answered(setup);
    await setup.caller.hangup();
    await other.phone.ended();
    await assertRejects(() => other.consultation.join(), AriGoneError, 'left "app"');
  });
});

Deno.test("Consultation is cancelled when it is disposed of, and its wait rejects with the signal's reason", async () => {
  await withBob(async (setup) => {
    const { consultation, phone } = await answered(setup);
    {
      await using _ = consultation;
      const waited = await consultation.ended({ signal: AbortSignal.abort("no time") }).catch((reason) => reason);
      assertEquals(waited, "no time");
    }

    await phone.ended();
  });
});

Deno.test("consult() for a served call needs no application of its own, and starts no handler for the leg", async () => {
  await withBob(async (setup) => {
    const consulting = consult(setup.channel, { endpoint: "PJSIP/bob", call: setup.info });
    (await ring(setup)).answer();
    const consultation = await consulting;
    await consultation.join();

    const [bridge] = await setup.ari.bridges.list();
    assertEquals(bridge?.channels.length, 2);
    await consultation.cancel();
    await assertRejects(
      () => consult(setup.channel, { endpoint: "PJSIP/bob" }),
      TypeError,
      "neither call nor app is given",
    );
  });
});

Deno.test("what a flow makes has ids of the client's random numbers, so that a run can be repeated", async () => {
  const runs: string[][] = [];
  for (let run = 0; run < 2; run++) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await withBob(async (setup) => {
      await prompts(setup.channel, "sound:hello-world");
      const { consultation } = await answered(setup);
      await consultation.join();
      await using room = await group(setup.ari);
      const made = [...setup.pbx.journal].flatMap((entry) => {
        if (entry.face !== "rest" || entry.kind !== "request") return [];
        return /(consult|flow)-[0-9a-f-]{36}/.exec(entry.path)?.[0] ?? [];
      });
      runs.push([...new Set(made), room.bridge.id]);
    });
  }

  assertEquals(runs[0]?.length, 4);
  assertEquals(runs[0], runs[1]);
});

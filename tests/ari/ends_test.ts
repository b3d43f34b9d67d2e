import { assertEquals, assertRejects } from "@std/assert";
import { type EndSearch, waitForEnd } from "../../ari/ends.ts";
import { AriConnectionError, AriResponseError } from "../../ari/errors.ts";
import { operations } from "../../ari/generated/operations.ts";
import type { GoneNotice } from "../../ari/gone_notice.ts";
import type { ObjectHost } from "../../ari/objects.ts";
import { restOfHost } from "../support/rest_of_host.ts";
import { simulate } from "@asterism/asterisk/simulator";

const search: EndSearch<string> = {
  kind: "Playback",
  id: "p",
  events: [],
  read: () => undefined,
  get: [operations["playbacks.get"], { playbackId: "p" }],
  needsAsking: () => true,
  gone: "gone",
  pace: { first: 1_000, longest: 4_000 },
  existed: true,
};

/** What Asterisk answers to each question, the last one from then on. */
async function withAnswers(
  answers: readonly (Error | object)[],
  body: (given: { host: ObjectHost; asked: number[]; gone: (notice: GoneNotice) => void }) => Promise<void>,
): Promise<void> {
  await using pbx = await simulate({ listen: false });
  const begin = pbx.clock.now();
  const asked: number[] = [];
  const listeners = new Set<(notice: GoneNotice) => void>();
  const nothing = { [Symbol.dispose]: () => {} };
  const host: ObjectHost = {
    ...restOfHost,
    clock: pbx.clock,
    run: () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(pbx.clock.now() - begin);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    on: () => nothing,
    once: () => Promise.reject(new Error("not asked for")),
    onGone: (listener) => {
      listeners.add(listener);
      return nothing;
    },
  };
  await body({ host, asked, gone: (notice) => listeners.forEach((listener) => listener(notice)) });
}

const notFound = new AriResponseError({ operation: "playbacks.get", method: "GET", path: "/", status: 404, body: {} });

Deno.test("waitForEnd() asks at once, and then further and further apart, until it is not there any more", async () => {
  await withAnswers([{}, {}, {}, {}, {}, notFound], async ({ host, asked }) => {
    assertEquals(await waitForEnd(host, search), "gone");
    assertEquals(asked, [0, 1_000, 3_000, 7_000, 11_000, 15_000]);
  });
});

Deno.test("waitForEnd() goes on asking while Asterisk is out of reach, and rejects when it says no", async () => {
  const lost = new AriConnectionError("lost");
  const refused = new AriResponseError({ operation: "x", method: "GET", path: "/", status: 500, body: {} });
  await withAnswers([lost, lost, refused], async ({ host, asked }) => {
    await assertRejects(() => waitForEnd(host, search), AriResponseError, "500");
    assertEquals(asked.length, 3);
  });
});

Deno.test("waitForEnd() takes the word of a reconciliation, for this object only", async () => {
  await withAnswers([{}], async ({ host, gone }) => {
    const end = waitForEnd(host, search);
    gone({ kind: "Channel", id: "p", why: "" });
    gone({ kind: "Playback", id: "q", why: "" });
    gone({ kind: "Playback", id: "p", why: "" });

    assertEquals(await end, "gone");
  });
});

import { AgiHangupError } from "@asterism/asterisk/agi";
import { Router } from "../../agi/routes.ts";
import { runHandler } from "../../agi/run_handler.ts";
import { withCall } from "../support/agi_peer.ts";
import { assertEquals } from "@std/assert";

const never = new AbortController().signal;

Deno.test("runHandler() gives the handler its call and the parts of the path, and hands the call back", async () => {
  const seen: unknown[] = [];
  await withCall(async ({ link, peer }) => {
    const router = new Router({
      "/ask/:what": (call, { params, request }) =>
        void seen.push(call.env.agi_channel, params.what, request.query.get("x")),
    });
    await runHandler(link, router, { signal: never, onError: (error) => seen.push(error) });
    assertEquals(await peer.next(), undefined);
  }, { variables: { agi_request: "agi://127.0.0.1/ask/pin?x=1" } });
  assertEquals(seen, ["PJSIP/alice-00000001", "pin", "1"]);
});

Deno.test("runHandler() tells Asterisk when the handler failed, and no route fits", async () => {
  const errors: string[] = [];
  const options = { signal: never, onError: (error: unknown) => errors.push(String(error)) };
  await withCall(async ({ link, peer }) => {
    await runHandler(link, new Router(() => Promise.reject(new Error("oops"))), options);
    assertEquals([await peer.next(), await peer.next()], ["failure", undefined]);
  });
  await withCall(async ({ link, peer }) => {
    await runHandler(link, new Router({ "/other": () => {} }), options);
    assertEquals([await peer.next(), await peer.next()], ["failure", undefined]);
  });
  assertEquals(errors, ["Error: oops", 'AgiError: Cannot serve an AGI call: no route takes "/ask"']);
});

Deno.test("runHandler() takes the hangup of the handler's own call for no error, and another one for one", async () => {
  const errors: string[] = [];
  const options = { signal: never, onError: (error: unknown) => errors.push(String(error)) };
  await withCall(async ({ link, peer }) => {
    const running = runHandler(link, new Router((call) => call.waitForDigit(100)), options);
    await peer.answer('WAIT FOR DIGIT "100"', "200 result=-1\nHANGUP\n");
    await running;
  });
  await withCall(async ({ link }) => {
    await runHandler(link, new Router(() => Promise.reject(new AgiHangupError("of another call"))), options);
  });
  assertEquals(errors, ["AgiHangupError: of another call"]);
});

Deno.test("runHandler() aborts the handler's signal when the server ends", async () => {
  await withCall(async ({ link }) => {
    const stop = new AbortController();
    let reason: unknown;
    const running = runHandler(
      link,
      new Router(async (_, { signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        reason = signal.reason;
      }),
      { signal: stop.signal, onError() {} },
    );
    stop.abort("ends");
    await running;
    assertEquals(reason, "ends");
  });
});

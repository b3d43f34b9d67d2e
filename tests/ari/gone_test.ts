import { AriResponseError } from "../../ari/errors.ts";
import type { AriEvent } from "../../ari/generated/events.ts";
import { isGone, reportUnlessGone } from "../../ari/gone.ts";
import { assertEquals } from "@std/assert";

/** An event about channel "a b", as far as the functions look at it. */
function event(): AriEvent {
  const event: unknown = { type: "StasisStart", channel: { id: "a b" } };
  return event as AriEvent;
}

function refusal(path: string, status: number): AriResponseError {
  return new AriResponseError({ operation: "channels.play", method: "POST", path, status, body: undefined });
}

Deno.test("isGone() is true for a 404 or 409 about the channel of the event, and for nothing else", () => {
  assertEquals(isGone(refusal("/channels/a%20b/play", 404), event()), true);
  assertEquals(isGone(refusal("/channels/a%20b", 409), event()), true);
  assertEquals(isGone(refusal("/channels/a%20b/play", 500), event()), false);
  assertEquals(isGone(refusal("/channels/a%20bc/play", 404), event()), false);
  assertEquals(isGone(refusal("/bridges/a%20b", 404), event()), false);
  assertEquals(isGone(refusal("/channels/a%20b", 404)), false);
  assertEquals(isGone(new Error("404"), event()), false);
});

Deno.test("reportUnlessGone() makes an uncaught error of what is not only a hangup", () => {
  const reported: unknown[] = [];
  const keep = (error: ErrorEvent) => {
    error.preventDefault();
    reported.push(error.error);
  };
  const bug = new Error("a bug");
  addEventListener("error", keep);

  reportUnlessGone(refusal("/channels/a%20b", 404), event());
  reportUnlessGone(bug, event());

  removeEventListener("error", keep);
  assertEquals(reported, [bug]);
});

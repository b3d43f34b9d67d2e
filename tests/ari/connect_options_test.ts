import { assertEquals, assertThrows } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { supervisionOf } from "../../ari/connect_options.ts";

const user = { username: "a", password: "b" };

Deno.test("supervisionOf() has a default for every limit, and beats no heart where the clock is given", () => {
  const backoff = { first: 250, longest: 30_000 };
  const times = { handshakeTimeout: 10_000, proofTimeout: 1_000, heartbeat: 4_000, heartbeatTimeout: 4_000 };
  const defaults = { backoff, proofAttempts: 5, ...times };

  assertEquals(supervisionOf(user), defaults);
  assertEquals(supervisionOf({ ...user, clock: systemClock }), { ...defaults, heartbeat: Infinity });
  assertEquals(supervisionOf({ ...user, heartbeat: 5, proofTimeout: 7 }).heartbeat, 5);
});

Deno.test("supervisionOf() refuses times that are none", () => {
  for (const heartbeat of [0, -1, NaN]) {
    assertThrows(() => supervisionOf({ ...user, heartbeat }), RangeError, `"heartbeat" of ${heartbeat}`);
  }
  for (const proofAttempts of [0, 1.5, Infinity]) {
    assertThrows(() => supervisionOf({ ...user, proofAttempts }), RangeError, `"proofAttempts" of ${proofAttempts}`);
  }
});

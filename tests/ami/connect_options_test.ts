import { limitsOf } from "../../ami/connect_options.ts";
import { assertEquals, assertThrows } from "@std/assert";

const user = { username: "admin", secret: "secret" };

Deno.test("limitsOf() has defaults, and no heartbeat on a clock that is given", () => {
  const clock = { now: () => 0, schedule: () => ({ [Symbol.dispose]() {} }) };

  assertEquals(limitsOf(user), {
    backoff: { first: 250, longest: 30_000 },
    connectTimeout: 10_000,
    heartbeat: 5_000,
    heartbeatTimeout: 5_000,
    requestTimeout: 30_000,
  });
  assertEquals(limitsOf({ ...user, clock }).heartbeat, Infinity);
});

Deno.test("limitsOf() refuses a limit that is none", () => {
  assertThrows(
    () => limitsOf({ ...user, requestTimeout: 0 }),
    RangeError,
    'Cannot connect with "requestTimeout" of 0: it must be more than 0 milliseconds',
  );
});
